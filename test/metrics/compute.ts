import test from 'ava';
import {computeSample} from '../../source/metrics/compute.js';
import type {CpuReading, DeviceReading, NetworkReading, Reading} from '../../source/metrics/reading.js';
import {makeReading} from '../support/containers.js';

const device = (name: string, changes: Partial<DeviceReading> = {}): DeviceReading => ({
	device: name,
	name,
	readBytes: 0,
	writtenBytes: 0,
	readOperations: 0,
	writeOperations: 0,
	...changes,
});

const network = (receivedBytes: number, interfaces = ['eth0']): NetworkReading => ({
	receivedBytes,
	sentBytes: receivedBytes * 2,
	receivedPackets: undefined,
	sentPackets: undefined,
	errors: 0,
	dropped: 0,
	interfaces,
});

test('CPU is the growth of usage in percent of one core', t => {
	const table: ReadonlyArray<readonly [title: string, before: Partial<CpuReading>, after: Partial<CpuReading>, seconds: number, percent: number | undefined]> = [
		['nothing used', {usageMicroseconds: 5}, {usageMicroseconds: 5}, 1, 0],
		['a third of a core', {usageMicroseconds: 0}, {usageMicroseconds: 300_000}, 1, 30],
		['two cores', {usageMicroseconds: 1_000_000}, {usageMicroseconds: 3_000_000}, 1, 200],
		['ten looks a second', {usageMicroseconds: 0}, {usageMicroseconds: 50_000}, 0.1, 50],
		['104 days and more are exact to the µs', {usageMicroseconds: 2 ** 52}, {usageMicroseconds: (2 ** 52) + 10_000}, 1, 1],
		['a counter that went back', {usageMicroseconds: 900_000_000}, {usageMicroseconds: 1000}, 1, undefined],
		['no time between', {usageMicroseconds: 0}, {usageMicroseconds: 1000}, 0, undefined],
		['time that went back', {usageMicroseconds: 0}, {usageMicroseconds: 1000}, -1, undefined],
	];
	for (const [title, before, after, seconds, percent] of table) {
		t.is(computeSample(makeReading(10, {cpu: before}), makeReading(10 + seconds, {cpu: after})).cpu?.percent, percent, title);
	}
});

test('the quota is in the same unit, and throttling is the share of periods', t => {
	const quota = (changes: Partial<CpuReading>) => computeSample(undefined, makeReading(1, {cpu: changes})).cpu?.quotaPercent;
	t.is(quota({quotaMicroseconds: 30_000, periodMicroseconds: 100_000}), 30);
	t.is(quota({quotaMicroseconds: 150_000, periodMicroseconds: 50_000}), 300);
	t.is(quota({quotaMicroseconds: 'max', periodMicroseconds: 100_000}), 'max');
	t.is(quota({quotaMicroseconds: undefined}), undefined);
	t.is(quota({quotaMicroseconds: 30_000, periodMicroseconds: 0}), undefined);

	const limited = {quotaMicroseconds: 30_000} as const;
	const table: ReadonlyArray<readonly [title: string, before: Partial<CpuReading>, after: Partial<CpuReading>, percent: number | undefined]> = [
		['six of ten', {periods: 100, throttledPeriods: 50}, {...limited, periods: 110, throttledPeriods: 56}, 60],
		['all', {periods: 0, throttledPeriods: 0}, {...limited, periods: 10, throttledPeriods: 10}, 100],
		['idle under a quota: no period, none throttled', {periods: 7, throttledPeriods: 3}, {...limited, periods: 7, throttledPeriods: 3}, 0],
		['no quota, no periods', {periods: 0, throttledPeriods: 0}, {quotaMicroseconds: 'max', periods: 0, throttledPeriods: 0}, undefined],
		['not told', {}, limited, undefined],
		['went back', {periods: 100, throttledPeriods: 50}, {...limited, periods: 3, throttledPeriods: 1}, undefined],
	];
	for (const [title, before, after, percent] of table) {
		t.is(computeSample(makeReading(1, {cpu: before}), makeReading(2, {cpu: after})).cpu?.throttledPercent, percent, title);
	}

	const waited = computeSample(makeReading(1, {cpu: {throttledMicroseconds: 0}}), makeReading(3, {cpu: {throttledMicroseconds: 5_000_000}}));
	t.is(waited.cpu?.throttledMillisecondsPerSecond, 2500, 'summed over threads, so more than a second per second');
});

test('without a comparable reading before there are gauges and totals, and no rates', t => {
	const full = (seconds: number, changes: Partial<Reading> = {}): Reading => makeReading(seconds, {
		io: [device('8:0', {readBytes: 100})],
		network: network(100),
		pressure: {cpu: {someMicroseconds: 5, fullMicroseconds: undefined}, memory: undefined, io: undefined},
		...changes,
	});
	const table: ReadonlyArray<readonly [title: string, before: Reading | undefined]> = [
		['the first look', undefined],
		['the other road', full(1, {source: 'engine'})],
		['the same moment', full(2)],
		['a new cgroup under the same id', makeReading(1, {...full(1), cpu: {usageMicroseconds: 1}, memory: {}})],
	];
	for (const [title, before] of table) {
		const {cpu, memory, io, network: net, pressure} = computeSample(before, full(2));
		t.deepEqual([cpu?.percent, memory?.majorFaultsPerSecond, io?.readBytesPerSecond, net?.receivedBytesPerSecond, pressure.cpu?.somePercent], Array.from({length: 5}), title);
		t.deepEqual([cpu?.usageMicroseconds, io?.readBytes, net?.receivedBytes], [0, 100, 100], title);
	}
});

