import {existsSync, readFileSync} from 'node:fs';
import test from 'ava';
import {scanCgroups} from '../../source/cgroup/scan.js';
import {computeSample} from '../../source/metrics/compute.js';
import {selectMetricsDocument} from '../../source/metrics/document.js';
import {findMetric, metrics} from '../../source/metrics/metrics.js';
import {makeReading} from '../support/containers.js';
import {readMachine} from '../support/machine.js';

test('every number has its own id, title and place in the document', t => {
	for (const key of ['id', 'title', 'jsonPath'] as const) {
		const values = metrics.map(metric => metric[key]);
		t.is(new Set(values).size, metrics.length, `one ${key} is there twice`);
	}

	t.is(findMetric('cpu')?.title, 'CPU');
	t.is(findMetric('constructor'), undefined);
});

test('every number says where it comes from, what it means, and in one sentence', t => {
	for (const {id, describe: {v1, v2, engine, formula, sentence}} of metrics) {
		t.true(v1.length + v2.length > 0, `${id} comes from the kernel`);
		t.regex(sentence, /^[A-Z][^.]+(?:\d\.\d[^.]+)*\.$/v, id);
		t.true(formula.length > 0, id);
		t.notThrows(() => engine.join(''), id);
	}
});

/** The directories of a recorded container. */
function findDirectories(recording: string, name: string): readonly string[] {
	const {hierarchy, find} = readMachine(recording);
	const {id} = find(name);
	return [...scanCgroups(hierarchy.mounts, 1000).cgroups].flatMap(([path, directories]) => path.includes(id) ? directories.values().toArray() : []);
}

// A recording has all files that the kernel of its day had. That of v1 was of a machine without the controller of huge pages.
test('the files and fields of cgroup v1 and v2 are there in recorded cgroups', t => {
	const directories = {v1: findDirectories('test/fixtures/cgroup1', 'limited'), v2: findDirectories('test/fixtures/cgroup2', 'limited')} as const;
	for (const {id, describe} of metrics) {
		for (const version of ['v1', 'v2'] as const) {
			const origins = describe[version].filter(file => !file.startsWith('/proc/') && !(version === 'v1' && file.startsWith('hugetlb.')));
			for (const origin of origins) {
				const [file = '', field = ''] = origin.replace('SIZE', '2MB').split(' ', 2);
				const texts = directories[version].map(folder => `${folder}/${file}`).filter(path => existsSync(path)).map(path => readFileSync(path, 'utf8'));
				t.true(texts.some(text => text.split(/[\s=]/v).includes(field)) || (field === '' && texts.length > 0), `${id}, ${version}: ${origin}`);
			}
		}
	}
});

test('the fields of the stats API are there in a recorded answer of v1 or v2', t => {
	const answers = ['v1-writing', 'v2-reading'].map(name => JSON.parse(readFileSync(`test/fixtures/stats/${name}.json`, 'utf8')) as unknown);
	const isThere = (value: unknown, [name, ...rest]: readonly string[]): boolean => {
		if (name === undefined) {
			return true;
		}

		const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
		return entries.some(([key, inner]) => (name === '*' || key === name) && isThere(inner, rest));
	};

	for (const {id, describe: {engine}} of metrics) {
		for (const field of engine) {
			const [path = ''] = field.split(' ', 1);
			t.true(answers.some(answer => isThere(answer, path.split('.'))), `${id}: ${field}`);
		}
	}
});

test('the document has every number: null is unknown, max no limit', t => {
	const empty = selectMetricsDocument(undefined);
	t.is(JSON.stringify(empty).match(/null/gv)?.length, metrics.length);

	const before = makeReading(1, {cpu: {usageMicroseconds: 0}});
	const after = makeReading(2, {cpu: {usageMicroseconds: 300_000}, memory: {currentBytes: 300, inactiveFileBytes: 100, limitBytes: 'max'}, pids: {current: 3, limit: 50, refused: undefined}});
	const document = selectMetricsDocument(computeSample(before, after));
	t.like(document, {
		cpu: {percent: 30, quotaPercent: 'max', throttledPercent: null, pressure: {somePercent: null}},
		memory: {usedBytes: 200, currentBytes: 300, limitBytes: 'max'},
		network: {receivedBytes: null},
		pids: {current: 3, limit: 50, refused: null},
	});
});
