import {readFileSync} from 'node:fs';
import test from 'ava';
import {computeSample} from '../../source/metrics/compute.js';
import {computeWorkingSet} from '../../source/metrics/memory.js';
import type {Limit, MemoryReading} from '../../source/metrics/reading.js';
import {makeReading} from '../support/containers.js';

test('the working set is what is charged without the inactive file cache', t => {
	const table: ReadonlyArray<readonly [title: string, current: number, inactiveFile: number | undefined, used: number | undefined]> = [
		['no cache', 335_872, 0, 335_872],
		['mostly cache', 22_306_816, 20_971_520, 1_335_296],
		['8 PiB to the byte', 2 ** 53, 1, (2 ** 53) - 1],
		['the cache grew between the two files: nothing is subtracted', 4096, 8192, 4096],
		['equal counts as grown', 4096, 4096, 4096],
		['not told', 4096, undefined, undefined],
	];
	for (const [title, current, inactiveFile, used] of table) {
		t.is(computeWorkingSet(current, inactiveFile), used, title);
	}
});

test('a share is taken of a limit and of nothing else', t => {
	const share = (limitBytes: Limit | undefined) => computeSample(undefined, makeReading(1, {memory: {currentBytes: 300, inactiveFileBytes: 100, limitBytes}})).memory?.usedPercent;
	t.is(share(800), 25);
	t.is(share('max'), undefined);
	t.is(share(undefined), undefined);
	t.is(share(0), undefined, 'a limit of 0 is allowed, a share of it is not');
});

test('what was counted while a container was at rest and memory.stat was not read is no rate of the last interval', t => {
	/** At rest for half a minute, then `now`, and a second later 300 pages more have been scanned. */
	const wake = (now: Partial<MemoryReading>, usageMicroseconds: number) => {
		const {memory} = makeReading(0, {memory: {majorFaults: 0, refaultedPages: 0, reclaimScannedPages: 0}});
		// Bytes come in meanwhile, so that it is not the whole container that is at rest.
		const network = {receivedPackets: 0, sentBytes: 0, sentPackets: 0, errors: 0, dropped: 0, interfaces: ['eth0']};
		const readings = [28, 29].map(second => ({...makeReading(second, {network: {...network, receivedBytes: second}}), memory}));
		const woken = {...memory!, ...now};
		readings.push(
			makeReading(30, {cpu: {usageMicroseconds}, memory: woken}),
			makeReading(31, {cpu: {usageMicroseconds}, memory: {...woken, reclaimScannedPages: (woken.reclaimScannedPages ?? 0) + 300}}),
		);
		let before: (typeof readings)[number] | undefined;
		let last: ReturnType<typeof computeSample> | undefined;
		return readings.map(reading => {
			last = computeSample(before, reading, last);
			before = reading;
			return [last.memory?.reclaimPagesPerSecond, last.memory?.majorFaultsPerSecond, last.memory?.refaultsPerSecond];
		});
	};

	const counted = {reclaimScannedPages: 9000, majorFaults: 30, refaultedPages: 60};
	const resting = [[undefined, undefined, undefined], [0, 0, 0]];
	t.deepEqual(wake(counted, 0), [...resting, [undefined, undefined, undefined], [300, 0, 0]]);
	t.deepEqual(wake(counted, 500), [...resting, [undefined, 30, 60], [300, 0, 0]], 'who faults runs, and before it did not');
	t.deepEqual(wake({currentBytes: 7}, 0), [...resting, [0, 0, 0], [300, 0, 0]], 'nothing is nothing, however long it took');
});

type Stats = {
	readonly read: string;
	readonly preread: string;
	readonly cpu_stats: CpuStats;
	readonly precpu_stats: CpuStats;
	readonly memory_stats: {readonly usage: number; readonly limit: number; readonly stats: Readonly<Record<string, number>>};
};

type CpuStats = {
	readonly cpu_usage: {readonly total_usage: number};
	readonly system_cpu_usage: number;
	readonly online_cpus: number;
};

const recorded = (name: string): Stats => JSON.parse(readFileSync(`test/fixtures/stats/${name}.json`, 'utf8')) as Stats;

test('memory is to the byte what `docker stats` makes of the same answer', t => {
	const table = [
		['v1-spinning', 638_976],
		['v1-writing', 3_067_904],
		['v2-reading', 1_118_208],
	] as const;
	for (const [name, used] of table) {
		const {usage, stats} = recorded(name).memory_stats;
		t.is(computeWorkingSet(usage, stats.total_inactive_file ?? stats.inactive_file), used, name);
	}
});

test('CPU is within a percent of what `docker stats` makes of the same answer', t => {
	for (const name of ['v1-spinning', 'v1-writing']) {
		const {read, preread, cpu_stats: now, precpu_stats: before} = recorded(name);
		const docker = (now.cpu_usage.total_usage - before.cpu_usage.total_usage) / (now.system_cpu_usage - before.system_cpu_usage) * now.online_cpus * 100;
		const readingAt = (time: string, {cpu_usage: usage}: CpuStats) => makeReading(Date.parse(time) / 1000, {cpu: {usageMicroseconds: usage.total_usage / 1000}});
		const ours = computeSample(readingAt(preread, before), readingAt(read, now)).cpu?.percent;
		t.true(Math.abs((ours ?? 0) - docker) < 1, `${name}: ${ours} and ${docker}`);
	}
});
