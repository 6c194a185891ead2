import {findMetric} from '../metrics/metrics.js';
import {originalName} from '../replacement.js';
import {averageHistory} from './history.js';
import type {Row, State, Sort} from './state.js';

// Sorted by the mean of this many values, rows do not change places at every tick.
const smoothedValues = 5;

const liveStatuses: ReadonlySet<string> = new Set(['running', 'paused', 'restarting']);

/** Runs, or is paused: has processes. */
export function isLive(row: Row): boolean {
	return liveStatuses.has(row.container.status);
}

type Asked = {readonly rows: State['rows']; readonly filter: string; readonly sort: Sort; readonly isShowingAll: boolean; readonly kept: Row | undefined};

/** What was answered last: it is asked for several times a frame, and moving the selection among those that are shown anyway does not change it. */
let last: {readonly asked: Asked; readonly visible: readonly Row[]} | undefined;

/** The filter that holds: while one is being typed that one. */
export function selectFilter({view: {dialog, filter}}: State): string {
	return dialog?.kind === 'filter' ? dialog.text.trim() : filter;
}

/** The rows that the filter and `all` let through, and the selected one, in order. */
export function selectVisibleRows(state: State): readonly Row[] {
	const {rows, view: {sort, isShowingAll}} = state;
	const filter = selectFilter(state).toLowerCase();
	const kept = findKept(state, filter);
	if (last?.asked.rows === rows && last.asked.filter === filter && last.asked.sort === sort && last.asked.isShowingAll === isShowingAll && last.asked.kept === kept) {
		return last.visible;
	}

	const visible = listInOrderOfBefore(rows).filter(row => row === kept || isShown(row, filter, isShowingAll));
	last = {
		asked: {
			rows, filter, sort, isShowingAll, kept,
		},
		visible: sortRows(visible, sort),
	};
	return last.visible;
}

/** What is nearly in order costs little to sort, and from one look to the next the order hardly changes. */
function listInOrderOfBefore(rows: State['rows']): readonly Row[] {
	const before = last?.visible.map(({container}) => rows.get(container.id)).filter(row => row !== undefined) ?? [];
	const listed = new Set(before);
	return [...before, ...rows.values().filter(row => !listed.has(row))];
}

/**
 * The selected row where it would be hidden: what has just been stopped stays until the selection moves on, so that the next key is about
 * it too, and not about another. Only a filter that is being typed may leave it behind, to look for something else.
 */
function findKept(state: State, filter: string): Row | undefined {
	const {dialog, isShowingAll} = state.view;
	const row = findSelected(state);
	if (row === undefined || isShown(row, filter, isShowingAll)) {
		return undefined;
	}

	return dialog?.kind !== 'filter' || isShown(row, filter, true) ? row : undefined;
}

/** What was selected, if it is still there, whether or not the list shows it. */
export function findSelected({rows, view}: State): Row | undefined {
	const row = view.selectedId === undefined ? undefined : rows.get(view.selectedId);
	return row === undefined || isStandIn(row) ? undefined : row;
}

/** Whether there are containers that the filter lets through and `all` would show. */
export function hasHidden(state: State): boolean {
	const filter = selectFilter(state).toLowerCase();
	return !state.view.isShowingAll && state.rows.values().some(row => isShown(row, filter, true) && !isShown(row, filter, false));
}

function isShown(row: Row, filter: string, isShowingAll: boolean): boolean {
	return !isStandIn(row) && (isShowingAll || isLive(row) || isBroken(row)) && (filter === '' || matches(row, filter));
}

/** The parked old container of a start over is for undo, not for looking at. */
function isStandIn({container}: Row): boolean {
	return originalName(container.name) !== undefined;
}

// SIGTERM and SIGKILL from a stop: not a fault of the container.
const stopCodes = new Set([0, 137, 143]);

/** Ended, and not as it should have: could not be started, out of memory, dead, in a restart loop, or an exit code that no stop explains. */
export function isBroken(row: Row): boolean {
	const {status, detail} = row.container;
	if (status === 'dead' || status === 'restarting') {
		return true;
	}

	if (detail === undefined || (status !== 'exited' && status !== 'created')) {
		return false;
	}

	return detail.error !== '' || detail.isOomKilled || (status === 'exited' && detail.exitCode !== undefined && !stopCodes.has(detail.exitCode));
}

