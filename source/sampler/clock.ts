import process from 'node:process';

/** Time and timers, so that a test can turn the hands. */
export type Clock = {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Calls back after that many milliseconds; returns its undo. Does not keep the program alive by itself. */
	readonly schedule: (milliseconds: number, callback: () => void) => () => void;
};

/** The machine's clock. */
export const systemClock: Clock = {
	now: Date.now,
	schedule(milliseconds, callback) {
		const timer = setTimeout(callback, milliseconds);
		return () => {
			clearTimeout(timer);
		};
	},
};

/** Monotonic µs for rates; good for 285 years. */
export function readMonotonicMicroseconds(): number {
	return Number(process.hrtime.bigint() / 1000n);
}
