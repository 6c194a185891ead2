import type {
	CpuReading, DeviceReading, Limit, MemoryReading, NetworkReading, PidsReading, Reading,
} from '../metrics/reading.js';
import {
	asCount, asDocument, asDocuments, asList, asNumber, asPositive, asText, isDocument,
} from './document.js';
import type {EngineDocument} from './engine.js';

// What v1 and the engine write for "no limit" is near 2^63; no machine has an exbibyte.
const leastNoLimit = 2 ** 60;

/**
 * One answer of `/containers/ID/stats` as a reading. The engine tells neither pressure nor the quota. A container
 * that does not run has empty groups, which are unknown here.
 *
 * @param machineBytes Memory of the engine's machine, which the engine gives as the limit of a container that has none.
 */
export function convertStats(document: EngineDocument, machineBytes = leastNoLimit): Reading {
	return {
		takenAtMicroseconds: readTime(document['read']) ?? 0,
		source: 'engine',
		cpu: convertCpu(document),
		memory: convertMemory(asDocument(document['memory_stats']), machineBytes),
		io: convertIo(asDocument(document['blkio_stats'])),
		pids: convertPids(asDocument(document['pids_stats'])),
		pressure: {cpu: undefined, memory: undefined, io: undefined},
		isFrozen: undefined,
		hugePages: undefined,
		network: convertNetworks(document['networks']),
		namespaces: undefined,
		problems: [],
	};
}

/** RFC 3339 with nanoseconds to µs; undefined for the zero time of a container that does not run. */
function readTime(value: unknown): number | undefined {
	const text = asText(value);
	const milliseconds = Date.parse(text);
	if (!(milliseconds > 0)) {
		return undefined;
	}

	const fraction = /\.(?<fraction>\d+)/v.exec(text)?.groups?.fraction ?? '';
	return (Math.floor(milliseconds / 1000) * 1_000_000) + Number(fraction.padEnd(6, '0').slice(0, 6));
}

function convertCpu(document: EngineDocument): CpuReading | undefined {
	const stats = asDocument(document['cpu_stats']);
	const usage = asDocument(stats['cpu_usage']);
	const total = asPositive(asCount(usage['total_usage']));
	if (total === undefined) {
		return undefined;
	}

	// Only Podman tells a percentage. It has zeros for throttling, and other units for the two parts of the time than for the whole.
	const isPodman = asNumber(stats['cpu']) !== undefined;
	const isWindows = runsOnWindows(document);
	const unitsPerMicrosecond = isWindows ? 10 : 1000;
	const toMicroseconds = (value: unknown): number | undefined => {
		const units = asCount(value);
		return units === undefined ? undefined : units / unitsPerMicrosecond;
	};

	const throttling = asDocument(isPodman || isWindows ? undefined : stats['throttling_data']);
	return {
		usageMicroseconds: total / unitsPerMicrosecond,
		userMicroseconds: isPodman ? undefined : toMicroseconds(usage['usage_in_usermode']),
		systemMicroseconds: isPodman ? undefined : toMicroseconds(usage['usage_in_kernelmode']),
		quotaMicroseconds: undefined,
		periodMicroseconds: undefined,
		periods: asCount(throttling['periods']),
		throttledPeriods: asCount(throttling['throttled_periods']),
		throttledMicroseconds: toMicroseconds(throttling['throttled_time']),
		weight: undefined,
		shares: undefined,
		cpuset: undefined,
	};
}

/** Windows counts CPU time in units of 100 ns, and no throttling. Of Linux the engine tells neither a number of processes here nor a private working set. */
function runsOnWindows(document: EngineDocument): boolean {
	return asPositive(document['num_procs']) !== undefined || asNumber(asDocument(document['memory_stats'])['privateworkingset']) !== undefined;
}

