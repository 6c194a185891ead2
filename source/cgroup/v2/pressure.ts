import type {CgroupReading} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';
import {parsePressure} from '../parse.js';

/** Pressure (PSI) of a v2 cgroup; a hybrid host has it for its v1 containers in the v2 tree beside. */
export function readPressure(folder: Folder): CgroupReading['pressure'] {
	return {
		cpu: parsePressure(folder.read('cpu.pressure')),
		memory: parsePressure(folder.read('memory.pressure')),
		io: parsePressure(folder.read('io.pressure')),
	};
}
