import type {PanelId} from '../layout.js';
import {computeCgroups} from '../metrics/cgroups.js';
import {computeSample} from '../metrics/compute.js';
import {computeProcesses, type ProcessList} from '../metrics/processes.js';
import {selectCgroupLines} from './cgroups.js';
import {selectCgroupLine, selectCursor} from './lists.js';
import {isSameTarget, type CloseLook, type Looks} from './looks.js';
import {selectSelectedRow} from './selectors.js';
import type {State} from './state.js';

/**
 * A closer look at what is open. What only an open panel wants to know is forgotten when nobody looks any more.
 *
 * @param before As it was on the screen: what is selected there stays selected.
 */
export function reduceLooks(state: State, looks: Looks, before: State = state): State {
	const cgroups = looks.cgroups === undefined ? undefined : computeCgroups(state.cgroups, looks.cgroups);
	const processes = looks.processes === undefined ? undefined : computeProcesses(state.processes, looks.processes);
	return followCgroup(before, {
		...moveCursor(state, 'processes', followProcess(before, processes)),
		processes,
		confinement: looks.confinement,
		cgroups,
		closeUp: looks.closeUp === undefined ? undefined : computeCloseUp(state.closeUp, looks.closeUp),
	});
}

function computeCloseUp(previous: State['closeUp'], look: CloseLook): State['closeUp'] {
	const isSame = previous !== undefined && isSameTarget(previous.target, look.target);
	const before = look.recorded === undefined && isSame ? previous.reading : look.recorded?.before;
	return {...look, sample: computeSample(before, look.reading)};
}

/** Processes come and go above the selected one: it stays selected. Where it has ended its place stays; in another container that is the top. */
function followProcess(before: State, processes: ProcessList | undefined): number {
	if (processes?.containerId !== before.processes?.containerId) {
		return 0;
	}

	const cursor = selectCursor(before, 'processes');
	const selected = before.processes?.rows[cursor];
	const index = processes?.rows.findIndex(({pid, startTicks}) => pid === selected?.pid && startTicks === selected.startTicks) ?? -1;
	return index === -1 ? Math.max(0, cursor) : index;
}

/** The tree opens at the selected container. Cgroups come and go above the selected one: it stays selected. */
function followCgroup(before: State, after: State): State {
	const path = selectCgroupLine(before)?.path;
	const container = path === undefined ? selectSelectedRow(after)?.container : undefined;
	const index = selectCgroupLines(after).findIndex(line => line.path === path || (container !== undefined && line.container?.id === container.id));
	return index === -1 ? after : moveCursor(after, 'cgroups', index);
}

function moveCursor(state: State, panel: PanelId, index: number): State {
	const {view} = state;
	return index === (view.cursors[panel] ?? 0) ? state : {...state, view: {...view, cursors: {...view.cursors, [panel]: index}}};
}
