import type {ProcessesLook, ProcessReading} from '../kernel.js';
import {rate} from './rate.js';

/** A process with its CPU use between two looks. */
export type ProcessRow = ProcessReading & {
	/** Percent of one core; undefined at the first look. */
	readonly cpuPercent: number | undefined;
	/** Ancestors within the container. */
	readonly depth: number;
};

/** The processes of one container. */
export type ProcessList = {
	readonly containerId: string;
	readonly takenAtMicroseconds: number;
	readonly rows: readonly ProcessRow[];
};

/** CPU use of each process since the look before; one that has the pid of another, earlier one is new. */
export function computeProcesses(previous: ProcessList | undefined, {containerId, takenAtMicroseconds, readings}: ProcessesLook): ProcessList {
	const isSame = previous?.containerId === containerId;
	if (isSame && previous.takenAtMicroseconds === takenAtMicroseconds) {
		// A recording has a look at processes only now and then, and shows it until the next.
		return previous;
	}

	const before = new Map(isSame ? previous.rows.map(row => [row.pid, row]) : []);
	const elapsed = isSame ? takenAtMicroseconds - previous.takenAtMicroseconds : undefined;
	const depths = new Map<number, number>();
	const rows = readings.map(reading => {
		const depth = (depths.get(reading.parentPid) ?? -1) + 1;
		depths.set(reading.pid, depth);
		const known = before.get(reading.pid);
		const grown = known?.startTicks === reading.startTicks ? rate(known.cpuMicroseconds, reading.cpuMicroseconds, elapsed) : undefined;
		return {...reading, depth, cpuPercent: grown === undefined ? undefined : grown / 10_000};
	});
	return {containerId, takenAtMicroseconds, rows};
}
