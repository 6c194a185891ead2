import {openCgroup, type CgroupSample} from '../cgroup/read.js';
import type {Hierarchy} from '../cgroup/hierarchy.js';
import {readingOfGone, type Reading, type ReadingProblem} from '../metrics/reading.js';
import {readNamespaces} from '../process/namespaces.js';
import {openNetwork, type NetworkSample} from '../process/network.js';
import {readMonotonicMicroseconds} from './clock.js';
import {blockRoad, type Road} from './road.js';

/**
 * The kernel's own files of the container `id`, whose main process is said to be `pid`; or why they are not to be read
 * here. An engine's socket may be forwarded from another machine, where the pid means another process: only a cgroup that holds the id is the container's.
 */
export function openKernelRoad(hierarchy: Hierarchy, pid: number, id: string): Road | ReadingProblem {
	const cgroup = openCgroup(hierarchy, pid, id);
	const first = cgroup.read();
	if (first.status === 'gone') {
		cgroup.close();
		return blockRoad(`There is no process ${pid} here: the engine may be on another machine.`);
	}

	if (first.reading.cpu === undefined && first.reading.memory === undefined) {
		cgroup.close();
		return first.problems[0] ?? blockRoad('Its cgroup has neither CPU nor memory counters.');
	}

	const network = openNetwork(hierarchy.procRoot, pid, hierarchy.now);
	const {namespaces, problem} = readNamespaces(hierarchy.procRoot, pid);
	let last: {readonly sample: CgroupSample; readonly traffic: NetworkSample; readonly reading: Reading} | undefined;
	return {
		read(round) {
			const takenAtMicroseconds = readMonotonicMicroseconds();
			const sample = cgroup.read(round);
			if (sample.status === 'gone') {
				// Its last numbers are not true any more, and the engine, which will tell of its end, may be away.
				return {...readingOfGone, takenAtMicroseconds};
			}

			const traffic = network.read();
			if (last?.sample === sample && last.traffic === traffic) {
				return {...last.reading, takenAtMicroseconds};
			}

			const reading: Reading = {
				...sample.reading,
				takenAtMicroseconds,
				source: 'cgroup',
				network: traffic.network,
				namespaces,
				problems: [...sample.problems, problem, traffic.problem].filter(item => item !== undefined),
			};
			last = {sample, traffic, reading};
			return reading;
		},
		directories: cgroup.directories,
		wantSettings() {
			cgroup.wantSettings();
			network.forgetInterfaces();
		},
		forgetSettings() {
			cgroup.forgetSettings();
			network.forgetInterfaces();
		},
		hasEnded: () => false,
		close() {
			cgroup.close();
			network.close();
		},
	};
}
