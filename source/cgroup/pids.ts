import type {PidsReading} from '../metrics/reading.js';
import type {Folder} from './folder.js';
import {parseField, parseLimit, parseValue} from './parse.js';

/** Processes and threads, the same files on cgroup v1 and v2; undefined where the controller is off. */
export function readPids(folder: Folder): PidsReading | undefined {
	const current = parseValue(folder.read('pids.current'));
	if (current === undefined) {
		return undefined;
	}

	return {
		current,
		limit: parseLimit(folder.readSetting('pids.max')),
		refused: parseField(folder.read('pids.events'), 'max'),
	};
}
