import {hasProcesses, type HostReading} from '../container.js';
import {updateOngoing} from '../metrics/alerts.js';
import {computeSample} from '../metrics/compute.js';
import type {Reading} from '../metrics/reading.js';
import {appendHistory, passHistory} from './history.js';
import {
	addNotices, beforeOf, hasOomKill, tellAlerts,
} from './notices.js';
import type {Notice, Row, State} from './state.js';

export type Tick = {
	readonly now: number;
	/** About new containers alone: for the others no time has passed. */
	readonly isEarly?: true;
	readonly readings: ReadonlyMap<string, Reading>;
	readonly host: HostReading | undefined;
};

/** A look at the kernel's counters: with those before them they make numbers, the past and what is worth telling. */
export function reduceTick(state: State, {
	now, isEarly, readings, host,
}: Tick): State {
	const notices: Notice[] = [];
	const rows = new Map<string, Row>();
	for (const [id, row] of state.rows) {
		const isRunning = hasProcesses(row.container);
		// A look takes its time, and the engine may have told of the end meanwhile.
		const reading = isRunning ? readings.get(id) : undefined;
		if (reading === undefined) {
			rows.set(id, isRunning || isEarly === true ? row : passTime(row));
			continue;
		}

		const sample = computeSample(row.reading, reading, row.sample);
		const isQuiet = sample.isAtRest && row.sample?.isAtRest === true;
		const told = isQuiet ? [] : tellAlerts(row, sample, now);
		notices.push(...told);

		rows.set(id, {
			...row,
			reading,
			sample,
			cpuHistory: appendHistory(row.cpuHistory, sample.cpu?.percent),
			memoryHistory: appendHistory(row.memoryHistory, sample.memory?.usedBytes),
			ongoing: isQuiet && row.ongoing.size === 0 ? row.ongoing : updateOngoing(row.ongoing, beforeOf(row), sample),
			hasUntoldOom: row.hasUntoldOom && !hasOomKill(told),
		});
	}

	const hostCpuPercent = host === undefined ? undefined : computeHostPercent(state.host, host);
	return {
		...state,
		now,
		rows,
		notices: addNotices(state.notices, notices),
		host: host ?? state.host,
		hostCpuPercent: hostCpuPercent ?? state.hostCpuPercent,
		hostCpuHistory: hostCpuPercent === undefined ? state.hostCpuHistory : appendHistory(state.hostCpuHistory, hostCpuPercent),
	};
}

/** A container that does not run: the time in which it did moves out of its graphs. */
function passTime(row: Row): Row {
	const cpuHistory = passHistory(row.cpuHistory);
	const memoryHistory = passHistory(row.memoryHistory);
	return cpuHistory === row.cpuHistory && memoryHistory === row.memoryHistory ? row : {...row, cpuHistory, memoryHistory};
}

/** Of all CPUs together, 0…100: busy time over all time between two readings. */
function computeHostPercent(before: HostReading | undefined, after: HostReading): number | undefined {
	if (before?.busyMicroseconds === undefined || before.totalMicroseconds === undefined
		|| after.busyMicroseconds === undefined || after.totalMicroseconds === undefined) {
		return undefined;
	}

	const total = after.totalMicroseconds - before.totalMicroseconds;
	const busy = after.busyMicroseconds - before.busyMicroseconds;
	return total > 0 && busy >= 0 ? busy / total * 100 : undefined;
}
