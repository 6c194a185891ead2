import {dirname} from 'node:path';
import {readOnce} from '../kernel-files/kept-file.js';
import {splitLines} from '../kernel-files/number.js';
import {parentOf} from '../metrics/cgroups.js';
import {emptyCgroupReading, type CgroupLook, type CgroupNode, type Reading} from '../metrics/reading.js';
import {openCount} from './count.js';
import type {Folder} from './folder.js';
import type {Hierarchy} from './hierarchy.js';
import {countLinks, isLeaf} from './list-directories.js';
import {countProcesses, selectDirectory} from './members.js';
import {v1Controllers} from './mounts.js';
import {openDirectories, type Cgroup} from './read.js';
import {scanCgroups, type Directories} from './scan.js';
import {startRound} from './sums.js';

/** All cgroups of the machine, their files kept open. */
export type CgroupTree = {
	/** One look at each of them, but for those that somebody else has just read: `known` tells it by directory. Whether there are others is looked up every fifth time. Never throws. */
	readonly read: (known?: (directory: string) => Reading | undefined) => CgroupLook;
	/** Where a cgroup of the last look is; undefined for one that is not there. */
	readonly find: (path: string) => Directories | undefined;
	readonly close: () => void;
};

export type CgroupTreeOptions = {
	readonly hierarchy: Hierarchy;
	/** Monotonic, µs. */
	readonly now: () => number;
	/** The most cgroups that are looked at. */
	readonly most?: number;
};

type Kept = {
	readonly directories: Directories;
	readonly main: string;
	/** Undefined until it has to be read. */
	cgroup: Cgroup | undefined;
	readonly isMemoryOfAllBelow: boolean;
	controllers: readonly string[];
	processes: number | undefined;
	/** How many processes and threads there were when the processes were counted; undefined when they are to be counted. */
	counted: number | 'unknown' | undefined;
};

const looksBetweenScans = 5;
const looksBetweenThoroughLooks = 30;
// As many may have come as have gone.
const looksWithoutDoubt = 120;
const mostCgroups = 2000;

const {pressure} = emptyCgroupReading;

// A row in a list has few numbers: the rest of the files is left alone.
const usageFiles = new Set([
	'cpuacct.usage', 'cpu.stat',
	'memory.current', 'memory.usage_in_bytes', 'memory.stat', 'memory.max', 'memory.limit_in_bytes',
	'io.stat', 'blkio.throttle.io_service_bytes_recursive', 'blkio.throttle.io_serviced_recursive',
	'pids.current',
]);

