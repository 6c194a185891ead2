import {KeptFile} from '../kernel-files/kept-file.js';

/**
 * A directory above cgroups, in files that add up all that is below: as long as such a sum is what it was, none of those
 * below has changed, and one read stands for all of theirs.
 */
export type Sums = {
	/**
	 * A number for the text that the file has in this round: another one when it says something else than before, and NaN,
	 * which equals nothing, where it cannot be read. It is read once a round, however many ask.
	 */
	readonly versionOf: (name: string, round: number) => number;
	readonly close: () => void;
};

/** The sums of a directory; those who open the same one share its files. */
export type OpenSums = (directory: string) => Sums;

/**
 * Block I/O and time spent waiting; what else is added up changes with every container that does anything. In a sum of pressure
 * the CPUs count by how busy they are (kernel/sched/psi.c, `collect_percpu_times`), so that a wait of some µs may be lost in it until
 * the next thorough look.
 */
const addedUp = new Set([
	'io.stat', 'blkio.throttle.io_service_bytes_recursive', 'blkio.throttle.io_serviced_recursive',
	'cpu.pressure', 'memory.pressure', 'io.pressure',
]);

/** Whether the directory above has this file too, with the sum of all below it. */
export function isAddedUp(name: string): boolean {
	return addedUp.has(name);
}

type Sum = {
	readonly file: KeptFile;
	round: number;
	version: number;
};

/**
 * For one machine.
 *
 * @param now Monotonic, ms.
 */
export function createSums(now?: () => number): OpenSums {
	const open = new Map<string, {readonly sums: Map<string, Sum>; users: number}>();
	return directory => {
		const shared = open.get(directory) ?? {sums: new Map<string, Sum>(), users: 0};
		shared.users++;
		open.set(directory, shared);
		return {
			versionOf(name, round) {
				let sum = shared.sums.get(name);
				if (sum === undefined) {
					sum = {file: new KeptFile(`${directory}/${name}`, now), round: NaN, version: 0};
					shared.sums.set(name, sum);
				}

				if (sum.round !== round) {
					sum.round = round;
					const before = sum.file.lastText;
					sum.version += sum.file.read() === before ? 0 : 1;
				}

				return sum.file.lastText === undefined ? NaN : sum.version;
			},
			close() {
				shared.users--;
				if (shared.users === 0) {
					open.delete(directory);
					for (const {file} of shared.sums.values()) {
						file.close();
					}
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
