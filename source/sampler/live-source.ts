import {readMembers, selectDirectory} from '../cgroup/members.js';
import {readHierarchy} from '../cgroup/hierarchy.js';
import {hasProcesses, type Container, type ContainerDetail} from '../container.js';
import {startRound} from '../cgroup/sums.js';
import {openCgroupTree} from '../cgroup/tree.js';
import type {Engine} from '../engine/engine.js';
import type {Host} from '../host/host.js';
import type {ConfinementLook, ProcessesLook} from '../kernel.js';
import {log} from '../log.js';
import {isOfGone, type Reading, type TextsLook} from '../metrics/reading.js';
import {readConfinement} from '../process/confinement.js';
import {readProcesses} from '../process/processes.js';
import type {CloseLook, CloseTarget, Looks} from '../store/looks.js';
import {readMonotonicMicroseconds} from './clock.js';
import {createCloseUp, type CloseUp} from './close-up.js';
import {openKernelRoad} from './kernel-road.js';
import {blockRoad, type Road} from './road.js';
import type {Source} from './sampler.js';
import {openStatsRoad} from './stats-road.js';

export type LiveSourceOptions = {
	readonly engine: Pick<Engine, 'isLocal' | 'watchStats'>;
	readonly host: Host;
	readonly procRoot: string;
	readonly cgroupRoot: string | undefined;
};

/** This machine and its engine. */
export type LiveSource = Source & {
	/** One container's processes and what holds it in, whatever is wanted otherwise. Never throws. */
	readonly lookInside: (id: string) => Pick<Looks, 'processes' | 'confinement'>;
	/** One container's files, whatever is wanted otherwise; undefined where they cannot be read. Leaves none open. Never throws. */
	readonly lookAtTexts: (id: string) => TextsLook | undefined;
};

/** A container that is looked at, by one of two roads. */
type Followed = {
	readonly pid: number | undefined;
	readonly startedAt: number | undefined;
	readonly road: Road;
};

// What takes longer keeps a key waiting.
const readAtOnce = 50;
// Less than there is from one look to the next.
const mostMicrosecondsOfSameMoment = 50_000;
const microsecondsBetweenConfinements = 4_000_000;

