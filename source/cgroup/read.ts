import {KeptFile} from '../kernel-files/kept-file.js';
import {emptyCgroupReading, type CgroupReading, type ReadingProblem} from '../metrics/reading.js';
import {Due, slackMilliseconds} from './due.js';
import {
	emptyFolder, formatProblem, KeptFolder, type Folder,
} from './folder.js';
import {readFreezerState, readFrozenEvent} from './freezer.js';
import type {Hierarchy} from './hierarchy.js';
import {readHugePages, readV1HugePages} from './huge-pages.js';
import {locateCgroup, type Location} from './locate.js';
import type {Tree} from './mounts.js';
import {readPids} from './pids.js';
import {startRound} from './sums.js';
import {readIo as readV1Io} from './v1/blkio.js';
import {readCpu as readV1Cpu} from './v1/cpu.js';
import {readMemory as readV1Memory} from './v1/memory.js';
import {readCpu} from './v2/cpu.js';
import {readIo} from './v2/io.js';
import {readMemory} from './v2/memory.js';
import {readPressure} from './v2/pressure.js';

/** One look at a cgroup; `gone` once it has been removed, or its main process was not there to begin with. */
export type CgroupSample =
	| {readonly status: 'read'; readonly reading: CgroupReading; readonly problems: readonly ReadingProblem[]}
	| {readonly status: 'gone'};

/** A container's cgroup, its files kept open. */
export type Cgroup = {
	/** Its directories, by tree. */
	readonly directories: ReadonlyMap<Tree, string>;
	/**
	 * Reads the CPU counters first. Limits and other settings may be eight seconds old, and of a cgroup at rest, which is one that
	 * has used no CPU since the last look, they and some counters thirty, and memory four where the kernel took none back. Cgroups that are read in one round share what they
	 * have in common. As long as nothing has changed it is the same sample again. Never throws.
	 */
	readonly read: (round?: number) => CgroupSample;
	/** The next read has limits and other settings as they are, in a new sample. */
	readonly wantSettings: () => void;
	/** The next read looks for files that were missing too: for after a change of limits, or a pause. */
	readonly forgetSettings: () => void;
	readonly close: () => void;
};

/** Stands between a cgroup's files and those that make numbers of them: to look at fewer, or to note what they see. */
export type Lens = (folder: Folder, path: string) => Folder;

/** Opens the cgroup of the container `id`, whose main process is `pid`. Never throws: what stands in the way is told by `read`. */
export function openCgroup(hierarchy: Hierarchy, pid: number, id: string): Cgroup {
	const file = new KeptFile(`${hierarchy.procRoot}/${pid}/cgroup`);
	const text = file.read();
	file.close();
	if (file.status === 'denied' || file.status === 'failed') {
		return createUnreadable(file.status, formatProblem(file));
	}

	if (text === undefined) {
		return createConstant({status: 'gone'});
	}

	const location = locateCgroup(text, hierarchy.mounts, id);
	return location.problem === undefined
		? openDirectories(hierarchy, location.directories)
		: createUnreadable('failed', location.problem);
}

function createUnreadable(status: ReadingProblem['status'], reason: string): Cgroup {
	return createConstant({status: 'read', reading: emptyCgroupReading, problems: [{group: 'cgroup', status, reason}]});
}

function createConstant(sample: CgroupSample): Cgroup {
	return {
		directories: new Map(),
		read: () => sample,
		wantSettings: doNothing,
		forgetSettings: doNothing,
		close: doNothing,
	};
}

function doNothing(): void {
	// There are no files.

}

// Limits and other settings are read again when they are so old, as is what a cgroup at rest is not likely to have changed. A round
// may be a tenth of a second or, for who asks seldom, minutes.
const mostMilliseconds = 8000 - slackMilliseconds;
const mostMillisecondsAtRest = 30_000 - slackMilliseconds;
// Who looks so seldom gets everything as it is.
const seldomMilliseconds = 5000 - slackMilliseconds;

