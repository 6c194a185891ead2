import type {Engine} from '../engine/engine.js';
import {formatError} from '../errors.js';
import {log} from '../log.js';
import {emptyCgroupReading, type Reading, type ReadingProblem} from '../metrics/reading.js';
import {readMonotonicMicroseconds} from './clock.js';
import {blockRoad, type Road} from './road.js';

const nothing: Omit<Reading, 'problems'> = {
	...emptyCgroupReading,
	takenAtMicroseconds: 0,
	source: 'engine',
	network: undefined,
	namespaces: undefined,
};

// As often as the watch of the engine tries to reach it again.
const pauseMicroseconds = 3_000_000;
// Podman tells each five seconds.
const mostSilentMicroseconds = 15_000_000;

/**
 * The engine's stats API, one reading a second; each says what stands in the way of the kernel's files. Where the engine ends its
 * statistics, a reading without numbers says so, and a look after a pause asks for them again; where it tells nothing for so long that
 * the last numbers cannot be trusted any more, one says that. `now` is monotonic, in µs.
 */
export function openStatsRoad(engine: Pick<Engine, 'watchStats'>, id: string, problem: ReadingProblem, now = readMonotonicMicroseconds): Road {
	const controller = new AbortController();
	const {signal} = controller;
	let latest: Reading | undefined;
	let endedAt: number | undefined;
	/** When it last told something, or began; undefined while its silence has been told. */
	let toldAt: number | undefined;
	const follow = async (): Promise<void> => {
		endedAt = undefined;
		toldAt = now();
		// Podman ends them so when it has failed to read them once.
		let reason = 'The engine has ended its statistics.';
		try {
			for await (const reading of engine.watchStats(id, signal)) {
				latest = {...reading, problems: [problem, ...reading.problems]};
				toldAt = now();
			}
		} catch (error) {
			if (!signal.aborted) {
				log('stats', error);
			}

			reason = formatError(error);
		}

		endedAt = now();
		toldAt = undefined;
		// The last numbers are not true any more.
		latest = signal.aborted ? undefined : {...nothing, problems: [blockRoad(reason), problem]};
	};

	void follow();
	return {
		read() {
			if (endedAt !== undefined && !signal.aborted && now() - endedAt >= pauseMicroseconds) {
				void follow();
			}

			if (toldAt !== undefined && now() - toldAt >= mostSilentMicroseconds) {
				toldAt = undefined;
				latest = {...nothing, problems: [blockRoad('The engine has told no numbers for 15 seconds.'), problem]};
			}

			// Each reading is handed out once: the same one again would look like a rate of zero.
			const reading = latest;
			latest = undefined;
			return reading;
		},
		directories: new Map(),
		// The engine tells them with each reading.
		wantSettings: doNothing,
		forgetSettings: doNothing,
		hasEnded: () => endedAt !== undefined,
		close() {
			controller.abort();
			latest = undefined;
		},
	};
}

function doNothing(): void {
	// There are no files.
}
