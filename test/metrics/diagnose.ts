import test from 'ava';
import {computeSample} from '../../source/metrics/compute.js';
import {diagnose} from '../../source/metrics/diagnose.js';
import {readingOfGone, type PressureReading} from '../../source/metrics/reading.js';
import {makeReading} from '../support/containers.js';

type Changes = NonNullable<Parameters<typeof makeReading>[1]>;

const none: PressureReading = {someMicroseconds: 0, fullMicroseconds: 0};
const waiting = (percent: number): PressureReading => ({someMicroseconds: percent * 10_000, fullMicroseconds: 0});
const mebi = 1024 * 1024;

function diagnoseSecond(after: Changes, isShort = false): string {
	const before: Changes = {
		cpu: {periods: 0, throttledPeriods: 0},
		memory: {reclaimScannedPages: 0, refaultedPages: 0},
		pressure: {cpu: none, memory: none, io: none},
	};
	return diagnose(computeSample(makeReading(1, before), makeReading(2, after)), isShort);
}

const quota = {
	quotaMicroseconds: 30_000, periodMicroseconds: 100_000, periods: 100, throttledPeriods: 62,
} as const;
const full = {currentBytes: 63.9 * mebi, limitBytes: 64 * mebi} as const;

test('what holds a container back, in one line', t => {
	const table: ReadonlyArray<readonly [Changes, string]> = [
		[{cpu: {...quota, usageMicroseconds: 300_000}}, 'throttled by its quota of 0.30 CPU in 62 % of periods'],
		[
			{memory: {...full, reclaimScannedPages: 500}, pressure: {cpu: none, memory: waiting(12), io: none}},
			'reclaiming at its memory limit of 64 MiB, waiting for memory 12 % of the time',
		],
		[{memory: {...full, refaultedPages: 500}}, 'reclaiming at its memory limit of 64 MiB'],
		[{pressure: {cpu: none, memory: waiting(30), io: none}}, 'waiting for memory 30 % of the time'],
		[{pressure: {cpu: none, memory: none, io: waiting(40)}}, 'waiting for I/O 40 % of the time'],
		[{pressure: {cpu: waiting(35), memory: none, io: none}}, 'waiting for a free CPU 35 % of the time'],
		[{pids: {current: 50, limit: 50, refused: 3}}, 'at its pids limit of 50: no new process or thread can start'],
		[{isFrozen: true}, 'paused: nothing in it runs'],
		[{cpu: {usageMicroseconds: 2000}}, 'idle'],
		[{cpu: {usageMicroseconds: 900_000}}, 'nothing holds it back'],
	];
	for (const [after, sentence] of table) {
		t.is(diagnoseSecond(after), sentence);
	}
});

test('of several things the two that cost most, the worst first', t => {
	t.is(
		diagnoseSecond({cpu: quota, pressure: {cpu: waiting(62), memory: waiting(20), io: waiting(70)}}),
		'waiting for I/O 70 % of the time; throttled by its quota of 0.30 CPU in 62 % of periods',
	);
	t.is(
		diagnoseSecond({cpu: quota, pressure: {cpu: waiting(99), memory: none, io: waiting(20)}}),
		'throttled by its quota of 0.30 CPU in 62 % of periods; waiting for I/O 20 % of the time',
		'waiting for the next period is not waiting for others',
	);
	t.is(diagnoseSecond({cpu: {...quota, usageMicroseconds: 300_000}, pids: {current: 50, limit: 50, refused: 0}}), 'at its pids limit of 50: no new process or thread can start');
});

test('in short the number comes first, and each cause fits beside a graph of 100 columns', t => {
	const table: ReadonlyArray<readonly [Changes, string]> = [
		[{cpu: {...quota, throttledPeriods: 100}}, 'throttled 100 %, quota 0.30 CPU'],
		[{memory: {...full, reclaimScannedPages: 500}, pressure: {cpu: none, memory: waiting(12), io: none}}, 'waiting 12 % at its memory limit'],
		[{memory: {...full, refaultedPages: 500}}, 'reclaiming at its memory limit'],
		[{pressure: {cpu: none, memory: waiting(30), io: none}}, 'waiting 30 % for memory'],
		[{pressure: {cpu: none, memory: none, io: waiting(40)}}, 'waiting 40 % for I/O'],
		[{pressure: {cpu: waiting(100), memory: none, io: none}}, 'waiting 100 % for a free CPU'],
		[{cpu: {usageMicroseconds: 2000}}, 'idle'],
	];
	for (const [after, sentence] of table) {
		t.is(diagnoseSecond(after, true), sentence);
		t.true(sentence.length <= 34);
	}

	t.is(diagnoseSecond({cpu: quota, pressure: {cpu: none, memory: none, io: waiting(70)}}, true), 'waiting 70 % for I/O; throttled 62 %, quota 0.30 CPU');
});

test('what is full but at rest holds nothing back', t => {
	t.is(diagnoseSecond({cpu: {usageMicroseconds: 500_000}, memory: full}), 'nothing holds it back');
	t.is(diagnoseSecond({cpu: {usageMicroseconds: 500_000}, pids: {current: 50, limit: 'max', refused: undefined}}), 'nothing holds it back');
	t.is(diagnoseSecond({pressure: {cpu: waiting(9), memory: waiting(9), io: waiting(9)}}), 'idle', 'a little waiting is normal');
});

test('the first reading says nothing about now', t => {
	const first = computeSample(undefined, makeReading(1));
	t.is(diagnose(first), 'not known yet: it takes two readings');
});

test('where there are no counters it is why', t => {
	t.is(diagnose(computeSample(makeReading(1), {...readingOfGone, takenAtMicroseconds: 2_000_000})), 'Its cgroup is gone: it has ended.');
});
