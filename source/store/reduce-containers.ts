import {hasProcesses, type Container} from '../container.js';
import {createHistory} from './history.js';
import {addNotices, tellOom, tellUntoldOom} from './notices.js';
import {
	historyCapacity, type Notice, type Row, type State,
} from './state.js';

/** The state with something else in one row; the same where there is no such row. */
export function changeRow(state: State, containerId: string, change: Partial<Row>): State {
	const row = state.rows.get(containerId);
	return row === undefined ? state : {...state, rows: new Map(state.rows).set(containerId, {...row, ...change})};
}

/** Containers that are new or have changed, and those that are gone. */
export function reduceContainers(state: State, containers: readonly Container[], gone: readonly string[]): State {
	const rows = new Map(state.rows);
	const notices: Notice[] = [];
	for (const id of gone) {
		const row = rows.get(id);
		notices.push(...row === undefined ? [] : tellUntoldOom(row, undefined, state.now));
		rows.delete(id);
	}

	for (const container of containers) {
		const row = rows.get(container.id);
		const isOver = row !== undefined && (!hasProcesses(container) || isStartedAgain(row.container, container));
		notices.push(...isOver ? tellUntoldOom(row, container, state.now) : []);
		// What the first list does not have was made while we look.
		const isFromStart = row === undefined ? state.isListed : row.isFromStart || isStartedAgain(row.container, container);
		rows.set(container.id, {...mergeContainer(row, container), isFromStart, hasUntoldOom: row?.hasUntoldOom === true && !isOver});
	}

	return {...state, rows, notices: addNotices(state.notices, notices)};
}

/** The engine says that the kernel has killed something in a container. */
export function reduceOutOfMemory(state: State, id: string): State {
	const row = state.rows.get(id);
	if (row === undefined) {
		return state;
	}

	return row.sample?.source === 'engine'
		? {...state, notices: addNotices(state.notices, [tellOom(row, state.now)])}
		: changeRow(state, id, {hasUntoldOom: true});
}

/** Has a start that was not known before; one that was never inspected tells nothing. */
function isStartedAgain({detail}: Container, after: Container): boolean {
	return detail !== undefined && after.detail?.startedAt !== undefined && after.detail.startedAt !== detail.startedAt;
}

/** The rows of the containers of a list; what is not in it is gone. */
export function mergeList(rows: State['rows'], containers: readonly Container[]): State['rows'] {
	const merged = new Map<string, Row>();
	for (const container of containers) {
		merged.set(container.id, mergeContainer(rows.get(container.id), container));
	}

	return merged;
}

/** The list tells less than inspect did, so what was inspected stays until it is inspected again. */
function mergeContainer(row: Row | undefined, container: Container): Row {
	if (row === undefined) {
		return {
			container,
			reading: undefined,
			sample: undefined,
			cpuHistory: createHistory(historyCapacity),
			memoryHistory: createHistory(historyCapacity),
			ongoing: new Map(),
			driftPaths: undefined,
			lastWords: undefined,
			isFromStart: false,
			hasUntoldOom: false,
			pending: undefined,
		};
	}

	const detail = container.detail ?? row.container.detail;
	// Counters of one run say nothing about those of the next.
	const isSameRun = hasProcesses(container) && !isStartedAgain(row.container, container);
	return {
		...row,
		container: {...container, detail},
		reading: isSameRun ? row.reading : undefined,
		sample: isSameRun ? row.sample : undefined,
		ongoing: isSameRun ? row.ongoing : new Map(),
	};
}
