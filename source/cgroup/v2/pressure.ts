import type {CgroupReading} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';
import {parsePressure} from '../parse.js';

/** Pressure (PSI) of a v2 cgroup; a hybrid host has it for its v1 containers in the v2 tree beside. */
export function readPressure(folder: Folder): CgroupReading['pressure'] {
	return {
		cpu: folder.parse('cpu.pressure', parsePressure),
		memory: folder.parse('memory.pressure', parsePressure),
		io: folder.parse('io.pressure', parsePressure),
	};
}
