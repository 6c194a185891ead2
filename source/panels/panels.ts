import type {PanelId} from '../layout.js';
import {drawCgroups} from './cgroups.js';
import {drawConfinement} from './confinement.js';
import {drawContainers} from './containers.js';
import {drawCpu, drawMemory} from './graphs.js';
import {drawImages} from './images.js';
import {drawNamespaces} from './namespaces.js';
import type {Panel} from './panel.js';
import {drawProcesses} from './processes.js';

const drawings: Readonly<Record<PanelId, Panel>> = {
	containers: drawContainers,
	cgroups: drawCgroups,
	cpu: drawCpu,
	memory: drawMemory,
	images: drawImages,
	namespaces: drawNamespaces,
	confinement: drawConfinement,
	processes: drawProcesses,
};

/** The drawing of a panel. */
export function panelOf(id: PanelId): Panel {
	return drawings[id];
}