/** Opens nothing yet: the first read does. */
export function openCgroupTree({hierarchy, now, most = mostCgroups}: CgroupTreeOptions): CgroupTree {
	let kept = new Map<string, Kept>();
	let branches = new Map<string, number>();
	let isWhole = true;
	let looks = 0;
	// Another cgroup may be under the name of one that is gone.
	let mayBeReplaced = false;
	const count = openCount(hierarchy);
	let isCountNew = false;

	/** `hasGrown`: what had none below it may have some now. */
	const scan = (hasGrown: boolean): void => {
		const found = scanCgroups(hierarchy.mounts, most, hasGrown ? undefined : listLeaves(kept, branches));
		const next = new Map<string, Kept>();
		for (const [path, directories] of found.cgroups) {
			const known = kept.get(path);
			const isSame = known !== undefined && areSame(known.directories, directories);
			kept.delete(path);
			if (!isSame) {
				known?.cgroup?.close();
			}

			next.set(path, isSame ? known : open(directories));
		}

		closeAll(kept);
		kept = next;
		branches = countBranches(kept);
		isWhole = found.isWhole;
		mayBeReplaced = false;
	};

	const open = (directories: Directories): Kept => ({
		directories,
		main: selectDirectory(directories) ?? '',
		cgroup: undefined,
		isMemoryOfAllBelow: countsAllBelow(directories),
		controllers: readControllers(directories),
		processes: undefined,
		counted: undefined,
	});

	/** Undefined when it is gone. */
	const readUsage = (one: Kept, round: number): Omit<Reading, 'source' | 'network' | 'namespaces'> | undefined => {
		const takenAtMicroseconds = now();
		one.cgroup ??= openDirectories(hierarchy, one.directories, folder => limit(folder, usageFiles));
		const sample = one.cgroup.read(round);
		return sample.status === 'gone' ? undefined : {...sample.reading, takenAtMicroseconds, problems: sample.problems};
	};

	const hasNewLinks = (): boolean => branches.entries().some(([directory, links]) => links === 1 || countLinks(directory) !== links);

	/** Whether one that had none below it has some now, or cannot tell. */
	const hasGrownLeaf = (): boolean => kept.values().some(({directories}) => directories.values().some(directory => !branches.has(directory) && !isLeaf(directory)));

	/**
	 * Whether it is time to ask each leaf of the tree for its first branch, for there is no other sign of that. It is when the kernel counts more
	 * cgroups: at once where no branch explains that, and else, as containers come and go, not so often. Some may have come where more have gone.
	 */
	const takeTimeForLeaves = (hasLinks: boolean): boolean => {
		const growth = looks % looksBetweenScans === 0 ? count.takeGrowth() : 0;
		isCountNew ||= growth !== 0;
		const isDue = (growth > 0 && !hasLinks) || (isCountNew && looks % looksBetweenThoroughLooks === 0) || looks % looksWithoutDoubt === 0;
		isCountNew &&= !isDue;
		return isDue;
	};

	/** These change without a sign. */
	const forgetDetails = (): void => {
		for (const one of kept.values()) {
			one.controllers = readControllers(one.directories);
			one.counted = undefined;
		}
	};

	return {
		read(known) {
			if (looks % looksBetweenThoroughLooks === 0) {
				forgetDetails();
			}

			const hasLinks = looks % looksBetweenScans === 0 && hasNewLinks();
			const hasGrown = takeTimeForLeaves(hasLinks) && (looks === 0 || hasGrownLeaf());
			if (hasGrown || mayBeReplaced || hasLinks) {
				scan(hasGrown);
			}

			looks++;
			const round = startRound();
			const nodes: CgroupNode[] = [];
			for (const [path, one] of kept) {
				const usage = known?.(one.main) ?? readUsage(one, round);
				if (usage === undefined) {
					one.cgroup?.close();
					kept.delete(path);
					mayBeReplaced ||= one.directories.values().some(directory => countLinks(directory) !== undefined);
					forgetLinks(branches, one.directories);
					continue;
				}

				const {
					cpu, memory, io, pids, problems, takenAtMicroseconds,
				} = usage;
				const tasks = pids?.current ?? 'unknown';
				if (one.counted !== tasks) {
					one.processes = countProcesses(one.directories);
					one.counted = tasks;
				}

				nodes.push({
					path,
					controllers: one.controllers,
					processes: one.processes,
					reading: {
						cpu,
						memory: one.isMemoryOfAllBelow ? memory : undefined,
						io,
						pids,
						pressure,
						isFrozen: undefined,
						hugePages: undefined,
						takenAtMicroseconds,
						source: 'cgroup',
						network: undefined,
						namespaces: undefined,
						problems,
					},
				});
			}

			return {nodes, isWhole};
		},
		find: path => kept.get(path)?.directories,
		close() {
			closeAll(kept);
			count.close();
			kept = new Map();
			looks = 0;
		},
	};
}

/** The directories that have others below them, and how many links that gives them. */
function countBranches(kept: ReadonlyMap<string, Kept>): Map<string, number> {
	const parents = new Set(kept.keys().map(path => parentOf(path)));
	const directories = new Set(parents.values().flatMap(path => kept.get(path)?.directories.values() ?? []));
	return new Map(directories.values().map(directory => [directory, countLinks(directory) ?? 0]));
}

/** One that is gone no longer counts above it: where there are as many as before, another has come. */
function forgetLinks(branches: Map<string, number>, gone: Directories): void {
	for (const parent of new Set(gone.values().map(directory => dirname(directory)))) {
		const links = branches.get(parent);
		if (links !== undefined && links > 1) {
			branches.set(parent, links - 1);
		}
	}
}

function listLeaves(kept: ReadonlyMap<string, Kept>, branches: ReadonlyMap<string, number>): ReadonlySet<string> {
	return new Set(kept.values().flatMap(({directories}) => directories.values()).filter(directory => !branches.has(directory)));
}

function closeAll(cgroups: ReadonlyMap<string, Kept>): void {
	for (const {cgroup} of cgroups.values()) {
		cgroup?.close();
	}
}

function areSame(one: Directories, other: Directories): boolean {
	return one.size === other.size && one.entries().every(([tree, directory]) => other.get(tree) === directory);
}

/** The folder, with only these files in it. */
function limit(folder: Folder, names: ReadonlySet<string>): Folder {
	return {
		read: name => names.has(name) ? folder.read(name) : undefined,
		readSetting: name => names.has(name) ? folder.readSetting(name) : undefined,
		parse: (name, parse) => names.has(name) ? folder.parse(name, parse) : parse(undefined),
	};
}

/** v1: those whose tree has this cgroup. v2: those that its parent hands on. */
function readControllers(directories: Directories): readonly string[] {
	const unified = directories.get('unified');
	const handedOn = unified === undefined ? '' : (readOnce(`${unified}/cgroup.controllers`) ?? '');
	return [
		...v1Controllers.filter(controller => directories.has(controller)),
		...splitLines(handedOn).flatMap(line => line.split(' ')).filter(name => name !== ''),
	];
}

/** Before kernel 5.11 memory on v1 could be set to count one cgroup alone, and not those below it. */
function countsAllBelow(directories: Directories): boolean {
	const memory = directories.get('memory');
	return memory === undefined || readOnce(`${memory}/memory.use_hierarchy`) !== '0\n';
}
