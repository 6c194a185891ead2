import test from 'ava';
import {findAlerts, updateOngoing, type OngoingAlerts} from '../../source/metrics/alerts.js';
import {computeSample} from '../../source/metrics/compute.js';
import type {Reading} from '../../source/metrics/reading.js';
import {makeReading} from '../support/containers.js';

const mebi = 1024 * 1024;

/** Everything that is told while these readings come in: the second of each and its sentence. */
function follow(readings: readonly Reading[]): readonly string[] {
	const told: string[] = [];
	let ongoing: OngoingAlerts = new Map();
	let before: Reading | undefined;
	let previous: ReturnType<typeof computeSample> | undefined;
	for (const reading of readings) {
		const sample = computeSample(before, reading);
		for (const {sentence} of findAlerts(previous, sample, ongoing)) {
			told.push(`${reading.takenAtMicroseconds / 1_000_000} ${sentence}`);
		}

		ongoing = updateOngoing(ongoing, previous, sample);
		before = reading;
		previous = sample;
	}

	return told;
}

test('each OOM kill is told, and those from before we looked are not', t => {
	const kills = [4, 4, 5, 5, 7];
	const readings = kills.map((oomKills, second) => makeReading(second, {cpu: {usageMicroseconds: second}, memory: {oomKills, limitBytes: 16 * mebi}}));
	t.deepEqual(follow(readings), [
		'2 had a process OOM-killed, 5 since its start (limit 16 MiB)',
		'4 had 2 processes OOM-killed, 7 since its start (limit 16 MiB)',
	]);
});

test('after a restart the counts begin at 0 again, and what they then say is new', t => {
	const restarted = (oomKills: number) => follow([
		makeReading(1, {cpu: {usageMicroseconds: 900}, memory: {oomKills: 3}}),
		makeReading(2, {cpu: {usageMicroseconds: 10}, memory: {oomKills}}),
	]);
	t.deepEqual(restarted(0), []);
	t.deepEqual(restarted(1), ['2 had a process OOM-killed']);
	t.deepEqual(restarted(3), ['2 had 3 processes OOM-killed']);
});

/** So many periods each time, of which so many were throttled. */
function throttle(counts: readonly number[], secondsEach = 1, periodsEach = 10): readonly string[] {
	let throttledPeriods = 0;
	return follow(counts.map((count, index) => {
		throttledPeriods += count;
		return makeReading(index * secondsEach, {
			cpu: {
				usageMicroseconds: index, quotaMicroseconds: 30_000, periodMicroseconds: 100_000, periods: index * periodsEach, throttledPeriods,
			},
		});
	}));
}

test('throttling is told when it begins, and once', t => {
	t.deepEqual(throttle([0, 0, 6, 7, 9]), ['2 is throttled in 60 % of periods by its quota of 0.30 CPU']);
	t.deepEqual(throttle([0, 4, 4, 4]), [], 'below half it is not worth a line');
	t.deepEqual(throttle([0, 6, 3, 6, 0, 6, 4, 6]), ['1 is throttled in 60 % of periods by its quota of 0.30 CPU'], 'up and down is one event');
});

test('a single period says nothing of a share: it takes two in which it was throttled', t => {
	t.deepEqual(throttle([0, 1, 0, 1], 1, 1), []);
	t.deepEqual(throttle([0, 2], 1, 2), ['1 is throttled in 100 % of periods by its quota of 0.30 CPU']);
	t.deepEqual(throttle([0, 1, 1, 1], 0.1, 1), ['0.2 is throttled in 100 % of periods by its quota of 0.30 CPU'], 'one period from look to look');
});

test('it is told again after half a minute of rest', t => {
	t.deepEqual(throttle([0, 6, 0, 0, 6], 10), ['10 is throttled in 60 % of periods by its quota of 0.30 CPU']);
	t.deepEqual(throttle([0, 6, 0, 0, 0, 6], 10), [10, 50].map(second => `${second} is throttled in 60 % of periods by its quota of 0.30 CPU`));
	t.deepEqual(throttle([0, 6, 3, 3, 3, 6], 10), ['10 is throttled in 60 % of periods by its quota of 0.30 CPU'], 'a quarter of the periods is no rest');
});

test('a fork bomb and a container over its high mark are one line each', t => {
	const readings = [0, 0, 40, 900, 900, 2000].map((count, second) => makeReading(second, {
		cpu: {usageMicroseconds: second},
		memory: {highEvents: count, highBytes: 48 * mebi},
		pids: {current: 50, limit: 50, refused: count},
	}));
	t.deepEqual(follow(readings), [
		'2 could not start a process: it is at its pids limit of 50',
		'2 is slowed down: over its memory.high mark of 48 MiB',
	]);
});

test('what a kernel does not tell is no event', t => {
	t.deepEqual(follow([makeReading(1), makeReading(2, {memory: {oomKills: 5}}), makeReading(3)]), [], 'nor is what it begins to tell');
});
