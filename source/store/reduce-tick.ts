import type {HostReading} from '../container.js';
import {updateOngoing} from '../metrics/alerts.js';
import {computeSample} from '../metrics/compute.js';
import type {Reading} from '../metrics/reading.js';
import {appendHistory} from './history.js';
import {
	addNotices, beforeOf, hasOomKill, tellAlerts,
} from './notices.js';
import type {Notice, Row, State} from './state.js';

/** A look at the kernel's counters: with those before them they make numbers, the past and what is worth telling. */
export function reduceTick(state: State, now: number, readings: ReadonlyMap<string, Reading>, host: HostReading | undefined): State {
	const notices: Notice[] = [];
	const rows = new Map<string, Row>();
	for (const [id, row] of state.rows) {
		const reading = readings.get(id);
		if (reading === undefined) {
			rows.set(id, row);
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
