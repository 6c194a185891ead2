import type {DeviceReading, Limit, MemoryReading, NetworkReading, PidsReading, Reading} from '../metrics/reading.js';
import {asDocument, asDocuments, asNumber, asPositive, asText, asTime} from './document.js';
import type {EngineDocument} from './engine.js';

/**
 * One answer of the stats API (cgroup v1 or v2, Docker or Podman) as a reading; undefined for a container that does not
 * run, of which Docker sends one dated to the year 1 that is all zeros.
 *
 * The API tells neither quota nor pressure, and no events but v1's failcnt. `takenAtMicroseconds` is the engine's own
 * clock, since 1970.
 *
 * @param machineBytes Memory of the engine's machine, which the API gives as the limit of a container that has none.
 */
export function convertStats(document: EngineDocument, machineBytes: number | undefined): Reading | undefined {
	const takenAt = asTime(document['read']);
	if (takenAt === undefined) {
		return undefined;
	}

	const {memory, pids, cpu} = {
		cpu: convertCpu(asDocument(document['cpu_stats'])),
		memory: convertMemory(asDocument(document['memory_stats']), machineBytes),
		pids: convertPids(asDocument(document['pids_stats'])),
	};
	return {
		source: 'engine',
		takenAtMicroseconds: convertTakenAt(asText(document['read']), takenAt),
		cpu,
		memory,
		io: convertIo(asDocument(document['blkio_stats'])),
		pids,
		network: convertNetwork(document['networks']),
		pressure: {cpu: undefined, memory: undefined, io: undefined},
		namespaces: undefined,
		isFrozen: undefined,
		hugePages: [],
		problems: [],
	};
}

/** Milliseconds are too coarse for a rate over one second: the fraction is taken from the text. */
function convertTakenAt(text: string, milliseconds: number): number {
	const fraction = /\.(\d{1,9})/.exec(text)?.[1] ?? '';
	const microseconds = Number(fraction.padEnd(6, '0').slice(0, 6));
	return (Math.floor(milliseconds / 1000) * 1_000_000) + microseconds;
}

function convertCpu(stats: EngineDocument): Reading['cpu'] {
	const usage = asDocument(stats['cpu_usage']);
	const throttling = asDocument(stats['throttling_data']);
	const total = asNumber(usage['total_usage']);
	const perCpu = asNumbers(usage['percpu_usage']);
	return total === undefined ? undefined : {
		usageMicroseconds: total / 1000,
		userMicroseconds: divide(asNumber(usage['usage_in_usermode'])),
		systemMicroseconds: divide(asNumber(usage['usage_in_kernelmode'])),
		quotaMicroseconds: undefined,
		periodMicroseconds: undefined,
		periods: asNumber(throttling['periods']),
		throttledPeriods: asNumber(throttling['throttled_periods']),
		throttledMicroseconds: divide(asNumber(throttling['throttled_time'])),
		weight: undefined,
		shares: undefined,
		cpuset: undefined,
		perCpuMicroseconds: perCpu.length === 0 ? undefined : perCpu.map(nanoseconds => nanoseconds / 1000),
	};
}

function divide(nanoseconds: number | undefined): number | undefined {
	return nanoseconds === undefined ? undefined : nanoseconds / 1000;
}

function asNumbers(value: unknown): readonly number[] {
	return Array.isArray(value) ? value.filter(element => typeof element === 'number') : [];
}

