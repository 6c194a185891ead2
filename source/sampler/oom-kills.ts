import type {EngineEvent} from '../container.js';

/**
 * Processes of each container that were killed for want of memory, over all its lives since this began. The kernel's own count ends with the
 * cgroup, so that a kill that ends the container is never read there: of that one the engine tells.
 */
export type OomKills = {
	readonly note: (event: EngineEvent) => void;
	/** All that are known of, where the kernel has counted so many in this life. Undefined where neither of the two has told anything. */
	readonly count: (id: string, counted: number | undefined) => number | undefined;
	readonly forget: (gone: readonly string[]) => void;
};

type Tally = {
	earlierLives: number;
	/** In this life, by the kernel and by the engine: mostly of the same kills. */
	counted: number;
	told: number;
};

/** Knows of none at first. */
export function createOomKills(): OomKills {
	const tallies = new Map<string, Tally>();

	const tallyOf = (id: string): Tally => {
		const tally = tallies.get(id) ?? {earlierLives: 0, counted: 0, told: 0};
		tallies.set(id, tally);
		return tally;
	};

	return {
		note({type, action, id}) {
			if (type !== 'container') {
				return;
			}

			if (action === 'oom') {
				tallyOf(id).told++;
			}

			const before = tallies.get(id);
			if (action === 'start' && before !== undefined) {
				tallies.set(id, {earlierLives: sum(before), counted: 0, told: 0});
			}
		},
		count(id, counted) {
			if (counted !== undefined) {
				const tally = tallyOf(id);
				// It has started again, and the engine, which was away, has not told.
				if (counted < tally.counted) {
					tally.earlierLives = sum(tally);
					tally.told = 0;
				}

				tally.counted = counted;
			}

			const known = tallies.get(id);
			return known && sum(known);
		},
		forget(gone) {
			for (const id of gone) {
				tallies.delete(id);
			}
		},
	};
}

function sum({earlierLives, counted, told}: Tally): number {
	return earlierLives + Math.max(counted, told);
}
