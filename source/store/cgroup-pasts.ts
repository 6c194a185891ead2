import {appendHistory, createHistory} from './history.js';
import {historyCapacity, type Past, type State} from './state.js';

// A machine with more cgroups has their numbers, and no graphs of them.
const mostPasts = 1000;

/** The state with a past for each cgroup that is there, to which only ticks give values. */
export function keepPasts(state: State): State {
	const {cgroups, cgroupPasts: pasts} = state;
	const paths = cgroups !== undefined && cgroups.rows.size <= mostPasts ? cgroups.rows : new Map<string, unknown>();
	const isSame = pasts.size === paths.size && paths.keys().every(path => pasts.has(path));
	return isSame ? state : {...state, cgroupPasts: new Map(paths.keys().map(path => [path, pasts.get(path) ?? createPast()]))};
}

/** The same after a tick: what each cgroup uses is the next value of its past. */
export function appendPasts(state: State): State {
	const {cgroups, cgroupPasts: pasts} = state;
	// A recording has a look at the tree only now and then.
	if (cgroups === state.lastPast) {
		return state;
	}

	const next = new Map<string, Past>();
	if (cgroups !== undefined && cgroups.rows.size <= mostPasts) {
		for (const [path, {sample}] of cgroups.rows) {
			const past = pasts.get(path) ?? createPast();
			next.set(path, {
				cpuHistory: appendHistory(past.cpuHistory, sample.cpu?.percent),
				memoryHistory: appendHistory(past.memoryHistory, sample.memory?.usedBytes),
			});
		}
	}

	return {...state, cgroupPasts: next, lastPast: cgroups};
}

function createPast(): Past {
	return {cpuHistory: createHistory(historyCapacity), memoryHistory: createHistory(historyCapacity)};
}
