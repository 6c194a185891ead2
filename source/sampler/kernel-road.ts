import {openCgroup, type Cgroup} from '../cgroup/read.js';
import type {Hierarchy} from '../cgroup/hierarchy.js';
import type {NamespaceReading, Reading, ReadingProblem} from '../metrics/reading.js';
import {readNamespaces} from '../process/namespaces.js';
import {openNetwork, type Network} from '../process/network.js';
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

	const network = openNetwork(hierarchy.procRoot, pid);
	const {namespaces, problem} = readNamespaces(hierarchy.procRoot, pid);
	return {
		read: () => readKernel(cgroup, network, namespaces, problem),
		directories: cgroup.directories,
		forgetSettings: cgroup.forgetSettings,
		hasEnded: () => false,
		close() {
			cgroup.close();
			network.close();
		},
	};
}

function readKernel(cgroup: Cgroup, network: Network, namespaces: NamespaceReading | undefined, problem: ReadingProblem | undefined): Reading | undefined {
	const takenAtMicroseconds = readMonotonicMicroseconds();
	const sample = cgroup.read();
	if (sample.status === 'gone') {
		return undefined;
	}

	const {network: traffic, problem: trafficProblem} = network.read();
	return {
		...sample.reading,
		takenAtMicroseconds,
		source: 'cgroup',
		network: traffic,
		namespaces,
		problems: [...sample.problems, problem, trafficProblem].filter(item => item !== undefined),
	};
}
