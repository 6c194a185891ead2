import {computeCgroups, type CgroupTable} from '../metrics/cgroups.js';
import {computeSample} from '../metrics/compute.js';
import {computeProcesses} from '../metrics/processes.js';
import {selectCgroupLines} from './cgroups.js';
import {appendHistory, createHistory} from './history.js';
import {selectCgroupLine} from './lists.js';
import {isSameTarget, type CloseLook, type Looks} from './looks.js';
import {selectSelectedRow} from './selectors.js';
import {historyCapacity, type Past, type State} from './state.js';

// A machine with more cgroups has their numbers, and no graphs of them.
const mostPasts = 1000;

/** A closer look at what is open. What only an open panel wants to know is forgotten when nobody looks any more. */
export function reduceLooks(state: State, looks: Looks): State {
	const cgroups = looks.cgroups === undefined ? undefined : computeCgroups(state.cgroups, looks.cgroups);
	return followCursor(state, {
		...state,
		processes: looks.processes === undefined ? undefined : computeProcesses(state.processes, looks.processes),
		confinement: looks.confinement,
		cgroups,
		cgroupPasts: cgroups === state.cgroups ? state.cgroupPasts : appendPasts(state.cgroupPasts, cgroups),
		closeUp: looks.closeUp === undefined ? undefined : computeCloseUp(state.closeUp, looks.closeUp),
	});
}

function computeCloseUp(previous: State['closeUp'], look: CloseLook): State['closeUp'] {
	const isSame = previous !== undefined && isSameTarget(previous.target, look.target);
	return {...look, sample: computeSample(isSame ? previous.reading : undefined, look.reading)};
}

function appendPasts(pasts: State['cgroupPasts'], cgroups: CgroupTable | undefined): State['cgroupPasts'] {
	const next = new Map<string, Past>();
	if (cgroups !== undefined && cgroups.rows.size <= mostPasts) {
		for (const [path, {sample}] of cgroups.rows) {
			const past = pasts.get(path);
			next.set(path, {
				cpuHistory: appendHistory(past?.cpuHistory ?? createHistory(historyCapacity), sample.cpu?.percent),
				memoryHistory: appendHistory(past?.memoryHistory ?? createHistory(historyCapacity), sample.memory?.usedBytes),
			});
		}
	}

	return next;
}

/** The tree opens at the selected container. Cgroups come and go above the selected one: it stays selected. */
function followCursor(before: State, after: State): State {
	const path = selectCgroupLine(before)?.path;
	const container = path === undefined ? selectSelectedRow(after)?.container : undefined;
	const index = selectCgroupLines(after).findIndex(line => line.path === path || (container !== undefined && line.container?.id === container.id));
	return index === -1 || index === after.view.cursors.cgroups
		? after
		: {...after, view: {...after.view, cursors: {...after.view.cursors, cgroups: index}}};
}
