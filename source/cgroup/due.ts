import type {KeptFile} from '../kernel-files/kept-file.js';
import type {Sum, Sums} from './sums.js';

/** What is to be looked at each so many seconds is so at a look that comes a little early: looks are not on time to the millisecond. */
export const slackMilliseconds = 100;

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

/** Files that are looked at only when a sum says something else, or after some time. */
type Group = {
	readonly sums: Sums;
	readonly mostMilliseconds: number;
	/** Of all sums there, when it was last looked at. */
	version: number;
	/** When it was last looked at without regard to the sums. */
	at: number;
	readonly entries: Array<{readonly entry: Entry; readonly sum: Sum; version: number}>;
};

/**
 * The open files of one cgroup, in all of its directories, and which of them are due in a round, which is one look at many cgroups. At rest
 * a cgroup costs only what is done here, so it is done with few objects.
 */
export class Due {
	readonly #entries: Readonly<Record<Change, Entry[]>> = {alone: [], run: [], set: []};
	readonly #groups: Group[] = [];
	#round = NaN;
	#at = -Infinity;
	#first: Entry | undefined;
	/** Pressure of the CPU, as long as each look finds that it has grown: without a CPU it grows, though nothing runs. */
	#waiting: Entry | undefined;
	#cpuPressure: Entry | undefined;

	#lookAtGroup({entries}: Group, isThorough: boolean): boolean {
		let hasChanged = false;
		for (const one of entries) {
			const version = one.sum.versionOf(this.#round);
			if (isThorough || version !== one.version) {
				one.version = version;
				hasChanged = this.#lookAt(one.entry) || hasChanged;
			}
		}

		return hasChanged;
	}

	#lookAt(entry: Entry): boolean {
		if (entry.round === this.#round) {
			return false;
		}

		entry.round = this.#round;
		const hasChanged = entry.readAgain(entry.file);
		if (entry === this.#cpuPressure) {
			this.#waiting = hasChanged ? entry : undefined;
		}

		return hasChanged;
	}

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

	/** A file that is to be read when the sum of that name says something else, and when it is so old, for a sum that does not tell all. */
	addSummed(entry: Entry, name: string, sums: Sums, mostMilliseconds = Infinity): void {
		let group = this.#groups.find(one => one.sums === sums);
		if (group === undefined) {
			group = {
				sums, mostMilliseconds, version: NaN, at: -Infinity, entries: [],
			};
			this.#groups.push(group);
		}

		group.entries.push({entry, sum: sums.open(name), version: NaN});
		group.version = NaN;
	}

	/** What follows is about this round. `at` is monotonic, ms. */
	begin(round: number, at: number): void {
		this.#round = round;
		this.#at = at;
	}

	/** Looks at the file that was added before all others; whether it says something else. Where there is none yet, anything may have changed. */
	takePulse(): boolean {
		return this.#first === undefined || this.#lookAt(this.#first);
	}

	/** Looks at what may change though nothing runs; whether one of these files says something else. What has a sum is left out where that is what it was and it is not old, unless `isThorough`. */
	lookAtRest(isThorough: boolean): boolean {
		let hasChanged = this.look('alone');
		if (this.#waiting !== undefined) {
			hasChanged = this.#lookAt(this.#waiting) || hasChanged;
		}

		const groups = this.#groups;
		// eslint-disable-next-line unicorn/no-for-loop, @typescript-eslint/prefer-for-of -- Hundreds of times a second: an iterator would make an object for each.
		for (let index = 0; index < groups.length; index++) {
			const group = groups[index]!;
			const version = group.sums.versionOf(this.#round);
			const isOld = isThorough || this.#at - group.at >= group.mostMilliseconds;
			if (isOld || version !== group.version) {
				group.version = version;
				group.at = isOld ? this.#at : group.at;
				hasChanged = this.#lookAtGroup(group, isOld) || hasChanged;
			}
		}

		return hasChanged;
	}

	/** Looks at all files that change so, each once a round; whether one of them says something else. */
	look(change: Change): boolean {
		let hasChanged = false;
		const entries = this.#entries[change];
		// eslint-disable-next-line unicorn/no-for-loop, @typescript-eslint/prefer-for-of -- Also so often.
		for (let index = 0; index < entries.length; index++) {
			hasChanged = this.#lookAt(entries[index]!) || hasChanged;
		}

		return hasChanged;
	}
}
