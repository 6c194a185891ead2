import {statSync} from 'node:fs';
import {dirname} from 'node:path';
import {KeptFile, type Parse} from '../kernel-files/kept-file.js';
import type {ReadingProblem} from '../metrics/reading.js';
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

// These change by what the processes do, and what processes do takes CPU time: as long as they have had none, there is hardly
// anything to read. Not quite nothing, so they are read with the settings: a process that has ended counts until its parent, which
// may be in another cgroup, takes note, and the kernel moves pages from active to inactive. (memory.stat is the costliest file of all.)
// Who waits for a CPU has run before, and may wait on from look to look: see `#waiting`. Other pressure is not one of them, for waiting
// takes no CPU time, and neither is traffic, which comes from outside.
const changeByRunning = new Set([
	'cpuacct.stat', 'cpu.stat', cpuPressure, 'pids.current', 'pids.events', 'memory.failcnt', 'memory.oom_control', 'memory.events', 'memory.stat', 'memory.swap.current',
	'memory.kmem.usage_in_bytes', 'memory.kmem.tcp.usage_in_bytes',
]);

/** Of a file that nobody sets. */
function changeOf(name: string): Change {
	return changeByRunning.has(name) || name.startsWith('hugetlb.') ? 'run' : 'alone';
}

/** How a file comes to say something else: `alone`, when a process has `run`, or when somebody has `set` it (or slowly). */
export type Change = 'alone' | 'run' | 'set';

type Entry = {
	readonly name: string;
	readonly file: KeptFile;
	/** Of the sum above, when it was last read. */
	version: number;
	/** The round in which it was last read. */
	round: number;
};

/** A cgroup directory whose files stay open between rounds; a round is one look at those of them that are due. */
export class KeptFolder implements Folder {
	readonly #files = new Map<string, KeptFile>();
	readonly #entries: Readonly<Record<Change, Entry[]>> = {alone: [], run: [], set: []};
	readonly #inode: number | undefined;
	readonly #sums: Sums;
	/** Monotonic, ms. */
	readonly #now: (() => number) | undefined;
	#first: Entry | undefined;
	/** Pressure of the CPU, as long as each look finds that it has grown: without a CPU it grows, though nothing runs. */
	#waiting: Entry | undefined;
	#hasLostFile = false;
	#hasProblem = false;

	readonly read = (name: string): string | undefined => this.#fileOf(name, changeOf(name)).lastText;

	readonly readSetting = (name: string): string | undefined => this.#fileOf(name, 'set').lastText;

	readonly parse = <Value>(name: string, parse: Parse<Value>): Value => this.#fileOf(name, changeOf(name)).parseLast(parse);

	constructor(readonly path: string, openSums: OpenSums, now?: () => number) {
		this.#now = now;
		this.#inode = readInode(path);
		this.#sums = openSums(dirname(path));
	}

	/** A file that is asked for the first time is read at once, and from then on in each round in which it is due. */
	#fileOf(name: string, change: Change): KeptFile {
		let file = this.#files.get(name);
		if (file === undefined) {
			file = new KeptFile(`${this.path}/${name}`, this.#now);
			this.#files.set(name, file);
			this.#readAgain(file);
			const entry: Entry = {
				name, file, version: NaN, round: NaN,
			};
			this.#entries[change].push(entry);
			this.#first ??= entry;
			this.#waiting ??= name === cpuPressure ? entry : undefined;
		}

		return file;
	}

	/** Whether it says something else than before. */
	#readAgain(file: KeptFile): boolean {
		const {lastText, status} = file;
		const isSame = file.read() === lastText && file.status === status;
		this.#hasLostFile ||= file.status === 'gone';
		this.#hasProblem ||= isProblem(file);
		return !isSame;
	}

	#hasNewSum(entry: Entry, round: number): boolean {
		const {version} = entry;
		entry.version = this.#sums.versionOf(entry.name, round);
		return entry.version !== version;
	}

	#lookAt(entry: Entry, round: number, isThorough: boolean): boolean {
		if (entry.round === round) {
			return false;
		}

		let hasChanged = false;
		if (!isAddedUp(entry.name) || this.#hasNewSum(entry, round) || isThorough) {
			entry.round = round;
			hasChanged = this.#readAgain(entry.file);
		}

		if (entry.name === cpuPressure) {
			this.#waiting = hasChanged ? entry : undefined;
		}

		return hasChanged;
	}

	/** Looks at the file that was asked for before all others; whether it says something else. Where nothing has been asked for yet, anything may have changed. */
	takePulse(round: number): boolean {
		if (this.#first === undefined) {
			return true;
		}

		this.#first.round = round;
		return this.#readAgain(this.#first.file);
	}

	/** Looks at the files that change so, each once a round; whether one of them says something else. Where the sum above is what it was, so is the file, unless `isThorough`. */
	look(change: Change, round: number, isThorough: boolean): boolean {
		let hasChanged = change === 'alone' && this.#waiting !== undefined && this.#lookAt(this.#waiting, round, isThorough);
		for (const entry of this.#entries[change]) {
			hasChanged = this.#lookAt(entry, round, isThorough) || hasChanged;
		}

		return hasChanged;
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
