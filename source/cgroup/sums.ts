import {KeptFile} from '../kernel-files/kept-file.js';

/**
 * A directory in files that add up what is in many cgroups, all of those below it or all of the machine: as long as such a sum is what it
 * was, theirs are too, and one read stands for all of them.
 */
export type Sums = {
	readonly open: (name: string) => Sum;
	/** The same as {@link Sum.versionOf}, of all sums of the directory that anybody has opened. */
	readonly versionOf: (round: number) => number;
	readonly close: () => void;
};

/** One file of such a directory. */
export type Sum = {
	/**
	 * A number for the text that the file has in this round: another one when it says something else than before, and NaN,
	 * which equals nothing, where it cannot be read. It is read once a round, however many ask.
	 */
	readonly versionOf: (round: number) => number;
};

/** The sums of a directory; those who open the same one share its files. */
export type OpenSums = (directory: string) => Sums;

/**
 * Block I/O and time spent waiting for it and for memory; what else is added up changes with every container that does anything. In a
 * sum of pressure the CPUs count by how busy they are (kernel/sched/psi.c, `collect_percpu_times`), so that a wait of some µs may be lost
 * in it until the next thorough look.
 */
const addedUp = new Set([
	'io.stat', 'blkio.throttle.io_service_bytes_recursive', 'blkio.throttle.io_serviced_recursive', 'memory.pressure', 'io.pressure',
]);

/** Whether the directory above has this file too, with the sum of all below it. */
export function isAddedUp(name: string): boolean {
	return addedUp.has(name);
}

// The means in a pressure file go on falling for minutes after the last wait.
const means = / avg\d+=[\d.]+/gv;

class KeptSum implements Sum {
	#round = NaN;
	#version = 0;
	#counts: string | undefined;
	readonly file: KeptFile;

	constructor(path: string, now: () => number) {
		this.file = new KeptFile(path, now);
	}

	versionOf(round: number): number {
		if (this.#round !== round) {
			this.#round = round;
			const before = this.file.lastText;
			const text = this.file.read();
			if (text !== before) {
				const counts = text?.replaceAll(means, '');
				this.#version += counts === this.#counts ? 0 : 1;
				this.#counts = counts;
			}
		}

		return this.file.lastText === undefined ? NaN : this.#version;
	}
}

class KeptSums {
	readonly #sums = new Map<string, KeptSum>();
	readonly #now: () => number;
	#round = NaN;
	#version = 0;
	users = 0;

	constructor(readonly directory: string, now: () => number) {
		this.#now = now;
	}

	open(name: string): Sum {
		const sum = this.#sums.get(name) ?? new KeptSum(`${this.directory}/${name}`, this.#now);
		this.#sums.set(name, sum);
		// Who has just opened one has not seen it yet.
		this.#round = NaN;
		return sum;
	}

	versionOf(round: number): number {
		if (this.#round !== round) {
			this.#round = round;
			// No version gets smaller, so that the total is another one as soon as any of them is.
			this.#version = 0;
			for (const sum of this.#sums.values()) {
				this.#version += sum.versionOf(round);
			}
		}

		return this.#version;
	}

	close(): void {
		for (const {file} of this.#sums.values()) {
			file.close();
		}
	}
}

/**
 * For one machine.
 *
 * @param now Monotonic, ms.
 */
export function createSums(now: () => number): OpenSums {
	const open = new Map<string, KeptSums>();
	return directory => {
		const shared = open.get(directory) ?? new KeptSums(directory, now);
		shared.users++;
		open.set(directory, shared);
		return {
			open: name => shared.open(name),
			versionOf: round => shared.versionOf(round),
			close() {
				shared.users--;
				if (shared.users === 0) {
					open.delete(directory);
					shared.close();
				}
			},
		};
	};
}

let lastRound = 0;

/** A number for a look at many cgroups at once, which no other look has. */
export function startRound(): number {
	lastRound++;
	return lastRound;
}
