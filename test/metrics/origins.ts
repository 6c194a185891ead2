import test from 'ava';
import {explainNumbers, type ExplainedNumber} from '../../source/metrics/origins.js';
import {computeSample} from '../../source/metrics/compute.js';
import {findMetric, metrics, type MetricId} from '../../source/metrics/metrics.js';
import type {FileText, Reading} from '../../source/metrics/reading.js';
import {readMachine} from '../support/machine.js';
import {makeReading} from '../support/containers.js';
import {openDirectories} from '../../source/cgroup/read.js';
import {createTextKeeper} from '../../source/cgroup/texts.js';
import {scanCgroups} from '../../source/cgroup/scan.js';

function explain(id: MetricId, texts: Readonly<Record<string, string>>, reading: Reading = makeReading(1)): ExplainedNumber {
	const files: FileText[] = Object.entries(texts).map(([path, text]) => ({path, text}));
	return explainNumbers([findMetric(id)!], computeSample(undefined, reading), files)[0]!;
}

const v1 = {'/c/cpuacct.usage': '7\n'} as const;

test('a field of a file is its line, a file of one number that number', t => {
	const stat = 'anon 1\nfile 2\ninactive_file 3\n';
	t.deepEqual(explain('memoryUsed', {'/c/memory.current': '9\n', '/c/memory.stat': stat}).sources, [
		{path: '/c/memory.current', text: '9'}, {path: '/c/memory.stat', text: 'inactive_file 3'},
	]);
	t.deepEqual(explain('file', {'/c/memory.stat': stat}).sources, [{path: '/c/memory.stat', text: 'file 2'}]);
});

test('two fields of one file stand under it together', t => {
	const texts = {'/c/cpu.stat': 'usage_usec 1\nnr_periods 5\nnr_throttled 3\n'};
	t.deepEqual(explain('throttled', texts).sources, [{path: '/c/cpu.stat', text: 'nr_throttled 3\nnr_periods 5'}]);
});

test('devices and interfaces are tables', t => {
	t.is(explain('ioRead', {'/c/io.stat': '8:0 rbytes=1 wbytes=2\n8:16 rbytes=3 wbytes=4\n'}).sources[0]?.text, '8:0 rbytes=1 wbytes=2\n8:16 rbytes=3 wbytes=4');
	t.is(explain('ioRead', {...v1, '/c/blkio.throttle.io_service_bytes_recursive': '8:0 Read 1\n8:0 Write 2\nTotal 3\n'}).sources[0]?.text, '8:0 Read 1');
	t.deepEqual(explain('networkIn', {'/proc/7/net/dev': 'Inter-| Receive\n eth0: 1\n'}).sources, [{path: '/proc/7/net/dev', text: 'Inter-| Receive\n eth0: 1'}]);
	t.deepEqual(explain('ioRead', {'/c/io.stat': ''}), {metric: findMetric('ioRead')!, value: undefined, sources: [{path: '/c/io.stat', text: ''}], absence: undefined}, 'no device yet');
});

test('huge pages of every size are one number', t => {
	const texts = {'/c/hugetlb.1GB.current': '1073741824\n', '/c/hugetlb.2MB.current': '4194304\n', '/c/hugetlb.2MB.max': '7\n', '/c/cpu.stat': ''};
	const hugePages = [{size: '1GB', currentBytes: 1_073_741_824, limitBytes: undefined}, {size: '2MB', currentBytes: 4_194_304, limitBytes: 7}];
	t.like(explain('hugePages', texts, makeReading(1, {hugePages})), {
		value: 1_073_741_824 + 4_194_304,
		sources: [{path: '/c/hugetlb.1GB.current', text: '1073741824'}, {path: '/c/hugetlb.2MB.current', text: '4194304'}],
		absence: undefined,
	});
});

test('what a version, a kernel or a machine does not have says so', t => {
	t.is(explain('memoryLow', {...v1, '/c/memory.usage_in_bytes': '1\n'}).absence, 'cgroup v1 does not have it');
	t.is(explain('cpuShares', {'/c/cpu.stat': 'usage_usec 1\n'}).absence, 'cgroup v2 does not have it');
	t.is(explain('kernel', {'/c/memory.stat': 'anon 1\nfile 2\n'}).absence, 'this kernel’s memory.stat does not tell kernel');
	t.is(explain('memoryPeak', {'/c/memory.current': '1\n'}).absence, 'there is no memory.peak here');
	const reason = '/c/memory.peak may not be read (EACCES): run dockdash as root.';
	t.is(explain('memoryPeak', {}, makeReading(1, {problems: [{group: 'memory', status: 'denied', reason}]})).absence, reason);
});

test('without any texts nothing is said of files', t => {
	const [cpu, shares] = explainNumbers([findMetric('cpu')!, findMetric('cpuShares')!], computeSample(undefined, makeReading(1)), undefined);
	t.like(cpu, {sources: [], absence: undefined});
	t.like(shares, {sources: [], absence: undefined});
});

test('what the engine tells is named by its fields', t => {
	const reading = makeReading(1, {source: 'engine'});
	t.deepEqual(explain('pids', {}, reading), {metric: findMetric('pids')!, value: undefined, sources: [{path: 'the engine’s stats API', text: 'pids_stats.current'}], absence: undefined});
	t.regex(explain('psiIo', {}, reading).absence ?? '', /stats API does not have it/v);
});

for (const [version, recording] of [['v1', 'test/fixtures/cgroup1'], ['v2', 'test/fixtures/cgroup2']] as const) {
	test(`${version}: every number of a recorded container is explained by its files, or says why it is not there`, t => {
		const {hierarchy, find} = readMachine(recording);
		const path = [...scanCgroups(hierarchy.mounts, 100).cgroups].find(([each]) => each.includes(find('limited').id));
		const keeper = createTextKeeper();
		const cgroup = openDirectories(hierarchy, path![1], keeper.lens);
		const sample = cgroup.read();
		cgroup.close();
		const reading = {...makeReading(1), ...sample.status === 'read' && sample.reading};
		const numbers = explainNumbers(metrics.filter(({group}) => group !== 'network'), computeSample(undefined, reading), keeper.list());
		t.deepEqual(numbers.filter(({value, absence}) => value !== undefined && absence !== undefined).map(({metric}) => metric.id), [], 'known, and said not to be there');
		t.deepEqual(numbers.filter(({sources, absence}) => sources.length === 0 && absence === undefined).map(({metric}) => metric.id), [], 'nothing is said');
		t.deepEqual(numbers.filter(({absence}) => absence !== undefined).map(({metric, absence}) => `${metric.id}: ${absence}`), version === 'v1'
			? [
				'cpuWeight: cgroup v1 does not have it', 'memoryLow: cgroup v1 does not have it', 'slab: cgroup v1 does not have it', 'hugePages: there is no hugetlb.SIZE.usage_in_bytes here',
				'reclaim: cgroup v1 does not have it', 'highEvents: cgroup v1 does not have it', 'oomEvents: cgroup v1 does not have it',
			]
			: ['cpuShares: cgroup v2 does not have it', 'hugePages: there is no hugetlb.SIZE.current here']);
	});
}
