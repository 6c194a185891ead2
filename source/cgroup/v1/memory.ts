import type {Limit, MemoryReading} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';
import {addKnown, combinePeak, parseField, parseValue} from '../parse.js';

/** Memory on cgroup v1, of the cgroup and all below it (`total_…`); undefined where the controller is off. */
export function readMemory(folder: Folder): MemoryReading | undefined {
	const currentBytes = parseValue(folder.read('memory.usage_in_bytes'));
	if (currentBytes === undefined) {
		return undefined;
	}

	const limitBytes = parseLimit(folder.readSetting('memory.limit_in_bytes'));
	return {
		currentBytes,
		...folder.parse('memory.stat', parseStat),
		limitBytes,
		highBytes: parseLimit(folder.readSetting('memory.soft_limit_in_bytes')),
		lowBytes: undefined,
		peakBytes: combinePeak(parseValue(folder.readSetting('memory.max_usage_in_bytes')), currentBytes),
		kernelBytes: parseValue(folder.read('memory.kmem.usage_in_bytes')),
		slabBytes: undefined,
		sockBytes: parseValue(folder.read('memory.kmem.tcp.usage_in_bytes')),
		swapLimitBytes: subtractLimit(parseLimit(folder.readSetting('memory.memsw.limit_in_bytes')), limitBytes),
		reclaimScannedPages: undefined,
		highEvents: undefined,
		limitEvents: parseValue(folder.read('memory.failcnt')),
		oomEvents: undefined,
		// Since kernel 4.13.
		oomKills: parseField(folder.read('memory.oom_control'), 'oom_kill'),
	};
}

function parseStat(text: string | undefined) {
	return {
		inactiveFileBytes: parseField(text, 'total_inactive_file'),
		activeFileBytes: parseField(text, 'total_active_file'),
		anonBytes: parseField(text, 'total_rss'),
		fileBytes: parseField(text, 'total_cache'),
		shmemBytes: parseField(text, 'total_shmem'),
		swapBytes: parseField(text, 'total_swap'),
		majorFaults: parseField(text, 'total_pgmajfault'),
		refaultedPages: addKnown(parseField(text, 'total_workingset_refault_anon'), parseField(text, 'total_workingset_refault_file')),
	};
}

// "None" is 2^63 - 1 rounded down to whole pages, and pages may be as large as 64 KiB, huge pages 16 GiB.
const unlimitedBytes = (2 ** 63) - (2 ** 35);

/** A limit of v1: one number, near 2^63 where there is none. */
export function parseLimit(text: string | undefined): Limit | undefined {
	const value = parseValue(text);
	return value !== undefined && value >= unlimitedBytes ? 'max' : value;
}

/** Swap alone, from the limit of memory and swap together. */
function subtractLimit(both: Limit | undefined, memory: Limit | undefined): Limit | undefined {
	if (both === undefined || both === 'max') {
		return both;
	}

	return typeof memory === 'number' && both >= memory ? both - memory : undefined;
}
