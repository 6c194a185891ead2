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
 * The engine's stats API, one reading a second; each says what stands in the way of the kernel's files. Where the engine ends its statistics, or
 * tells nothing for so long that the last ones cannot be trusted any more, readings without numbers say so, and a look after a pause asks
 * for them again. `now` is monotonic, in µs.
 */
export function openStatsRoad(engine: Pick<Engine, 'watchStats'>, id: string, problem: ReadingProblem, now = readMonotonicMicroseconds): Road {
	/** Undefined while nobody follows. */
	let attempt: AbortController | undefined;
	let latest: Reading | undefined;
	/** Instead of numbers, until there are some. */
	let failure: Reading | undefined;
	let endedAt: number | undefined;
	let toldAt = now();

	const end = (reason: string): void => {
		attempt = undefined;
		endedAt = now();
		// The last numbers are not true any more.
		latest = undefined;
		failure = {...nothing, problems: [blockRoad(reason), problem]};
	};

	const follow = async (): Promise<void> => {
		const own = new AbortController();
		attempt = own;
		endedAt = undefined;
		toldAt = now();
		// Podman ends them so when it has failed to read them once.
		let reason = 'The engine has ended its statistics.';
		try {
			for await (const reading of engine.watchStats(id, own.signal)) {
				if (own.signal.aborted) {
					return;
				}

				latest = {...reading, problems: [problem, ...reading.problems]};
				failure = undefined;
				toldAt = now();
			}
		} catch (error) {
			if (own.signal.aborted) {
				return;
			}

			log('stats', error);
			reason = formatError(error);
		}

		if (!own.signal.aborted) {
			end(reason);
		}
	};

	void follow();
	return {
		read() {
			if (attempt !== undefined && now() - toldAt >= mostSilentMicroseconds) {
				attempt.abort();
				end('The engine has told no numbers for 15 seconds.');
			} else if (endedAt !== undefined && now() - endedAt >= pauseMicroseconds) {
				void follow();
			}

			// Each reading is handed out once: the same one again would look like a rate of zero. One without numbers does not.
			const reading = latest ?? failure;
			latest = undefined;
			return reading;
		},
		directories: new Map(),
		// The engine tells them with each reading.
		wantSettings: doNothing,
		forgetSettings: doNothing,
		hasEnded: () => endedAt !== undefined,
		close() {
			attempt?.abort();
			attempt = undefined;
			endedAt = undefined;
			latest = undefined;
			failure = undefined;
		},
	};
}

function doNothing(): void {
	// There are no files.
}
