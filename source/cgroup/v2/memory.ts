import type {MemoryReading} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';
import {addKnown, combinePeak, parseField, parseLimit, parseValue} from '../parse.js';

/** Memory on cgroup v2; undefined where the controller is off. */
export function readMemory(folder: Folder): MemoryReading | undefined {
	const currentBytes = parseValue(folder.read('memory.current'));
	if (currentBytes === undefined) {
		return undefined;
	}

	return {
		currentBytes,
		...folder.parse('memory.stat', parseStat),
		...folder.parse('memory.events', parseEvents),
		limitBytes: parseLimit(folder.readSetting('memory.max')),
		highBytes: parseLimit(folder.readSetting('memory.high')),
		lowBytes: parseValue(folder.readSetting('memory.low')),
		// Since kernel 5.19.
		peakBytes: combinePeak(parseValue(folder.readSetting('memory.peak')), currentBytes),
		swapBytes: parseValue(folder.read('memory.swap.current')),
		swapLimitBytes: parseLimit(folder.readSetting('memory.swap.max')),
	};
}

function parseStat(text: string | undefined) {
	return {
		inactiveFileBytes: parseField(text, 'inactive_file'),
		activeFileBytes: parseField(text, 'active_file'),
		anonBytes: parseField(text, 'anon'),
		fileBytes: parseField(text, 'file'),
		shmemBytes: parseField(text, 'shmem'),
		slabBytes: parseField(text, 'slab'),
		sockBytes: parseField(text, 'sock'),
		majorFaults: parseField(text, 'pgmajfault'),
		reclaimScannedPages: parseField(text, 'pgscan'),
		// Since kernel 5.18.
		kernelBytes: parseField(text, 'kernel'),
		// Kernels before 5.9 do not tell anonymous and file pages apart.
		refaultedPages: addKnown(parseField(text, 'workingset_refault_anon'), parseField(text, 'workingset_refault_file'))
			?? parseField(text, 'workingset_refault'),
	};
}

function parseEvents(text: string | undefined) {
	return {
		highEvents: parseField(text, 'high'),
		limitEvents: parseField(text, 'max'),
		oomEvents: parseField(text, 'oom'),
		oomKills: parseField(text, 'oom_kill'),
	};
}