/** The selected row, or when that is gone, the one that is in its place now. */
export function selectSelectedRow(state: State): Row | undefined {
	return selectVisibleRows(state)[selectSelectedIndex(state)];
}

/** The marked rows in the order of the list, and after them those that the list does not show now. */
export function selectMarkedRows(state: State): readonly Row[] {
	const {marked} = state.view;
	if (marked.size === 0) {
		return [];
	}

	const isMarked = ({container}: Row): boolean => marked.has(container.id);
	const visible = selectVisibleRows(state).filter(row => isMarked(row));
	const hidden = state.rows.values().filter(row => isMarked(row) && !visible.includes(row) && !isStandIn(row));
	return [...visible, ...hidden];
}

/** What keys are about: the marked rows, or where none is marked the selected one. */
export function selectChosenRows(state: State): readonly Row[] {
	const marked = selectMarkedRows(state);
	const selected = selectSelectedRow(state);
	return marked.length > 0 || selected === undefined ? marked : [selected];
}

/** Where the selected row stands among the visible ones. */
export function selectSelectedIndex(state: State): number {
	const visible = selectVisibleRows(state);
	const {selectedId, place, dialog} = state.view;
	const index = visible.findIndex(row => row.container.id === selectedId);
	if (index !== -1) {
		return index;
	}

	// What is being looked for is what comes first.
	return dialog?.kind === 'filter' ? 0 : Math.max(0, Math.min(place ?? 0, visible.length - 1));
}

/** Its name, or the beginning of the id of one that is gone. */
export function nameContainer({rows}: State, id: string): string {
	return rows.get(id)?.container.name ?? id.slice(0, 12);
}

/** How many containers run, and how many there are. */
export function selectCounts(state: State): {readonly running: number; readonly all: number} {
	let running = 0;
	let all = 0;
	for (const row of state.rows.values()) {
		if (!isStandIn(row)) {
			all++;
			running += isLive(row) ? 1 : 0;
		}
	}

	return {running, all};
}

/** True when the rows are the last known ones and may not be so any more. */
export function isStale(state: State): boolean {
	return state.connection.status === 'lost' && state.isListed;
}

function matches(row: Row, filter: string): boolean {
	const {name, image, id, status, health, labels} = row.container;
	return name.toLowerCase().includes(filter)
		|| image.toLowerCase().includes(filter)
		|| id.startsWith(filter)
		|| status.startsWith(filter)
		|| health?.startsWith(filter) === true
		|| Object.entries(labels).some(([key, value]) => `${key}=${value}`.toLowerCase().includes(filter));
}

// Much faster than `localeCompare`, which looks for the language at each call.
const {compare: inOrder} = new Intl.Collator();

function sortRows(rows: readonly Row[], sort: Sort): readonly Row[] {
	const direction = sort.isDescending ? -1 : 1;
	return rows
		.map(row => ({row, isLiving: isLive(row), key: sortKey(row, sort.id)}))
		.toSorted((first, second) => {
			if (first.isLiving !== second.isLiving) {
				return first.isLiving ? -1 : 1;
			}

			const order = compareKeys(first.key, second.key);
			return order === 0 ? inOrder(first.row.container.name, second.row.container.name) : order * direction;
		})
		.map(({row}) => row);
}

function compareKeys(one: number | string, other: number | string): number {
	if (typeof one === 'string' || typeof other === 'string') {
		return inOrder(String(one), String(other));
	}

	// Two without a limit: infinite minus infinite is not a number.
	return one === other ? 0 : one - other;
}

/** Unknown comes after every known value when the largest are first. */
function sortKey(row: Row, id: string): number | string {
	switch (id) {
		case 'name': {
			return row.container.name;
		}

		case 'image': {
			return row.container.image;
		}

		case 'age': {
			return row.container.createdAt ?? -1;
		}

		case 'cpu': {
			// Whole percents: the noise of idle containers must not reorder them.
			return Math.round(averageHistory(row.cpuHistory, smoothedValues) ?? -1);
		}

		default: {
			const value = row.sample === undefined ? undefined : findMetric(id)?.select(row.sample);
			return value === 'max' ? Infinity : (value ?? -1);
		}
	}
}
