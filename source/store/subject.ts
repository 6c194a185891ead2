import type {Sample} from '../metrics/sample.js';
import type {History} from './history.js';
import {selectCgroupLine} from './lists.js';
import {isSameTarget} from './looks.js';
import {selectSelectedRow} from './selectors.js';
import type {State} from './state.js';

/** What the graphs are about. */
export type Subject = {
	readonly name: string;
	readonly sample: Sample | undefined;
	/** Whether the sample has every number: a cgroup has only a few of them until it was looked at closely. */
	readonly isWhole: boolean;
	readonly cpuHistory: History;
	readonly memoryHistory: History;
};

/** The selected container; in the tree of cgroups, and where there are no containers, the selected cgroup. */
export function selectSubject(state: State): Subject | undefined {
	const row = selectSelectedRow(state);
	const line = state.view.focus === 'cgroups' || row === undefined ? selectCgroupLine(state) : undefined;
	const past = line?.container === undefined ? state.cgroupPasts.get(line?.path ?? '') : undefined;
	if (line !== undefined && past !== undefined) {
		const {closeUp} = state;
		const isClose = closeUp?.sample.cpu?.percent !== undefined && isSameTarget(closeUp.target, {kind: 'cgroup', path: line.path});
		return {
			name: line.path, sample: isClose ? closeUp.sample : line.sample, isWhole: isClose, ...past,
		};
	}

	return row && {
		name: row.container.name, sample: row.sample, isWhole: true, cpuHistory: row.cpuHistory, memoryHistory: row.memoryHistory,
	};
}