/** Reads the kernel's files of each running container, and asks the engine's stats API where they cannot be read. */
export function createLiveSource({engine, host, procRoot, cgroupRoot}: LiveSourceOptions): LiveSource {
	const hierarchy = readHierarchy({procRoot, ...(cgroupRoot !== undefined && {cgroupRoot})});
	const followed = new Map<string, Followed>();
	const tree = openCgroupTree({hierarchy, now: readMonotonicMicroseconds});
	const closeUp = createCloseUp(hierarchy);
	const closeUpOnce = createCloseUp(hierarchy);

	const letGo = (id: string): void => {
		followed.get(id)?.road.close();
		followed.delete(id);
	};

	/** Whether it is new, or has started again. */
	const follow = (container: Container): boolean => {
		const {id, detail} = container;
		if (!hasProcesses(container) || detail === undefined) {
			letGo(id);
			return false;
		}

		const known = followed.get(id);
		// A restarted container has a new main process and a new cgroup, though its id stays.
		if (known !== undefined && known.pid === detail.pid && known.startedAt === detail.startedAt && !known.road.hasEnded()) {
			// It is told again because something has happened to it: a pause, or new limits.
			known.road.forgetSettings();
			return false;
		}

		letGo(id);
		const {pid, startedAt} = detail;
		followed.set(id, {pid, startedAt, road: openRoad(id, detail)});
		return true;
	};

	const openRoad = (id: string, {pid}: ContainerDetail): Road => {
		const kernel = engine.isLocal && pid !== undefined
			? openKernelRoad(hierarchy, pid, id)
			: blockRoad(engine.isLocal ? 'The engine does not tell its main process.' : 'The engine is not reached by a socket of this machine, so its kernel\'s files are out of reach.');
		if ('read' in kernel) {
			return kernel;
		}

		log('cgroup', `${id}: ${kernel.reason}`);
		return openStatsRoad(engine, id, kernel);
	};

	let latest: {readonly readings: ReadonlyMap<string, Reading>; readonly at: number} | undefined;

	/** Tells what was just read of a container in that directory. */
	const rememberReadings = (): ((directory: string) => Reading | undefined) => {
		const readings = new Map<string, Reading>();
		if (latest !== undefined && readMonotonicMicroseconds() - latest.at < mostMicrosecondsOfSameMoment) {
			for (const [id, reading] of latest.readings) {
				// Another cgroup may be where one that is gone was.
				const directory = reading.source === 'cgroup' && !isOfGone(reading) ? selectDirectory(followed.get(id)?.road.directories ?? new Map()) : undefined;
				if (directory !== undefined) {
					readings.set(directory, reading);
				}
			}
		}

		return directory => readings.get(directory);
	};

	const lookAtProcesses = (containerId: string): ProcessesLook => ({
		containerId,
		takenAtMicroseconds: readMonotonicMicroseconds(),
		readings: readProcesses(procRoot, readMembers(followed.get(containerId)?.road.directories ?? new Map()), followed.get(containerId)?.pid),
	});

	const lookClosely = (target: CloseTarget, by: CloseUp): CloseLook | undefined => {
		const container = target.kind === 'container' ? followed.get(target.id) : undefined;
		const directories = target.kind === 'container' ? container?.road.directories : tree.find(target.path);
		return directories === undefined || directories.size === 0 ? undefined : by.read(target, {directories, pid: container?.pid});
	};

	const lookAtConfinement = (containerId: string): ConfinementLook => {
		const pid = engine.isLocal ? followed.get(containerId)?.pid : undefined;
		return {containerId, confinement: pid === undefined ? undefined : readConfinement(procRoot, pid)};
	};

	let confined: {readonly look: ConfinementLook; readonly pid: number | undefined; readonly at: number} | undefined;

	/** A main process hardly ever changes what holds it in, and to look costs a dozen files. */
	const lookNowAndThen = (containerId: string): ConfinementLook => {
		const [pid, at] = [followed.get(containerId)?.pid, readMonotonicMicroseconds()];
		if (confined?.look.containerId !== containerId || confined.pid !== pid || at - confined.at >= microsecondsBetweenConfinements) {
			confined = {look: lookAtConfinement(containerId), pid, at};
		}

		return confined.look;
	};

	return {
		follow(containers, gone) {
			for (const id of gone) {
				letGo(id);
			}

			return containers.filter(container => follow(container)).map(({id}) => id);
		},
		* read(isWanted = () => true) {
			const round = startRound();
			const readings = new Map<string, Reading>();
			let left = readAtOnce;
			for (const id of followed.keys()) {
				if (left === 0) {
					yield;
					left = readAtOnce;
				}

				// In the meantime it may have ended, or started again.
				const road = isWanted(id) ? followed.get(id)?.road : undefined;
				if (road === undefined) {
					continue;
				}

				left--;
				const reading = road.read(round);
				if (reading !== undefined) {
					readings.set(id, reading);
				}
			}

			latest = {readings, at: readMonotonicMicroseconds()};
			return readings;
		},
		readHost: host.read,
		look({processesOf, confinementOf, hasCgroups, closeUp: target, selected}) {
			followed.get(selected ?? '')?.road.forgetSettings();
			if (!hasCgroups) {
				tree.close();
			}

			if (target === undefined) {
				closeUp.close();
			}

			return {
				processes: processesOf === undefined ? undefined : lookAtProcesses(processesOf),
				confinement: confinementOf === undefined ? undefined : lookNowAndThen(confinementOf),
				cgroups: hasCgroups ? tree.read(rememberReadings()) : undefined,
				closeUp: target && lookClosely(target, closeUp),
			};
		},
		lookInside: id => ({processes: lookAtProcesses(id), confinement: lookAtConfinement(id)}),
		lookAtTexts(id) {
			const look = lookClosely({kind: 'container', id}, closeUpOnce);
			closeUpOnce.close();
			return look && {containerId: id, reading: look.reading, texts: look.texts};
		},
		close() {
			for (const id of followed.keys()) {
				letGo(id);
			}

			tree.close();
			closeUp.close();
			host.close();
		},
	};
}
