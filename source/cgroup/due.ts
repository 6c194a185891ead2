import type {KeptFile} from '../kernel-files/kept-file.js';
import type {Sum, Sums} from './sums.js';

/** How a file comes to say something else: `alone`, when a process has `run`, or when somebody has `set` it (or slowly). */
export type Change = 'alone' | 'run' | 'set';

/** A file that stays open. */
export type Entry = {
	readonly file: KeptFile;
	/** Reads it; whether it says something else than before. */
	readonly readAgain: (file: KeptFile) => boolean;
	/** The round in which it was last read. */
	round: number;
};

type AddedUp = {
	readonly sums: Sums;
	/** Of all sums there, when it was last looked at. */
	version: number;
	readonly entries: Array<{readonly entry: Entry; readonly sum: Sum; version: number}>;
};

/**
 * The open files of one cgroup, in all of its directories, and which of them are due in a round, which is one look at many cgroups. At rest
 * a cgroup costs only what is done here, so it is done with few objects.
 */
export class Due {
	readonly #entries: Readonly<Record<Change, Entry[]>> = {alone: [], run: [], set: []};
	readonly #addedUp: AddedUp[] = [];
	#first: Entry | undefined;
	/** Pressure of the CPU, as long as each look finds that it has grown: without a CPU it grows, though nothing runs. */
	#waiting: Entry | undefined;
	#cpuPressure: Entry | undefined;

	/** The first one that is added has the pulse: see {@link takePulse}. */
	add(entry: Entry, change: Change): void {
		this.#entries[change].push(entry);
		this.#first ??= entry;
	}

	/** Pressure of the CPU: who waits for one has run before, and may wait on from look to look. */
	addCpuPressure(entry: Entry): void {
		this.add(entry, 'run');
		this.#cpuPressure = entry;
		this.#waiting = entry;
	}

	/** A file that changes alone, and that is added up in the directory above. */
	addAddedUp(entry: Entry, name: string, sums: Sums): void {
		let group = this.#addedUp.find(one => one.sums === sums);
		if (group === undefined) {
			group = {sums, version: NaN, entries: []};
			this.#addedUp.push(group);
		}

		group.entries.push({entry, sum: sums.open(name), version: NaN});
		group.version = NaN;
	}

	/** Looks at the file that was added before all others; whether it says something else. Where there is none yet, anything may have changed. */
	takePulse(round: number): boolean {
		const first = this.#first;
		if (first === undefined) {
			return true;
		}

		first.round = round;
		return first.readAgain(first.file);
	}

	/** Looks at the files that change so, each once a round; whether one of them says something else. Where the sum above is what it was, so is the file, unless `isThorough`. */
	look(change: Change, round: number, isThorough: boolean): boolean {
		let hasChanged = change === 'alone' && this.#lookAtRest(round, isThorough);
		const entries = this.#entries[change];
		// eslint-disable-next-line unicorn/no-for-loop -- Hundreds of times a second: an iterator would make an object for each.
		for (let index = 0; index < entries.length; index++) {
			hasChanged = this.#lookAt(entries[index]!, round) || hasChanged;
		}

		return hasChanged;
	}

	#lookAtRest(round: number, isThorough: boolean): boolean {
		let hasChanged = this.#waiting !== undefined && this.#lookAt(this.#waiting, round);
		const groups = this.#addedUp;
		// eslint-disable-next-line unicorn/no-for-loop -- The same.
		for (let index = 0; index < groups.length; index++) {
			const group = groups[index]!;
			const version = group.sums.versionOf(round);
			if (isThorough || version !== group.version) {
				group.version = version;
				hasChanged = this.#lookAtGroup(group, round, isThorough) || hasChanged;
			}
		}

		return hasChanged;
	}

	#lookAtGroup({entries}: AddedUp, round: number, isThorough: boolean): boolean {
		let hasChanged = false;
		for (const one of entries) {
			const version = one.sum.versionOf(round);
			if (isThorough || version !== one.version) {
				one.version = version;
				hasChanged = this.#lookAt(one.entry, round) || hasChanged;
			}
		}

		return hasChanged;
	}

	#lookAt(entry: Entry, round: number): boolean {
		if (entry.round === round) {
			return false;
		}

		entry.round = round;
		const hasChanged = entry.readAgain(entry.file);
		if (entry === this.#cpuPressure) {
			this.#waiting = hasChanged ? entry : undefined;
		}

		return hasChanged;
	}
}
