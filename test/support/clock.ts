import {setImmediate} from 'node:timers/promises';
import type {Clock} from '../../source/sampler/clock.js';

/** A clock that stands still until a test turns its hands. */
export type TestClock = Clock & {
	/** Lets that many milliseconds pass: each timer fires at its time, after all that was under way has come to rest. */
	readonly advance: (milliseconds: number) => Promise<void>;
	/** Lets time pass while something is busy: timers that fall due fire late. */
	readonly block: (milliseconds: number) => void;
};

export function createTestClock(): TestClock {
	let now = 0;
	const timers = new Set<{readonly at: number; readonly callback: () => void}>();
	return {
		now: () => now,
		schedule(milliseconds, callback) {
			const timer = {at: now + milliseconds, callback};
			timers.add(timer);
			return () => {
				timers.delete(timer);
			};
		},
		async advance(milliseconds) {
			const end = now + milliseconds;
			for (;;) {
				await setImmediate();
				const [next] = [...timers].filter(({at}) => at <= end).toSorted((one, other) => one.at - other.at);
				if (next === undefined) {
					break;
				}

				timers.delete(next);
				now = Math.max(now, next.at);
				next.callback();
			}

			now = Math.max(now, end);
		},
		block(milliseconds) {
			now += milliseconds;
		},
	};
}
