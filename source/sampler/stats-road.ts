import type {Engine} from '../engine/engine.js';
import {formatError} from '../errors.js';
import {log} from '../log.js';
import {emptyCgroupReading, type Reading, type ReadingProblem} from '../metrics/reading.js';
import {blockRoad, type Road} from './road.js';

const nothing: Omit<Reading, 'problems'> = {
	...emptyCgroupReading,
	takenAtMicroseconds: 0,
	source: 'engine',
	network: undefined,
	namespaces: undefined,
};

/** The engine's stats API, one reading a second; each says what stands in the way of the kernel's files. */
export function openStatsRoad(engine: Pick<Engine, 'watchStats'>, id: string, problem: ReadingProblem): Road {
	const controller = new AbortController();
	let latest: Reading | undefined;
	let hasEnded = false;
	const follow = async (): Promise<void> => {
		try {
			for await (const reading of engine.watchStats(id, controller.signal)) {
				latest = {...reading, problems: [problem, ...reading.problems]};
			}
		} catch (error) {
			if (!controller.signal.aborted) {
				log('stats', error);
				latest = {...nothing, problems: [blockRoad(formatError(error)), problem]};
			}
		} finally {
			hasEnded = true;
		}
	};

	void follow();
	return {
		read() {
			// Each reading is handed out once: the same one again would look like a rate of zero.
			const reading = latest;
			latest = undefined;
			return reading;
		},
		directories: new Map(),
		forgetSettings() {
			// The engine tells them with each reading.
		},
		hasEnded: () => hasEnded,
		close() {
			controller.abort();
			latest = undefined;
		},
	};
}
