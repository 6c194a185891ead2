import {computeCpu} from './cpu.js';
import {computeMemory} from './memory.js';
import {computePressures} from './pressure.js';
import {growth, isNewCgroup} from './rate.js';
import type {Reading} from './reading.js';
import type {Sample} from './sample.js';
import {computeIo, computeNetwork} from './traffic.js';

/**
 * Turns two readings of one container into its numbers. Without a previous reading that can be compared there are
 * gauges and totals, and every rate is undefined. With what it made of the previous reading, it has nothing to do for a container at rest.
 */
export function computeSample(previous: Reading | undefined, current: Reading, last?: Sample): Sample {
	const before = previous !== undefined && isComparable(previous, current) ? previous : undefined;
	const elapsed = before && current.takenAtMicroseconds - before.takenAtMicroseconds;
	const isAtRest = before !== undefined && isSame(before, current);
	if (isAtRest && last?.isAtRest === true) {
		return {...last, takenAtMicroseconds: current.takenAtMicroseconds};
	}

	return {
		isAtRest,
		source: current.source,
		takenAtMicroseconds: current.takenAtMicroseconds,
		cpu: current.cpu && computeCpu(before?.cpu, current.cpu, elapsed),
		memory: current.memory && computeMemory(before?.memory, current.memory, elapsed, {hasRested: last?.memory?.isAtRest, hasRun: hasRun(before, current)}),
		io: current.io && computeIo(before?.io, current.io, elapsed),
		network: current.network && computeNetwork(before?.network, current.network, elapsed),
		pids: current.pids,
		pressure: computePressures(before?.pressure, current.pressure, elapsed),
		namespaces: current.namespaces,
		hugePages: current.hugePages,
		isFrozen: current.isFrozen,
		problems: current.problems,
	};
}

/** Whether it says only what the one before said: who reads makes no new object where no file has changed. (Written out, since it is asked hundreds of times a second.) */
function isSame(previous: Reading, current: Reading): boolean {
	return previous.cpu === current.cpu
		&& previous.memory === current.memory
		&& previous.io === current.io
		&& previous.network === current.network
		&& previous.pids === current.pids
		&& previous.pressure === current.pressure
		&& previous.namespaces === current.namespaces
		&& previous.hugePages === current.hugePages
		&& previous.isFrozen === current.isFrozen
		&& previous.problems === current.problems
		&& previous.source === current.source;
}

function hasRun(previous: Reading | undefined, current: Reading): boolean {
	return (growth(previous?.cpu?.usageMicroseconds, current.cpu?.usageMicroseconds) ?? 0) > 0;
}

/** Counters of the two roads do not have the same origin, and those of two cgroups do not either. */
function isComparable(previous: Reading, current: Reading): boolean {
	return previous.source === current.source
		&& current.takenAtMicroseconds > previous.takenAtMicroseconds
		&& !isNewCgroup(previous, current);
}
