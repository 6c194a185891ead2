import {readOnce} from '../kernel-files/kept-file.js';
import {splitLines} from '../kernel-files/number.js';
import type {CgroupLook, CgroupNode} from '../metrics/reading.js';
import type {Folder} from './folder.js';
import type {Hierarchy} from './hierarchy.js';
import {countProcesses} from './members.js';
import {v1Controllers} from './mounts.js';
import {openDirectories, type Cgroup} from './read.js';
import {scanCgroups, type Directories} from './scan.js';
import {startRound} from './sums.js';

/** All cgroups of the machine, their files kept open. */
export type CgroupTree = {
	/** One look at each of them. Which ones there are is looked up every fifth time, and when one is gone. Never throws. */
	readonly read: () => CgroupLook;
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

type Kept = Pick<CgroupNode, 'controllers' | 'processes'> & {
	readonly directories: Directories;
	readonly cgroup: Cgroup;
	readonly isMemoryOfAllBelow: boolean;
};

const roundsBetweenScans = 5;
const mostCgroups = 2000;

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
	let isWhole = true;
	let roundsUntilScan = 0;

	const scan = (): void => {
		const found = scanCgroups(hierarchy.mounts, most);
		const next = new Map<string, Kept>();
		for (const [path, directories] of found.cgroups) {
			const known = kept.get(path);
			const isSame = known !== undefined && areSame(known.directories, directories);
			kept.delete(path);
			if (!isSame) {
				known?.cgroup.close();
			}

			next.set(path, {
				directories,
				cgroup: isSame ? known.cgroup : openDirectories(hierarchy, directories, folder => limit(folder, usageFiles)),
				controllers: readControllers(directories),
				processes: countProcesses(directories),
				isMemoryOfAllBelow: isSame ? known.isMemoryOfAllBelow : countsAllBelow(directories),
			});
		}

		closeAll(kept);
		kept = next;
		isWhole = found.isWhole;
		roundsUntilScan = roundsBetweenScans;
	};

	return {
		read() {
			if (roundsUntilScan === 0) {
				scan();
			}

			roundsUntilScan--;
			const round = startRound();
			const nodes: CgroupNode[] = [];
			for (const [path, {cgroup, controllers, processes, isMemoryOfAllBelow}] of kept) {
				const takenAtMicroseconds = now();
				const sample = cgroup.read(round);
				if (sample.status === 'gone') {
					cgroup.close();
					kept.delete(path);
					// Another may be there under the same name.
					roundsUntilScan = 0;
					continue;
				}

				const {reading, problems} = sample;
				nodes.push({
					path,
					controllers,
					processes,
					reading: {
						...reading,
						memory: isMemoryOfAllBelow ? reading.memory : undefined,
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
			kept = new Map();
			roundsUntilScan = 0;
		},
	};
}

function closeAll(cgroups: ReadonlyMap<string, Kept>): void {
	for (const {cgroup} of cgroups.values()) {
		cgroup.close();
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
