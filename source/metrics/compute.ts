import {computeCpu} from './cpu.js';
import {computeMemory} from './memory.js';
import {computePressure} from './pressure.js';
import {isNewCgroup} from './rate.js';
import type {Reading} from './reading.js';
import type {Sample} from './sample.js';
import {computeIo, computeNetwork} from './traffic.js';

/**
 * Turns two readings of one container into its numbers. Without a previous reading that can be compared there are
 * gauges and totals, and every rate is undefined.
 */
export function computeSample(previous: Reading | undefined, current: Reading): Sample {
	const before = previous !== undefined && isComparable(previous, current) ? previous : undefined;
	const elapsed = before && current.takenAtMicroseconds - before.takenAtMicroseconds;

	return {
		source: current.source,
		takenAtMicroseconds: current.takenAtMicroseconds,
		cpu: current.cpu && computeCpu(before?.cpu, current.cpu, elapsed),
		memory: current.memory && computeMemory(before?.memory, current.memory, elapsed),
		io: current.io && computeIo(before?.io, current.io, elapsed),
		network: current.network && computeNetwork(before?.network, current.network, elapsed),
		pids: current.pids,
		pressure: {
			cpu: computePressure(before?.pressure.cpu, current.pressure.cpu, elapsed),
			memory: computePressure(before?.pressure.memory, current.pressure.memory, elapsed),
			io: computePressure(before?.pressure.io, current.pressure.io, elapsed),
		},
		namespaces: current.namespaces,
		hugePages: current.hugePages,
		isFrozen: current.isFrozen,
		problems: current.problems,
	};
}

/** Counters of the two roads do not have the same origin, and those of two cgroups do not either. */
function isComparable(previous: Reading, current: Reading): boolean {
	return previous.source === current.source
		&& current.takenAtMicroseconds > previous.takenAtMicroseconds
		&& !isNewCgroup(previous, current);
}