function convertMemory(stats: EngineDocument, machineBytes: number): MemoryReading | undefined {
	const current = asCount(stats['usage']);
	if (current === undefined) {
		return undefined;
	}

	const details = asDocument(stats['stats']);
	const isV1 = 'total_inactive_file' in details;
	const isV2 = !isV1 && 'inactive_file' in details;
	const failures = asCount(stats['failcnt']);
	// The names of v1 begin with total_ where they count the children too.
	const pick = (...names: readonly string[]): number | undefined => names.map(name => asCount(details[name])).find(value => value !== undefined);
	return {
		currentBytes: current,
		limitBytes: toLimit(stats['limit'], machineBytes),
		highBytes: undefined,
		lowBytes: undefined,
		peakBytes: asCount(stats['max_usage']),
		inactiveFileBytes: pick('total_inactive_file', 'inactive_file'),
		activeFileBytes: pick('total_active_file', 'active_file'),
		anonBytes: pick('total_rss', 'anon'),
		fileBytes: pick('total_cache', 'file'),
		kernelBytes: pick('kernel'),
		slabBytes: pick('slab'),
		sockBytes: pick('sock'),
		shmemBytes: pick('total_shmem', 'shmem'),
		swapBytes: undefined,
		swapLimitBytes: undefined,
		majorFaults: pick('total_pgmajfault', 'pgmajfault'),
		reclaimScannedPages: pick('pgscan'),
		refaultedPages: undefined,
		highEvents: undefined,
		// Of v2 moby gives `oom` of memory.events under this name (its `statsV2`), of v1 memory.failcnt.
		limitEvents: isV1 ? failures : undefined,
		oomEvents: isV2 ? failures : undefined,
		oomKills: undefined,
	};
}

function toLimit(value: unknown, leastNone = leastNoLimit): Limit | undefined {
	const number = asPositive(value);
	return number !== undefined && number >= leastNone ? 'max' : number;
}

type DeviceCounters = {
	readBytes: number;
	writtenBytes: number;
	readOperations: number | undefined;
	writeOperations: number | undefined;
};

/**
 * Lists of {major, minor, op, value}. One without entries says that nothing was read or written only where operations are listed too, as
 * v1 does: of v2 moby tells null both then and where I/O is not counted, and Podman an empty list.
 */
function convertIo(stats: EngineDocument): readonly DeviceReading[] | undefined {
	const bytes = asList(stats['io_service_bytes_recursive']);
	const operations = stats['io_serviced_recursive'];
	if (bytes.length === 0 && !Array.isArray(operations)) {
		return undefined;
	}

	const devices = new Map<string, DeviceCounters>();
	const add = (list: unknown, read: keyof DeviceCounters, write: keyof DeviceCounters): void => {
		for (const entry of asDocuments(list)) {
			const device = `${asNumber(entry['major']) ?? 0}:${asNumber(entry['minor']) ?? 0}`;
			const counters = devices.get(device) ?? {
				readBytes: 0, writtenBytes: 0, readOperations: undefined, writeOperations: undefined,
			};
			const operation = asText(entry['op']).toLowerCase();
			const counter = operation === 'read' ? read : (operation === 'write' ? write : undefined);
			if (counter !== undefined) {
				counters[counter] = (counters[counter] ?? 0) + (asCount(entry['value']) ?? NaN);
			}

			devices.set(device, counters);
		}
	};

	add(bytes, 'readBytes', 'writtenBytes');
	add(operations, 'readOperations', 'writeOperations');
	const readings = [...devices].map(([device, {readBytes, writtenBytes, readOperations, writeOperations}]) => ({
		device, name: device, readBytes, writtenBytes, readOperations: asCount(readOperations), writeOperations: asCount(writeOperations),
	}));
	return readings.every(({readBytes, writtenBytes}) => asCount(readBytes) !== undefined && asCount(writtenBytes) !== undefined) ? readings : undefined;
}

function convertPids(stats: EngineDocument): PidsReading | undefined {
	const current = asCount(stats['current']);
	return current === undefined ? undefined : {current, limit: toLimit(stats['limit']), refused: undefined};
}

function convertNetworks(value: unknown): NetworkReading | undefined {
	if (!isDocument(value)) {
		return undefined;
	}

	const networks = Object.values(value).map(network => asDocument(network));
	// A sum is unknown as soon as one part is.
	const sum = (...fields: readonly string[]): number | undefined => {
		const counts = networks.flatMap(network => fields.map(field => asCount(network[field]) ?? NaN));
		return asCount(counts.reduce((total, count) => total + count, 0));
	};

	const receivedBytes = sum('rx_bytes');
	const sentBytes = sum('tx_bytes');
	if (receivedBytes === undefined || sentBytes === undefined) {
		return undefined;
	}

	return {
		receivedBytes,
		sentBytes,
		receivedPackets: sum('rx_packets'),
		sentPackets: sum('tx_packets'),
		errors: sum('rx_errors', 'tx_errors'),
		dropped: sum('rx_dropped', 'tx_dropped'),
		interfaces: Object.keys(value).map(name => asText(name)),
	};
}
