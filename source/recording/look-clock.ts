import {systemClock, type Clock} from '../sampler/clock.js';

/** The time in a recording, and timers that are due at the looks that were recorded. */
export type LookClock = Clock & {
	/** One of those looks has come: calls back what is due nearer to it than to the next. */
	readonly fire: () => void;
	/** Forgets all timers. */
	readonly clear: () => void;
};

/** `now` is the time in the recording, in ms since 1970; `interval` is between its looks, in ms. */
export function createLookClock(now: () => number, interval: number): LookClock {
	const timers = new Set<{readonly due: number; readonly callback: () => void}>();
	return {
		now,
		schedule(milliseconds, callback) {
			// A look that somebody waits for, who has just opened a panel.
			if (milliseconds < interval / 4) {
				return systemClock.schedule(milliseconds, callback);
			}

			const timer = {due: now() + milliseconds, callback};
			timers.add(timer);
			return () => {
				timers.delete(timer);
			};
		},
		fire() {
			const due = [...timers].filter(timer => timer.due <= now() + (interval / 4));
			for (const timer of due) {
				timers.delete(timer);
				timer.callback();
			}
		},
		clear() {
			timers.clear();
		},
	};
}
