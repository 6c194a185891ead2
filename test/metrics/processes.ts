import test from 'ava';
import type {ProcessReading} from '../../source/kernel.js';
import {computeProcesses} from '../../source/metrics/processes.js';

function makeProcess(pid: number, more: Partial<ProcessReading> = {}): ProcessReading {
	return {
		pid, innerPid: pid, parentPid: 1, userId: 0, state: 'running', cpuMicroseconds: 0, startTicks: 100, residentBytes: undefined, threads: 1, reactsToTerminate: true, command: 'spin', ...more,
	};
}

const first = computeProcesses(undefined, {
	containerId: 'web', takenAtMicroseconds: 0, readings: [makeProcess(50, {cpuMicroseconds: 1_000_000}), makeProcess(51, {parentPid: 50})],
});

test('CPU use is unknown at the first look, and from then on the time used between two', t => {
	const second = computeProcesses(first, {
		containerId: 'web', takenAtMicroseconds: 2_000_000, readings: [makeProcess(50, {cpuMicroseconds: 1_500_000}), makeProcess(51, {parentPid: 50})],
	});
	t.deepEqual(first.rows.map(({cpuPercent}) => cpuPercent), [undefined, undefined]);
	t.deepEqual(second.rows.map(({cpuPercent}) => cpuPercent), [25, 0]);
});

test('a process that started later under the same pid is another one, and so are those of another container', t => {
	const look = {takenAtMicroseconds: 1_000_000, readings: [makeProcess(50, {cpuMicroseconds: 2_000_000, startTicks: 200})]};
	t.is(computeProcesses(first, {...look, containerId: 'web'}).rows[0]?.cpuPercent, undefined);
	t.is(computeProcesses(first, {containerId: 'db', takenAtMicroseconds: 1_000_000, readings: [makeProcess(50, {cpuMicroseconds: 2_000_000})]}).rows[0]?.cpuPercent, undefined);
});

test('a process is as deep as it has ancestors in the container', t => {
	const {rows} = computeProcesses(undefined, {
		containerId: 'web', takenAtMicroseconds: 0, readings: [makeProcess(50), makeProcess(51, {parentPid: 50}), makeProcess(52, {parentPid: 51}), makeProcess(60)],
	});
	t.deepEqual(rows.map(({depth}) => depth), [0, 1, 2, 0]);
});