test('a group that could not be read stays unknown, and its reason is kept', t => {
	const problems = [{group: 'memory', status: 'denied', reason: 'memory.current: permission denied'}] as const;
	const sample = computeSample(undefined, {
		...makeReading(1), cpu: undefined, memory: undefined, problems,
	});
	t.is(sample.cpu, undefined);
	t.is(sample.memory, undefined);
	t.is(sample.io, undefined);
	t.deepEqual(sample.problems, problems);
});

test('block I/O is summed over devices, each compared with itself', t => {
	const table: ReadonlyArray<readonly [title: string, before: readonly DeviceReading[] | undefined, after: readonly DeviceReading[], rate: number | undefined]> = [
		['two devices', [device('8:0', {readBytes: 10}), device('8:16', {readBytes: 5})], [device('8:0', {readBytes: 30}), device('8:16', {readBytes: 15})], 30],
		['the first byte brings the device', [], [device('8:0', {readBytes: 4096})], 4096],
		['nothing yet', [], [], 0],
		['was not known before', undefined, [device('8:0', {readBytes: 4096})], undefined],
		['a device that is gone hides nothing', [device('8:0', {readBytes: 1000}), device('8:16')], [device('8:16', {readBytes: 7})], 7],
		['one that went back', [device('8:0', {readBytes: 1000}), device('8:16')], [device('8:0'), device('8:16', {readBytes: 5000})], undefined],
	];
	for (const [title, before, after, rate] of table) {
		t.is(computeSample(makeReading(1, {io: before}), makeReading(2, {io: after})).io?.readBytesPerSecond, rate, title);
	}
});

test('operations are unknown as soon as those of one device are', t => {
	const perSecond = (changes: Partial<DeviceReading>) => computeSample(
		makeReading(1, {io: [device('8:0'), device('8:16')]}), makeReading(2, {io: [device('8:0', {readOperations: 3, writeOperations: 4}), device('8:16', changes)]}),
	).io?.operationsPerSecond;
	t.is(perSecond({readOperations: 1}), 8);
	t.is(perSecond({readOperations: undefined}), undefined);
});

test('network has no rate in the moment an interface comes or goes', t => {
	const rate = (before: NetworkReading, after: NetworkReading) => computeSample(makeReading(1, {network: before}), makeReading(3, {network: after})).network?.receivedBytesPerSecond;
	t.is(rate(network(100), network(300)), 100);
	t.is(rate(network(100, ['eth0', 'eth1']), network(300, ['eth1', 'eth0'])), 100, 'whatever their order');
	t.is(rate(network(100), network(5_000_000, ['eth0', 'eth1'])), undefined);
	t.is(rate(network(100, ['eth0', 'eth1']), network(300)), undefined);
	t.is(rate(network(100), network(5_000_000, ['eth1'])), undefined, 'another one in its place');
	t.is(rate(network(300), network(100)), undefined);
});

test('pressure is the share of the interval, never more than all of it', t => {
	const share = (before: number | undefined, after: number) => {
		const at = (seconds: number, value: number | undefined) => makeReading(seconds, {
			pressure: {cpu: undefined, memory: undefined, io: value === undefined ? undefined : {someMicroseconds: value, fullMicroseconds: undefined}},
		});
		return computeSample(at(1, before), at(2, after)).pressure.io;
	};

	t.is(share(0, 400_000)?.somePercent, 40);
	t.is(share(0, 1_000_500)?.somePercent, 100, 'the file was read a little after the clock');
	t.is(share(undefined, 400_000)?.somePercent, undefined, 'switched on just now');
	t.is(share(0, 400_000)?.fullPercent, undefined, 'a kernel that does not tell it');
	t.is(computeSample(makeReading(1), makeReading(2)).pressure.io, undefined, 'absent is not 0');
});

test('a container at rest has the numbers that computing them again would give', t => {
	const {takenAtMicroseconds, ...said} = makeReading(1, {cpu: {usageMicroseconds: 300_000}});
	const at = (second: number): Reading => ({...said, takenAtMicroseconds: takenAtMicroseconds + (second * 1_000_000)});
	const first = computeSample(undefined, at(0));
	const second = computeSample(at(0), at(1), first);
	const third = computeSample(at(1), at(2), second);
	t.deepEqual([first, second, third].map(({isAtRest, cpu}) => [isAtRest, cpu?.percent]), [[false, undefined], [true, 0], [true, 0]]);
	t.deepEqual(third, computeSample(at(1), at(2)));
	const woken = makeReading(4, {cpu: {usageMicroseconds: 600_000}});
	t.like(computeSample(at(2), woken, third), {isAtRest: false, cpu: {percent: 30}});
});
