import type {CgroupRow} from '../metrics/cgroups.js';
import {appendHistory, createHistory} from './history.js';
import {historyCapacity, type Past, type State} from './state.js';

// A machine with more cgroups has their numbers, and no graphs of them.
const mostPasts = 1000;

/** The state with a past for each cgroup that is there and is not of a container, which has its own; only ticks give values to it. */
export function keepPasts(state: State): State {
	const {cgroupPasts: pasts} = state;
	const paths = listWithPasts(state).map(({path}) => path);
	const isSame = pasts.size === paths.length && paths.every(path => pasts.has(path));
	return isSame ? state : {...state, cgroupPasts: new Map(paths.map(path => [path, pasts.get(path) ?? createPast()]))};
}

function listWithPasts({cgroups, rows}: State): readonly CgroupRow[] {
	return cgroups !== undefined && cgroups.rows.size <= mostPasts
		? cgroups.rows.values().filter(({containerId}) => containerId === undefined || !rows.has(containerId)).toArray()
		: [];
}

/** The same after a tick: what each cgroup uses is the next value of its past. */
export function appendPasts(state: State): State {
	const {cgroups, cgroupPasts: pasts} = state;
	// A recording has a look at the tree only now and then.
	if (cgroups === state.lastPast) {
		return state;
	}

	const next = new Map<string, Past>();
	for (const {path, sample} of listWithPasts(state)) {
		const past = pasts.get(path) ?? createPast();
		next.set(path, {
			cpuHistory: appendHistory(past.cpuHistory, sample.cpu?.percent),
			memoryHistory: appendHistory(past.memoryHistory, sample.memory?.usedBytes),
		});
	}

	return {...state, cgroupPasts: next, lastPast: cgroups};
}

function createPast(): Past {
	return {cpuHistory: createHistory(historyCapacity), memoryHistory: createHistory(historyCapacity)};
}
