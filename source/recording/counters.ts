import type {Reading} from '../metrics/reading.js';

/** The fields of a reading that only ever grow, while its cgroup lives. */
const counters = new Set([
	'usageMicroseconds', 'userMicroseconds', 'systemMicroseconds', 'periods', 'throttledPeriods', 'throttledMicroseconds',
	'majorFaults', 'reclaimScannedPages', 'refaultedPages', 'highEvents', 'limitEvents', 'oomEvents', 'oomKills',
	'readBytes', 'writtenBytes', 'readOperations', 'writeOperations', 'refused', 'someMicroseconds', 'fullMicroseconds',
	'receivedBytes', 'sentBytes', 'receivedPackets', 'sentPackets', 'errors', 'dropped',
]);

/**
 * The reading `to`, with every counter at what it was in `base` and what came to it since `from`: so a container that was not running
 * for a part of a recording goes on from where it stood. Without a base the counters begin at 0.
 */
export function moveOn(base: Reading | undefined, from: Reading, to: Reading): Reading {
	return move('', base, from, to) as Reading;
}

function move(key: string, base: unknown, from: unknown, to: unknown): unknown {
	if (typeof to === 'number' && counters.has(key)) {
		return (typeof base === 'number' ? base : 0) + to - (typeof from === 'number' ? from : 0);
	}

	if (Array.isArray(to)) {
		return to.map((element: unknown) => move(key, findSame(base, element), findSame(from, element), element));
	}

	if (typeof to === 'object' && to !== null) {
		return Object.fromEntries(Object.entries(to).map(([name, value]) => [name, move(name, partOf(base, name), partOf(from, name), value)]));
	}

	return to;
}

/** The element of a list that is about the same device: the kernel lists the newest first. (Huge pages have no counters.) */
function findSame(list: unknown, element: unknown): unknown {
	const device = partOf(element, 'device');
	return device !== undefined && Array.isArray(list) ? list.find(other => partOf(other, 'device') === device) : undefined;
}

function partOf(whole: unknown, key: string): unknown {
	return typeof whole === 'object' && whole !== null ? (whole as Readonly<Record<string, unknown>>)[key] : undefined;
}