/** The names in `stats` are those of the kernel's `memory.stat`; v1's that count the children too begin with `total_`. */
function convertMemory(memory: EngineDocument, machineBytes: number | undefined): MemoryReading | undefined {
	const currentBytes = asNumber(memory['usage']);
	if (currentBytes === undefined) {
		return undefined;
	}

	const stats = asDocument(memory['stats']);
	const isFirst = 'total_inactive_file' in stats;
	const read = (v1: string | undefined, v2: string | undefined): number | undefined => {
		const name = isFirst ? v1 : v2;
		return name === undefined ? undefined : asNumber(stats[name]);
	};

	const limit = asPositive(memory['limit']);
	return {
		currentBytes,
		limitBytes: limit !== undefined && machineBytes !== undefined && limit >= machineBytes ? 'max' : limit,
		highBytes: undefined,
		lowBytes: undefined,
		peakBytes: asPositive(memory['max_usage']),
		inactiveFileBytes: read('total_inactive_file', 'inactive_file'),
		activeFileBytes: read('total_active_file', 'active_file'),
		anonBytes: read('total_rss', 'anon'),
		fileBytes: read('total_cache', 'file'),
		kernelBytes: read(undefined, 'kernel'),
		slabBytes: read(undefined, 'slab'),
		sockBytes: read(undefined, 'sock'),
		shmemBytes: read('total_shmem', 'shmem'),
		swapBytes: read('total_swap', undefined),
		swapLimitBytes: undefined,
		majorFaults: read('total_pgmajfault', 'pgmajfault'),
		reclaimScannedPages: read(undefined, 'pgscan'),
		refaultedPages: read(undefined, 'workingset_refault'),
		highEvents: undefined,
		limitEvents: isFirst ? asNumber(memory['failcnt']) : undefined,
		oomEvents: undefined,
		oomKills: undefined,
	};
}

function convertPids(pids: EngineDocument): PidsReading | undefined {
	const current = asNumber(pids['current']);
	// No limit is left out, 0, or on v2 the largest 64-bit number.
	const limit = asPositive(pids['limit']);
	const isLimited = limit !== undefined && limit <= Number.MAX_SAFE_INTEGER;
	return current === undefined ? undefined : {current, limit: isLimited ? limit : 'max' satisfies Limit, refused: undefined};
}

function convertNetwork(value: unknown): NetworkReading | undefined {
	const networks = Object.entries(asDocument(value)).map(([name, traffic]) => [asText(name), asDocument(traffic)] as const);
	const sum = (...fields: readonly string[]): number => networks.reduce((total, [, traffic]) =>
		fields.reduce((subtotal, field) => subtotal + (asNumber(traffic[field]) ?? 0), total), 0);
	return networks.length === 0 ? undefined : {
		receivedBytes: sum('rx_bytes'),
		sentBytes: sum('tx_bytes'),
		receivedPackets: sum('rx_packets'),
		sentPackets: sum('tx_packets'),
		errors: sum('rx_errors', 'tx_errors'),
		dropped: sum('rx_dropped', 'tx_dropped'),
		interfaces: networks.map(([name]) => name),
	};
}

/** Undefined where there are no counters at all: on v2 that is so until the first byte of block I/O. */
function convertIo(blkio: EngineDocument): readonly DeviceReading[] | undefined {
	const bytes = blkio['io_service_bytes_recursive'];
	if (!Array.isArray(bytes)) {
		return undefined;
	}

	const devices = new Map<string, {readBytes: number; writtenBytes: number; readOperations: number | undefined; writeOperations: number | undefined}>();
	const deviceOf = (entry: EngineDocument) => {
		const device = `${asNumber(entry['major']) ?? '?'}:${asNumber(entry['minor']) ?? '?'}`;
		const known = devices.get(device) ?? {
			readBytes: 0, writtenBytes: 0, readOperations: undefined, writeOperations: undefined,
		};
		devices.set(device, known);
		return known;
	};

	for (const entry of asDocuments(bytes)) {
		const device = deviceOf(entry);
		const operation = asText(entry['op']).toLowerCase();
		if (operation === 'read') {
			device.readBytes += asNumber(entry['value']) ?? 0;
		} else if (operation === 'write') {
			device.writtenBytes += asNumber(entry['value']) ?? 0;
		}
	}

	// Docker counts operations on v1 only.
	for (const entry of asDocuments(blkio['io_serviced_recursive'])) {
		const device = deviceOf(entry);
		const operation = asText(entry['op']).toLowerCase();
		if (operation === 'read') {
			device.readOperations = asNumber(entry['value']);
		} else if (operation === 'write') {
			device.writeOperations = asNumber(entry['value']);
		}
	}

	return [...devices].map(([device, counts]) => ({device, name: device, ...counts}));
}
