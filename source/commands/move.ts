import {arrange, panels} from '../layout.js';
import {countListRows, selectCgroupLine, selectCursor} from '../store/lists.js';
import {selectSelectedIndex, selectVisibleRows} from '../store/selectors.js';
import type {Store} from '../store/store.js';
import {type Command, type Context, forSelected} from './context.js';

// Border and column titles of a panel.
const chromeRows = 3;

export const up: Command = context => {
	moveBy(context, -1);
};

export const down: Command = context => {
	moveBy(context, 1);
};

export const pageUp: Command = context => {
	moveBy(context, -pageRows(context));
};

export const pageDown: Command = context => {
	moveBy(context, pageRows(context));
};

export const first: Command = context => {
	moveBy(context, -Infinity);
};

export const last: Command = context => {
	moveBy(context, Infinity);
};

/** Marks the selected container and goes on to the next, so that several in a row are marked by holding the key. */
export const mark: Command = forSelected((context, {container: {id}}) => {
	const {view} = context.store.getState();
	context.store.dispatch({type: 'mark', containerIds: [id], isMarked: !view.marked.has(id)});
	moveBy(context, 1);
});

export const markAll: Command = ({store}) => {
	const state = store.getState();
	const containerIds = selectVisibleRows(state).map(({container}) => container.id);
	store.dispatch({type: 'mark', containerIds, isMarked: containerIds.some(id => !state.view.marked.has(id))});
};

export const nextPanel: Command = context => {
	focusBy(context, 1);
};

export const previousPanel: Command = context => {
	focusBy(context, -1);
};

export const panel: Command = (context, key) => {
	const found = panels[Number(key) - 1];
	if (found !== undefined) {
		context.store.dispatch({type: 'focus', panel: found.id});
	}
};

export const zoom: Command = ({store}) => {
	store.dispatch({type: 'zoom', isZoomed: !store.getState().view.isZoomed});
};

/** A panel with a list of its own has a cursor in it; every other panel is about the selected container. */
function moveBy({store}: Context, rows: number): void {
	const state = store.getState();
	const {focus} = state.view;
	const count = countListRows(state, focus);
	if (count !== undefined) {
		store.dispatch({type: 'cursor', panel: focus, index: clamp(selectCursor(state, focus) + rows, count)});
		followCgroup(store);
		return;
	}

	const visible = selectVisibleRows(state);
	const chosen = visible[clamp(selectSelectedIndex(state) + rows, visible.length)];
	store.dispatch({type: 'select', containerId: chosen?.container.id});
}

/** The graphs go with the container whose cgroup is gone to. */
export function followCgroup({getState, dispatch}: Store): void {
	const container = getState().view.focus === 'cgroups' ? selectCgroupLine(getState())?.container : undefined;
	if (container !== undefined) {
		dispatch({type: 'select', containerId: container.id});
	}
}

function clamp(index: number, count: number): number {
	return Math.max(0, Math.min(index, count - 1));
}

function pageRows({store, screenSize}: Context): number {
	const {columns, rows} = screenSize();
	const state = store.getState();
	const {view} = state;
	const target = countListRows(state, view.focus) === undefined ? 'containers' : view.focus;
	const placed = arrange(columns, rows, view).panels.find(({id}) => id === target);
	return Math.max(1, (placed?.box.height ?? 0) - chromeRows);
}

function focusBy({store}: Context, step: number): void {
	const index = panels.findIndex(({id}) => id === store.getState().view.focus);
	const next = panels[(index + step + panels.length) % panels.length];
	if (next !== undefined) {
		store.dispatch({type: 'focus', panel: next.id});
	}
}
