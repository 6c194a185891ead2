import type {Folder} from './folder.js';
import {parseField} from './parse.js';

/** Whether a v1 cgroup is frozen, which is what pausing a container does. `FREEZING` is not there yet. */
export function readFreezerState(folder: Folder): boolean | undefined {
	const text = folder.readSetting('freezer.state');
	return text === 'FROZEN\n' || (text === 'THAWED\n' || text === 'FREEZING\n' ? false : undefined);
}

/** Whether a v2 cgroup is frozen. */
export function readFrozenEvent(folder: Folder): boolean | undefined {
	const frozen = parseField(folder.readSetting('cgroup.events'), 'frozen');
	return frozen === undefined ? undefined : frozen === 1;
}
