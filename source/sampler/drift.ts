import type {EngineEvent} from '../container.js';
import {log} from '../log.js';
import {pause, type Clock} from './clock.js';

export type DriftOptions = {
	readonly clock: Clock;
	/** Ids of the containers whose drift is on screen, the most wanted first. */
	readonly wanted: () => readonly string[];
	/** Has the engine compare one container with its image, and shows the result. */
	readonly look: (id: string) => Promise<void>;
	readonly signal: AbortSignal;
};

// A container's processes can write at any time, and no event tells of that.
const keptMilliseconds = 5 * 60_000;
// Health checks are execs too, and must not make the engine compare at each of them.
const leastKeptMilliseconds = 30_000;
const leastPauseMilliseconds = 1000;
const idleMilliseconds = 3000;
// The engine is at it for no more than one part in so many of the time.
const restShare = 20;

/**
 * Keeps the drift of the containers on screen, one at a time and slowly, for comparing costs the engine a walk through files. A result
 * is kept for minutes, or until something was executed, ended or started in that container. Returns what to tell of the engine's events.
 */
export function watchDrift({clock, wanted, look, signal}: DriftOptions): (event: EngineEvent) => void {
	const lookedAt = new Map<string, number>();
	const stale = new Set<string>();

	const choose = (ids: readonly string[]): string | undefined => {
		const isDue = (id: string): boolean => {
			const age = clock.now() - (lookedAt.get(id) ?? -Infinity);
			return age >= (stale.has(id) ? leastKeptMilliseconds : keptMilliseconds);
		};

		return ids.find(id => !lookedAt.has(id)) ?? ids.find(id => isDue(id));
	};

	const lookAt = async (id: string): Promise<void> => {
		stale.delete(id);
		lookedAt.set(id, clock.now());
		try {
			await look(id);
		} catch (error) {
			// Gone, or the engine is away: both are told elsewhere.
			log('drift', error);
		}
	};

	const run = async (): Promise<void> => {
		for (;;) {
			const ids = wanted();
			const id = choose(ids);
			if (id === undefined) {
				// What is not on screen yet should not have to wait once it is.
				await pause(clock, ids.length === 0 ? leastPauseMilliseconds : idleMilliseconds, signal);
				continue;
			}

			const began = clock.now();
			await lookAt(id);
			await pause(clock, Math.max(leastPauseMilliseconds, (clock.now() - began) * restShare), signal);
		}
	};

	run().catch((error: unknown) => {
		if (!signal.aborted) {
			log('drift', error);
		}
	});
	return ({type, action, id}) => {
		if (type === 'container' && ['die', 'start', 'exec_die'].includes(action)) {
			stale.add(id);
		} else if (type === 'container' && action === 'destroy') {
			stale.delete(id);
			lookedAt.delete(id);
		}
	};
}
