import type {Container, HostReading} from '../container.js';
import {showPanel} from '../layout.js';
import {updateOngoing} from '../metrics/alerts.js';
import {computeCgroups} from '../metrics/cgroups.js';
import {computeSample} from '../metrics/compute.js';
import {computeProcesses} from '../metrics/processes.js';
import type {Reading} from '../metrics/reading.js';
import type {WorldAction} from './actions.js';
import {appendHistory, createHistory} from './history.js';
import {isSameTarget, type CloseLook, type Looks} from './looks.js';
import {
	addNotices, beforeOf, hasOomKill, tellAlerts, tellOom, tellUntoldOom,
} from './notices.js';
import {
	historyCapacity, type Notice, type Row, type State, type View,
} from './state.js';

/** The next state after news from the engine or the kernel. Pure, but for the buffers that histories share. */
export function reduceWorld(state: State, action: WorldAction): State {
	switch (action.type) {
		case 'connected': {
			return {...state, engine: action.engine, connection: {status: 'connected', address: state.connection.address}};
		}

		case 'connectionLost': {
			const {problem, retryAt} = action;
			return {
				...state,
				view: state.isListed ? state.view : standIn(state.view),
				connection: {
					status: 'lost', address: state.connection.address, problem, retryAt,
				},
			};
		}

		case 'listed': {
			return {
				...state, isListed: true, rows: mergeList(state.rows, action.containers), view: standDown(state.view),
			};
		}

		case 'containersChanged': {
			return reduceContainers(state, action.containers, action.gone);
		}

		case 'imagesListed': {
			return {...state, images: action.images};
		}

		case 'hostNamespaces': {
			return {...state, hostNamespaces: action.namespaces};
		}

		case 'tick': {
			const ticked = reduceTick(state, action.now, action.readings, action.host);
			return action.looks === undefined ? ticked : reduceLooks(ticked, action.looks);
		}

		case 'looked': {
			return reduceLooks(state, action.looks);
		}

		case 'drift': {
			const {losses} = action;
			return changeRow(state, action.containerId, {driftPaths: losses && losses.added + losses.changed + losses.deleted});
		}

		case 'outOfMemory': {
			return reduceOutOfMemory(state, action.containerId);
		}

		case 'lastWords': {
			return changeRow(state, action.containerId, {lastWords: action.text});
		}

		case 'pending': {
			return changeRow(state, action.containerId, {pending: action.text});
		}

		case 'notice': {
			return {...state, notices: addNotices(state.notices, [action.notice])};
		}
	}
}

/** Without an engine the machine's cgroups are what there is to see; who has chosen a panel stays there. */
function standIn(view: View): View {
	return view.isUntouched ? {...view, focus: 'cgroups', shown: showPanel(view.shown, 'cgroups')} : view;
}

/** Now there are containers. */
function standDown(view: View): View {
	return view.isUntouched ? {...view, focus: 'containers'} : view;
}

function changeRow(state: State, containerId: string, change: Partial<Row>): State {
	const row = state.rows.get(containerId);
	return row === undefined ? state : {...state, rows: new Map(state.rows).set(containerId, {...row, ...change})};
}

function reduceContainers(state: State, containers: readonly Container[], gone: readonly string[]): State {
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

function reduceOutOfMemory(state: State, id: string): State {
	const row = state.rows.get(id);
	if (row === undefined) {
		return state;
	}

	return row.sample?.source === 'engine'
		? {...state, notices: addNotices(state.notices, [tellOom(row, state.now)])}
		: changeRow(state, id, {hasUntoldOom: true});
}

function hasProcesses({status}: Container): boolean {
	return status === 'running' || status === 'paused';
}

/** Has a start that was not known before; one that was never inspected tells nothing. */
function isStartedAgain({detail}: Container, after: Container): boolean {
	return detail !== undefined && after.detail?.startedAt !== undefined && after.detail.startedAt !== detail.startedAt;
}

function mergeList(rows: State['rows'], containers: readonly Container[]): State['rows'] {
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

/** What only an open panel wants to know is forgotten when nobody looks any more. */
function reduceLooks(state: State, looks: Looks): State {
	return {
		...state,
		processes: looks.processes === undefined ? undefined : computeProcesses(state.processes, looks.processes),
		confinement: looks.confinement,
		cgroups: looks.cgroups === undefined ? undefined : computeCgroups(state.cgroups, looks.cgroups),
		closeUp: looks.closeUp === undefined ? undefined : computeCloseUp(state.closeUp, looks.closeUp),
	};
}

function computeCloseUp(previous: State['closeUp'], look: CloseLook): State['closeUp'] {
	const isSame = previous !== undefined && isSameTarget(previous.target, look.target);
	return {...look, sample: computeSample(isSame ? previous.reading : undefined, look.reading)};
}

function reduceTick(state: State, now: number, readings: ReadonlyMap<string, Reading>, host: HostReading | undefined): State {
	const notices: Notice[] = [];
	const rows = new Map<string, Row>();
	for (const [id, row] of state.rows) {
		const reading = readings.get(id);
		if (reading === undefined) {
			rows.set(id, row);
			continue;
		}

		const sample = computeSample(row.reading, reading);
		const told = tellAlerts(row, sample, now);
		notices.push(...told);

		rows.set(id, {
			...row,
			reading,
			sample,
			cpuHistory: appendHistory(row.cpuHistory, sample.cpu?.percent),
			memoryHistory: appendHistory(row.memoryHistory, sample.memory?.usedBytes),
			ongoing: updateOngoing(row.ongoing, beforeOf(row), sample),
			hasUntoldOom: row.hasUntoldOom && !hasOomKill(told),
		});
	}

	const hostCpuPercent = host === undefined ? undefined : computeHostPercent(state.host, host);
	return {
		...state,
		now,
		rows,
		notices: addNotices(state.notices, notices),
		host: host ?? state.host,
		hostCpuPercent: hostCpuPercent ?? state.hostCpuPercent,
		hostCpuHistory: hostCpuPercent === undefined ? state.hostCpuHistory : appendHistory(state.hostCpuHistory, hostCpuPercent),
	};
}

/** Of all CPUs together, 0…100: busy time over all time between two readings. */
function computeHostPercent(before: HostReading | undefined, after: HostReading): number | undefined {
	if (before?.busyMicroseconds === undefined || before.totalMicroseconds === undefined
		|| after.busyMicroseconds === undefined || after.totalMicroseconds === undefined) {
		return undefined;
	}

	const total = after.totalMicroseconds - before.totalMicroseconds;
	const busy = after.busyMicroseconds - before.busyMicroseconds;
	return total > 0 && busy >= 0 ? busy / total * 100 : undefined;
}