/** Opens a cgroup by its directories. */
export function openDirectories(hierarchy: Hierarchy, directories: Location['directories'], lens: Lens = folder => folder): Cgroup {
	// Controllers mounted together share a directory, and so its files.
	const {nameOf, isIoCounted, hugePageSizes, now} = hierarchy;
	const due = new Due();
	const folders = Array.from(new Set(directories.values()), path => new KeptFolder(path, due, hierarchy));
	const seen = new Map<string, Folder>(folders.map(folder => [folder.path, lens(folder, folder.path)]));
	const folderOf = (tree: Tree): Folder | undefined => seen.get(directories.get(tree) ?? '');
	const [cpuacct, memory, blkio, pids, freezer, hugetlb] = (['cpuacct', 'memory', 'blkio', 'pids', 'freezer', 'hugetlb'] as const).map(tree => folderOf(tree));
	const unified = folderOf('unified') ?? emptyFolder;
	const cpuFolders = {cpu: folderOf('cpu') ?? emptyFolder, cpuacct: cpuacct ?? emptyFolder, cpuset: folderOf('cpuset') ?? emptyFolder};

	const make = (): CgroupSample => {
		// A controller belongs to one version at a time: what v1 has not, v2 may have.
		const reading: CgroupReading = {
			cpu: cpuacct ? readV1Cpu(cpuFolders) : readCpu(unified),
			memory: memory ? readV1Memory(memory) : readMemory(unified),
			io: blkio ? readV1Io(blkio, nameOf, isIoCounted) : readIo(unified, nameOf),
			pids: readPids(pids ?? unified),
			pressure: readPressure(unified),
			isFrozen: freezer ? readFreezerState(freezer) : readFrozenEvent(unified),
			hugePages: hugetlb ? readV1HugePages(hugetlb, hugePageSizes) : readHugePages(unified, hugePageSizes),
		};
		return folders.some(folder => folder.isGone())
			? {status: 'gone'}
			: {status: 'read', reading, problems: folders.flatMap(folder => folder.listProblems())};
	};

	/** An empty file says nothing, or that there was no I/O: another cgroup may have made clear which. */
	const mayCountIoNow = (sample: CgroupSample | undefined): boolean => blkio !== undefined && sample?.status === 'read' && sample.reading.io === undefined && isIoCounted();

	// What is read of the CPU is the first that `make` asks for.
	const hasPulse = cpuacct !== undefined || unified !== emptyFolder;
	let last: CgroupSample | undefined;
	let lookedAt = -Infinity;
	let lookedAtAll = -Infinity;
	let areSettingsWanted = false;

	return {
		directories,
		read(round = startRound()) {
			const at = now();
			due.begin(round, at);
			const hasRun = !hasPulse || due.takePulse();
			const isSeldom = at - lookedAt >= seldomMilliseconds;
			const isWanted = areSettingsWanted;
			const isThorough = last === undefined || isWanted || isSeldom || at - lookedAtAll >= (hasRun ? mostMilliseconds : mostMillisecondsAtRest);
			lookedAt = at;
			areSettingsWanted = false;
			let hasChanged = due.lookAtRest(isThorough) || hasRun;
			// What shows a change is not at rest any more: all numbers of one moment.
			if (hasChanged || isThorough) {
				hasChanged = due.look('run') || hasChanged;
			}

			if (isThorough) {
				hasChanged = due.look('set') || hasChanged || mayCountIoNow(last);
				lookedAtAll = at;
			}

			// Who wants all of it is told by a new sample that all of it is of now.
			if (last === undefined || hasChanged || isWanted) {
				last = make();
			}

			return last;
		},
		wantSettings() {
			areSettingsWanted = true;
		},
		forgetSettings() {
			last = undefined;
			for (const folder of folders) {
				folder.tryAgain();
			}
		},
		close() {
			for (const folder of folders) {
				folder.close();
			}
		},
	};
}
