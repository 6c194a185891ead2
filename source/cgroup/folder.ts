import {statSync} from 'node:fs';
import {dirname} from 'node:path';
import {KeptFile, type Parse} from '../kernel-files/kept-file.js';
import type {ReadingProblem} from '../metrics/reading.js';
import {slackMilliseconds, type Change, type Due, type Entry} from './due.js';
import {isAddedUp, type OpenSums, type Sums} from './sums.js';

/** The files of one cgroup directory, for those that make numbers of them. */
export type Folder = {
	/** The text of a file that changes by itself: a counter, a gauge. */
	readonly read: (name: string) => string | undefined;
	/** The text of a file that changes when somebody sets it (a limit, a weight), or slowly. */
	readonly readSetting: (name: string) => string | undefined;
	/** What a function makes of a file that changes by itself; where the text is the same as at the last look, what it made then. */
	readonly parse: <Value>(name: string, parse: Parse<Value>) => Value;
};

/** A folder that knows its texts by two functions. */
export function createFolder(read: Folder['read'], readSetting: Folder['readSetting'] = read): Folder {
	return {read, readSetting, parse: (name, parse) => parse(read(name))};
}

/** A folder that has no files. */
export const emptyFolder = createFolder(() => undefined);

const cpuPressure = 'cpu.pressure';

// What a cgroup at rest holds gets less when the kernel takes memory back, for which the machine waits: `/proc/pressure/memory` tells (mm/vmscan.c,
// `psi_memstall_enter`). It does not tell of what a new limit takes back, of cache that goes with a file that somebody else removes, and
// of waits so short that they are lost (see sums.ts), so it is looked at now and then too.
const reclaimable = new Set(['memory.current', 'memory.usage_in_bytes']);
const mostMillisecondsWithoutReclaim = 4000 - slackMilliseconds;

// These change by what the processes do, and what processes do takes CPU time: as long as they have had none, there is hardly
// anything to read. Not quite nothing, so they are read with the settings: a process that has ended counts until its parent, which
// may be in another cgroup, takes note, and the kernel moves pages from active to inactive. (memory.stat is the costliest file of all.)
// Other pressure than the CPU's is not one of them, for waiting takes no CPU time, and neither is traffic, which comes from outside.
const changeByRunning = new Set([
	'cpuacct.stat', 'cpu.stat', cpuPressure, 'pids.current', 'pids.events', 'memory.failcnt', 'memory.oom_control', 'memory.events', 'memory.stat', 'memory.swap.current',
	'memory.kmem.usage_in_bytes', 'memory.kmem.tcp.usage_in_bytes', ...reclaimable,
]);

/** Of a file that nobody sets. */
function changeOf(name: string): Change {
	return changeByRunning.has(name) || name.startsWith('hugetlb.') ? 'run' : 'alone';
}

/** What a directory has in common with others of the machine. */
export type Surroundings = {
	readonly procRoot: string;
	readonly openSums: OpenSums;
	/** Monotonic, ms. */
	readonly now: () => number;
};

/** A cgroup directory whose files stay open between rounds; `due` tells which of them are read in one. */
export class KeptFolder implements Folder {
	readonly #files = new Map<string, KeptFile>();
	readonly #inode: number | undefined;
	readonly #due: Due;
	readonly #sums: Sums;
	readonly #surroundings: Surroundings;
	/** Of the machine; undefined while it is not of interest. */
	#pressure: Sums | undefined;
	#hasLostFile = false;
	#hasProblem = false;

	readonly #readAgain = (file: KeptFile): boolean => {
		const {lastText, status} = file;
		const isSame = file.read() === lastText && file.status === status;
		this.#hasLostFile ||= file.status === 'gone';
		this.#hasProblem ||= isProblem(file);
		return !isSame;
	};

	readonly read = (name: string): string | undefined => this.#fileOf(name, changeOf(name)).lastText;

	readonly readSetting = (name: string): string | undefined => this.#fileOf(name, 'set').lastText;

	readonly parse = <Value>(name: string, parse: Parse<Value>): Value => this.#fileOf(name, changeOf(name)).parseLast(parse);

	constructor(readonly path: string, due: Due, surroundings: Surroundings) {
		this.#due = due;
		this.#surroundings = surroundings;
		this.#inode = readInode(path);
		this.#sums = surroundings.openSums(dirname(path));
	}

	/** A file that is asked for the first time is read at once, and from then on in each round in which it is due. */
	#fileOf(name: string, change: Change): KeptFile {
		let file = this.#files.get(name);
		if (file === undefined) {
			file = new KeptFile(`${this.path}/${name}`, this.#surroundings.now);
			this.#files.set(name, file);
			this.#readAgain(file);
			this.#add(name, {file, readAgain: this.#readAgain, round: NaN}, change);
		}

		return file;
	}

	#add(name: string, entry: Entry, change: Change): void {
		if (name === cpuPressure) {
			this.#due.addCpuPressure(entry);
		} else if (isAddedUp(name)) {
			this.#due.addSummed(entry, name, this.#sums);
		} else {
			this.#due.add(entry, change);
		}

		if (reclaimable.has(name)) {
			const {openSums, procRoot} = this.#surroundings;
			this.#pressure ??= openSums(`${procRoot}/pressure`);
			this.#due.addSummed(entry, 'memory', this.#pressure, mostMillisecondsWithoutReclaim);
		}
	}

	/**
	 * Whether the cgroup has been removed, to be asked after a round. A controller that is switched off takes its files
	 * away and leaves the directory; a container that starts again has a new directory of the same name.
	 */
	isGone(): boolean {
		return this.#inode === undefined || (this.#hasLostFile && readInode(this.path) !== this.#inode);
	}

	/** What may not or cannot be read, one for each group of numbers. */
	listProblems(): ReadingProblem[] {
		const problems: ReadingProblem[] = [];
		if (!this.#hasProblem) {
			return problems;
		}

		for (const [name, file] of this.#files) {
			const group = groupOf(name);
			if (isProblem(file) && problems.every(problem => problem.group !== group)) {
				problems.push({group, status: file.status, reason: formatProblem(file)});
			}
		}

		return problems;
	}

	/** The next look tries what was missing. */
	tryAgain(): void {
		for (const file of this.#files.values()) {
			file.tryAgain();
		}
	}

	close(): void {
		this.#sums.close();
		this.#pressure?.close();
		for (const file of this.#files.values()) {
			file.close();
		}
	}
}

function isProblem(file: KeptFile): file is KeptFile & {readonly status: ReadingProblem['status']} {
	return file.status === 'denied' || file.status === 'failed';
}

function readInode(path: string): number | undefined {
	return statSync(path, {throwIfNoEntry: false})?.ino;
}

/** The kernel names each file after its controller. */
function groupOf(name: string): ReadingProblem['group'] {
	switch (name.slice(0, name.indexOf('.'))) {
		case 'cpu':
		case 'cpuacct':
		case 'cpuset': {
			return 'cpu';
		}

		case 'memory': {
			return 'memory';
		}

		case 'io':
		case 'blkio': {
			return 'io';
		}

		case 'pids': {
			return 'pids';
		}

		default: {
			return 'cgroup';
		}
	}
}

/** Why a file is not read, in words for the user. */
export function formatProblem({path, status, reason}: KeptFile): string {
	return status === 'denied'
		? `${path} may not be read (${reason}): run dockdash as root or as the user of the engine.`
		: `${path} cannot be read (${reason}).`;
}
