import type {MemoryReading} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';
import {addKnown, parseField, parseLimit, parseValue} from '../parse.js';

/** Memory on cgroup v2; undefined where the controller is off. */
export function readMemory(folder: Folder): MemoryReading | undefined {
	const currentBytes = parseValue(folder.read('memory.current'));
	if (currentBytes === undefined) {
		return undefined;
	}

	const stat = folder.read('memory.stat');
	const events = folder.read('memory.events');
	return {
		currentBytes,
		limitBytes: parseLimit(folder.readSetting('memory.max')),
		highBytes: parseLimit(folder.readSetting('memory.high')),
		lowBytes: parseValue(folder.readSetting('memory.low')),
		// Since kernel 5.19.
		peakBytes: parseValue(folder.readSetting('memory.peak')),
		inactiveFileBytes: parseField(stat, 'inactive_file'),
		activeFileBytes: parseField(stat, 'active_file'),
		anonBytes: parseField(stat, 'anon'),
		fileBytes: parseField(stat, 'file'),
		// Since kernel 5.18.
		kernelBytes: parseField(stat, 'kernel'),
		slabBytes: parseField(stat, 'slab'),
		sockBytes: parseField(stat, 'sock'),
		shmemBytes: parseField(stat, 'shmem'),
		swapBytes: parseValue(folder.read('memory.swap.current')),
		swapLimitBytes: parseLimit(folder.readSetting('memory.swap.max')),
		majorFaults: parseField(stat, 'pgmajfault'),
		reclaimScannedPages: parseField(stat, 'pgscan'),
		// Kernels before 5.9 do not tell anonymous and file pages apart.
		refaultedPages: addKnown(parseField(stat, 'workingset_refault_anon'), parseField(stat, 'workingset_refault_file'))
			?? parseField(stat, 'workingset_refault'),
		highEvents: parseField(events, 'high'),
		limitEvents: parseField(events, 'max'),
		oomEvents: parseField(events, 'oom'),
		oomKills: parseField(events, 'oom_kill'),
	};
}
