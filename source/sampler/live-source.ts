import {readHierarchy} from '../cgroup/hierarchy.js';
import {selectDirectory} from '../cgroup/members.js';
import {hasProcesses, type Container, type ContainerDetail} from '../container.js';
import {startRound} from '../cgroup/sums.js';
import type {Engine} from '../engine/engine.js';
import type {Host} from '../host/host.js';
import {log} from '../log.js';
import {isOfGone, type Reading} from '../metrics/reading.js';
import {readMonotonicMicroseconds} from './clock.js';
import {createCloserLooks, type CloserLooks} from './closer-looks.js';
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
export type LiveSource = Source & Pick<CloserLooks, 'lookInside' | 'lookAtTexts'>;

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

/** Reads the kernel's files of each running container, and asks the engine's stats API where they cannot be read. */
export function createLiveSource({engine, host, procRoot, cgroupRoot}: LiveSourceOptions): LiveSource {
	const hierarchy = readHierarchy({procRoot, ...(cgroupRoot !== undefined && {cgroupRoot})});
	const followed = new Map<string, Followed>();
	// The tree of cgroups finds containers by where they are.
	const idsByDirectory = new Map<string, string>();

	const letGo = (id: string): void => {
		const road = followed.get(id)?.road;
		if (road === undefined) {
			return;
		}

		idsByDirectory.delete(selectDirectory(road.directories) ?? '');
		road.close();
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
		const road = openRoad(id, detail);
		followed.set(id, {pid, startedAt, road});
		const directory = selectDirectory(road.directories);
		if (directory !== undefined) {
			idsByDirectory.set(directory, id);
		}

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

	const looks = createCloserLooks({
		hierarchy,
		procRoot,
		find(id) {
			const found = followed.get(id);
			return found && {directories: found.road.directories, pid: engine.isLocal ? found.pid : undefined};
		},
	});
	let latest: {readonly readings: ReadonlyMap<string, Reading>; readonly at: number} = {readings: new Map(), at: -Infinity};

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
		look(wanted) {
			followed.get(wanted.selected ?? '')?.road.wantSettings();
			const {readings, at} = latest;
			const isSameMoment = readMonotonicMicroseconds() - at < mostMicrosecondsOfSameMoment;
			return looks.look(wanted, directory => {
				const reading = isSameMoment ? readings.get(idsByDirectory.get(directory) ?? '') : undefined;
				// Another cgroup may be where one that is gone was.
				return reading === undefined || isOfGone(reading) ? undefined : reading;
			});
		},
		lookInside: looks.lookInside,
		lookAtTexts: looks.lookAtTexts,
		close() {
			for (const id of followed.keys()) {
				letGo(id);
			}

			looks.close();
			host.close();
		},
	};
}
