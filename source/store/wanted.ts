import type {PanelId} from '../layout.js';
import {selectCgroupLine} from './lists.js';
import type {CloseTarget, Wanted} from './looks.js';
import {selectSelectedRow} from './selectors.js';
import type {State} from './state.js';

/** What the panels that are on screen want to know beyond the numbers of every container. */
export function selectWanted(state: State): Wanted {
	const {dialog} = state.view;
	const containerId = selectSelectedRow(state)?.container.id;
	return {
		processesOf: isShown(state, 'processes') ? containerId : undefined,
		confinementOf: isShown(state, 'confinement') ? containerId : undefined,
		hasCgroups: isShown(state, 'cgroups'),
		closeUp: dialog?.kind === 'numbers' ? dialog.target : selectGraphed(state),
		selected: containerId,
	};
}

/** The graphs of a cgroup say more of it than the tree does. */
function selectGraphed(state: State): CloseTarget | undefined {
	const line = state.view.focus === 'cgroups' ? selectCgroupLine(state) : undefined;
	return line === undefined || line.container !== undefined ? undefined : {kind: 'cgroup', path: line.path};
}

function isShown({view}: State, id: PanelId): boolean {
	return view.focus === id || (view.isLarge && !view.isZoomed && Object.values(view.shown).includes(id));
}
