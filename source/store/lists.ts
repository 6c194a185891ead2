import type {PanelId} from '../layout.js';
import {selectCgroupLines, type CgroupLine} from './cgroups.js';
import {selectOrderedImages} from './images.js';
import type {State} from './state.js';

/** The panels with a list of their own, and how long it is now. */
const counts: Readonly<Partial<Record<PanelId, (state: State) => number>>> = {
	images: state => selectOrderedImages(state).length,
	cgroups: state => selectCgroupLines(state).length,
	processes: ({processes}) => processes?.rows.length ?? 0,
};

/** Rows of the panel's own list; undefined for a panel that is about the selected container as a whole. */
export function countListRows(state: State, panel: PanelId): number | undefined {
	return counts[panel]?.(state);
}

/** The selected row of the panel's list: the last one where the list has become shorter, -1 in an empty one. */
export function selectCursor(state: State, panel: PanelId): number {
	return Math.min(state.view.cursors[panel] ?? 0, (countListRows(state, panel) ?? 0) - 1);
}

/** The selected line of the tree of cgroups. */
export function selectCgroupLine(state: State): CgroupLine | undefined {
	return selectCgroupLines(state)[selectCursor(state, 'cgroups')];
}
