import {statSync} from 'node:fs';
import {KeptFile, type Parse} from '../kernel-files/kept-file.js';
import type {ReadingProblem} from '../metrics/reading.js';

/** The files of one cgroup directory, for those that make numbers of them. */
export type Folder = {
	/** The text of a file that changes by itself: a counter, a gauge. Of a cgroup at rest some are up to four rounds old. */
	readonly read: (name: string) => string | undefined;
	/** The text of a file that changes when somebody sets it (a limit, a weight), or slowly: not older than four rounds. */
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

const roundsBetweenSettings = 4;

// These change by what the processes do, and what processes do takes CPU time: as long as they have had none, there is hardly
// anything to read. Not quite nothing, so they are read with the settings: a process that has ended counts until its parent, which
// may be in another cgroup, takes note, and the kernel moves pages from active to inactive. (memory.stat is the costliest file of all.)
// Pressure is not one of them, for waiting takes no CPU time, and neither is traffic, which comes from outside.
const changeByRunning = new Set(['pids.current', 'pids.events', 'memory.failcnt', 'memory.oom_control', 'memory.events', 'memory.stat']);

/** A cgroup directory whose files stay open between rounds; a round is one look at all of them. */
export class KeptFolder implements Folder {
	readonly #files = new Map<string, KeptFile>();
	readonly #settings = new Map<string, string | undefined>();
	readonly #inode: number | undefined;
	#roundsUntilSettings = 0;
	#isSettingsRound = true;
	#isAtRest = false;
	#hasLostFile = false;

	readonly read = (name: string): string | undefined => {
		const file = this.#fileOf(name);
		const last = file.lastText;
		if (this.#isAtRest && last !== undefined && changeByRunning.has(name) && !this.#isSettingsRound) {
			return last;
		}

		const text = file.read();
		this.#isAtRest &&= text === last;
		this.#hasLostFile ||= file.status === 'gone';
		return text;
	};

	readonly readSetting = (name: string): string | undefined => {
		if (!this.#settings.has(name)) {
			this.#settings.set(name, this.read(name));
		}

		return this.#settings.get(name);
	};

	readonly parse = <Value>(name: string, parse: Parse<Value>): Value => {
		this.read(name);
		return this.#fileOf(name).parseLast(parse);
	};

	constructor(readonly path: string) {
		this.#inode = readInode(path);
	}

	#fileOf(name: string): KeptFile {
		let file = this.#files.get(name);
		if (file === undefined) {
			file = new KeptFile(`${this.path}/${name}`);
			this.#files.set(name, file);
		}

		return file;
	}

	startRound(): void {
		this.#hasLostFile = false;
		this.#isAtRest = false;
		this.#isSettingsRound = this.#roundsUntilSettings === 0;
		if (this.#isSettingsRound) {
			this.#settings.clear();
			this.#roundsUntilSettings = roundsBetweenSettings;
		}

		this.#roundsUntilSettings--;
	}

	/** For the rest of this round: no process in the cgroup has run since the round before. Until a file shows a change, some are read again only with the settings. */
	rest(): void {
		this.#isAtRest = true;
	}

	/** The next round reads the settings too. */
	forgetSettings(): void {
		this.#roundsUntilSettings = 0;
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
		for (const [name, file] of this.#files) {
			if (file.status === 'denied' || file.status === 'failed') {
				const group = groupOf(name);
				if (problems.every(problem => problem.group !== group)) {
					problems.push({group, status: file.status, reason: formatProblem(file)});
				}
			}
		}

		return problems;
	}

	close(): void {
		for (const file of this.#files.values()) {
			file.close();
		}
	}
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
