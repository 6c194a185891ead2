import {readMembers} from '../cgroup/members.js';
import {openCgroup, type Cgroup} from '../cgroup/read.js';
import {readHierarchy} from '../cgroup/hierarchy.js';
import type {Container} from '../container.js';
import type {Engine} from '../engine/engine.js';
import type {Host} from '../host/host.js';
import {log} from '../log.js';
import type {NamespaceReading, Reading, ReadingProblem} from '../metrics/reading.js';
import type {ProcessesLook} from '../kernel.js';
import {readProcesses} from '../process/processes.js';
import {readNamespaces} from '../process/namespaces.js';
import {openNetwork, type Network} from '../process/network.js';
import {readMonotonicMicroseconds} from './clock.js';
import type {Source} from './sampler.js';

export type LiveSourceOptions = {
	readonly engine: Engine;
	readonly host: Host;
	readonly procRoot: string;
	readonly cgroupRoot: string | undefined;
};

/** A container that is looked at, by one of two roads. */
type Followed = {
	readonly pid: number | undefined;
	readonly startedAt: number | undefined;
	/** Undefined when there is nothing (any more) to be told. */
	readonly read: () => Reading | undefined;
	readonly listPids: () => readonly number[];
	readonly close: () => void;
};

/** Reads the kernel's files of each running container, and asks the engine's stats API where they cannot be read. */
export function createLiveSource({engine, host, procRoot, cgroupRoot}: LiveSourceOptions): Source {
	const hierarchy = readHierarchy({procRoot, ...(cgroupRoot !== undefined && {cgroupRoot})});
	const followed = new Map<string, Followed>();

	const letGo = (id: string): void => {
		followed.get(id)?.close();
		followed.delete(id);
	};

	/** Whether it is new, or has started again. */
	const follow = (container: Container): boolean => {
		const {id, detail} = container;
		const hasProcesses = container.status === 'running' || container.status === 'paused';
		if (!hasProcesses || detail === undefined) {
			letGo(id);
			return false;
		}

		const known = followed.get(id);
		// A restarted container has a new main process and a new cgroup, though its id stays.
		if (known !== undefined && known.pid === detail.pid && known.startedAt === detail.startedAt) {
			return false;
		}

		letGo(id);
		const {pid, startedAt} = detail;
		const kernel = pid !== undefined && engine.isLocal ? openKernel(pid, id) : undefined;
		followed.set(id, {pid, startedAt, ...(kernel ?? openStats(id))});
		return true;
	};

	/** Undefined when the kernel's files are not to be read here, so that the engine has to be asked. */
	const openKernel = (pid: number, id: string): Pick<Followed, 'read' | 'listPids' | 'close'> | undefined => {
		const cgroup = openCgroup(hierarchy, pid, id);
		const first = cgroup.read();
		if (first.status === 'gone' || (first.reading.cpu === undefined && first.reading.memory === undefined)) {
			log('cgroup', `${id}: ${first.status === 'gone' ? 'gone' : first.problems.map(({reason}) => reason).join('; ')}`);
			cgroup.close();
			return undefined;
		}

		const network = openNetwork(procRoot, pid);
		const {namespaces, problem} = readNamespaces(procRoot, pid);
		return {
			read: () => readKernel(cgroup, network, namespaces, problem),
			listPids: () => listPids(cgroup),
			close() {
				cgroup.close();
				network.close();
			},
		};
	};

	const openStats = (id: string): Pick<Followed, 'read' | 'listPids' | 'close'> => {
		const controller = new AbortController();
		let latest: Reading | undefined;
		const watch = async (): Promise<void> => {
			for await (const reading of engine.watchStats(id, controller.signal)) {
				latest = reading;
			}
		};

		watch().catch((error: unknown) => {
			if (!controller.signal.aborted) {
				log('stats', error);
			}

			latest = undefined;
		});
		return {
			read() {
				// Each reading is handed out once: the same one again would look like a rate of zero.
				const reading = latest;
				latest = undefined;
				return reading;
			},
			listPids: () => [],
			close() {
				controller.abort();
			},
		};
	};

	const lookAtProcesses = (containerId: string): ProcessesLook => ({
		containerId,
		takenAtMicroseconds: readMonotonicMicroseconds(),
		readings: readProcesses(procRoot, followed.get(containerId)?.listPids() ?? []),
	});

	return {
		follow(containers, gone) {
			for (const id of gone) {
				letGo(id);
			}

			return containers.filter(container => follow(container)).map(({id}) => id);
		},
		read(isWanted = () => true) {
			const readings = new Map<string, Reading>();
			for (const [id, {read}] of followed) {
				const reading = isWanted(id) ? read() : undefined;
				if (reading !== undefined) {
					readings.set(id, reading);
				}
			}

			return readings;
		},
		readHost: host.read,
		look: ({processesOf}) => ({processes: processesOf === undefined ? undefined : lookAtProcesses(processesOf)}),
		close() {
			for (const id of followed.keys()) {
				letGo(id);
			}

			host.close();
		},
	};
}

/** By the one controller that is there for processes, or by any: all hold the same ones. */
function listPids({directories}: Cgroup): readonly number[] {
	const directory = directories.get('pids') ?? directories.get('unified') ?? directories.get('memory');
	return directory === undefined ? [] : readMembers(directory);
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
