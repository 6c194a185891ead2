import {readFileSync} from 'node:fs';
import test from 'ava';
import {containerFamilies} from '../../source/print/exposition.js';
import {formatScrape, type Scrape} from '../../source/print/metrics-text.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';
import {parseExposition} from '../support/exposition.js';

const web = makeContainer('web', {image: 'nginx:1.27', health: 'healthy', detail: makeDetail({startedAt: 1_700_000_000_000, restartCount: 2})});
const reading = makeReading(5, {
	cpu: {
		usageMicroseconds: 2_500_000, userMicroseconds: 1_000_000, quotaMicroseconds: 'max', periods: 10, throttledPeriods: 3, throttledMicroseconds: 500_000,
	},
	memory: {
		currentBytes: 1000, inactiveFileBytes: 300, limitBytes: 4000, limitEvents: 6,
	},
	io: [{
		device: '8:0', name: 'sda', readBytes: 7, writtenBytes: 8, readOperations: undefined, writeOperations: 2,
	}],
	pids: {current: 4, limit: 'max', refused: 0},
	pressure: {cpu: {someMicroseconds: 1_500_000, fullMicroseconds: undefined}, memory: undefined, io: undefined},
});

async function scrape(changes: Partial<Scrape> = {}, isOpenMetrics = false) {
	const {text, contentType} = await formatScrape({
		containers: [{container: web, reading, oomKills: 1}], host: undefined, isUp: true, ...changes,
	}, isOpenMetrics);
	return {text, contentType, ...parseExposition(text)};
}

test('the kernel\'s counters in seconds and bytes, under cAdvisor\'s names, with the container\'s labels', async t => {
	const {find, types, contentType} = await scrape();
	const of = (name: string, labels: Readonly<Record<string, string>> = {}) => find(name, {
		id: web.id, name: 'web', image: 'nginx:1.27', ...labels,
	});
	t.regex(contentType, /^text\/plain; version=0\.0\.4/v);
	t.is(of('container_cpu_usage_seconds_total'), 2.5);
	t.is(of('container_cpu_user_seconds_total'), 1);
	t.is(of('container_cpu_cfs_throttled_periods_total'), 3);
	t.is(of('container_cpu_cfs_throttled_seconds_total'), 0.5);
	t.is(of('container_memory_usage_bytes'), 1000);
	t.is(of('container_memory_working_set_bytes'), 700);
	t.is(of('container_spec_memory_limit_bytes'), 4000);
	t.is(of('container_memory_failcnt'), 6);
	t.is(of('container_oom_events_total'), 1);
	t.is(of('container_fs_writes_bytes_total', {device: 'sda'}), 8);
	t.is(of('container_pressure_cpu_waiting_seconds_total'), 1.5);
	t.is(of('container_start_time_seconds'), 1_700_000_000);
	t.is(of('dockdash_container_state', {state: 'running', health: 'healthy'}), 1);
	t.is(of('dockdash_container_restarts'), 2);
	t.is(types.get('container_cpu_usage_seconds_total'), 'counter');
	t.is(types.get('container_memory_working_set_bytes'), 'gauge');
});

test('whether the engine answers is not told before it could', async t => {
	const {names} = await scrape({isUp: undefined});
	t.false(names.has('dockdash_engine_up'));
});

test('what is not known, and a limit that is none, have no line', async t => {
	const {names} = await scrape();
	for (const name of ['container_cpu_system_seconds_total', 'container_spec_cpu_quota', 'container_threads_max', 'container_fs_reads_total', 'container_pressure_cpu_stalled_seconds_total', 'container_network_receive_bytes_total']) {
		t.false(names.has(name), name);
	}
});

test('one that does not run has a state, an exit code and what killed it, and no other numbers', async t => {
	const broken = makeContainer('broken', {status: 'exited', detail: makeDetail({exitCode: 127})});
	const {names, find} = await scrape({containers: [{container: broken, reading: undefined, oomKills: 4}], isUp: false});
	t.is(find('dockdash_container_exit_code', {id: broken.id, name: 'broken', image: 'lab:1'}), 127);
	t.is(find('container_oom_events_total', {id: broken.id, name: 'broken', image: 'lab:1'}), 4);
	t.is(find('dockdash_engine_up', {}), 0);
	t.false(names.has('container_cpu_usage_seconds_total'));
});

test('OpenMetrics has the same values, and an end', async t => {
	const plain = await scrape();
	const open = await scrape({}, true);
	t.regex(open.contentType, /^application\/openmetrics-text; version=1\.0\.0/v);
	t.true(open.text.endsWith('# EOF\n'));
	t.deepEqual(open.names, plain.names);
	t.is(open.types.get('container_cpu_usage_seconds'), 'counter');
});

test('labels that try to be more lines stay labels', async t => {
	const evil = makeContainer('evil', {image: 'a"} 1\nb{c="d\\'});
	const {find} = await scrape({containers: [{container: evil, reading, oomKills: undefined}]});
	t.is(find('container_cpu_usage_seconds_total', {id: evil.id, name: 'evil', image: 'a"} 1\nb{c="d\\'}), 2.5);
});

for (const [title, network] of [
	['less than nothing received', {receivedBytes: -1, sentBytes: 2}],
	['no end to what was received', {receivedBytes: Infinity, sentBytes: 2}],
	['no number of what was received', {receivedBytes: NaN, sentBytes: 2}],
] as const) {
	test(`a container with ${title} loses that line, and no other container any`, async t => {
		const odd = makeContainer('odd');
		const oddReading = makeReading(5, {
			network: {
				...network, receivedPackets: 1, sentPackets: 1, errors: 0, dropped: 0, interfaces: ['eth0'],
			},
		});
		const {find, names} = await scrape({
			containers: [{container: odd, reading: oddReading, oomKills: undefined}, {container: web, reading, oomKills: 1}],
		});
		const labels = {id: odd.id, name: 'odd', image: 'lab:1'};
		t.is(find('container_cpu_usage_seconds_total', {id: web.id, name: 'web', image: 'nginx:1.27'}), 2.5);
		t.is(find('container_network_transmit_bytes_total', labels), 2);
		t.false(names.has('container_network_receive_bytes_total'));
	});
}

test('names keep to Prometheus\' conventions', t => {
	const names = containerFamilies.map(({name}) => name);
	t.is(new Set(names).size, names.length);
	for (const {name, type, help} of containerFamilies) {
		t.regex(name, /^(?:container|dockdash_container)_[a-z_]+$/v);
		t.regex(help, /\.$/v);
		t.is(name.endsWith('_total'), type === 'counter', name);
	}
});

type Dashboard = {
	readonly templating: {readonly list: ReadonlyArray<{readonly name: string; readonly query: string | {readonly query: string}}>};
	readonly panels: ReadonlyArray<{readonly id: number; readonly title: string; readonly targets: ReadonlyArray<{readonly expr: string}>}>;
};

test('the Grafana dashboard asks only for names and labels that are served', t => {
	const {templating: {list: variables}, panels} = JSON.parse(readFileSync('media/grafana-dashboard.json', 'utf8')) as Dashboard;
	// Prometheus adds the instance.
	const labelsOf = new Map<string, readonly string[]>([['dockdash_engine_up', ['instance']], ...containerFamilies.map(({name, labels}) => [name, ['instance', 'id', 'name', 'image', ...labels]] as const)]);
	const asked = [
		...variables.map(({name, query}) => [name, typeof query === 'string' ? '' : query.query] as const),
		...panels.flatMap(({title, targets}) => targets.map(({expr}) => [title, expr] as const)),
	];
	for (const [title, expression] of asked) {
		const names = expression.match(/\b(?:container|dockdash|machine)_[a-z_]+/gv) ?? [];
		const selected = expression.matchAll(/(?<label>[a-z]+)=~?"/gv).map(({groups}) => groups!.label!);
		const grouped = expression.matchAll(/\bby \((?<labels>[^\)]+)\)/gv).flatMap(({groups}) => groups!.labels!.split(', '));
		const listed = expression.matchAll(/, (?<label>[a-z]+)\)$/gv).map(({groups}) => groups!.label!);
		const labels = [...selected, ...grouped, ...listed];
		for (const name of names) {
			t.deepEqual(labels.filter(label => labelsOf.get(name)?.includes(label) !== true), [], `${title}: ${name}`);
		}

		const used = expression.matchAll(/\$(?<variable>[a-z]+)/gv).map(({groups}) => groups!.variable!).toArray();
		t.deepEqual(used.filter(variable => variables.every(({name}) => name !== variable)), [], title);
	}

	t.true(panels.every(({targets}) => targets.length > 0));
	t.is(new Set(panels.map(({id}) => id)).size, panels.length);
});
