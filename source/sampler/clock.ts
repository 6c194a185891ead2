import process from 'node:process';

/** Time and timers, so that a test can turn the hands. */
export type Clock = {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Calls back after that many milliseconds; returns its undo. */
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

/** Resolves after that many milliseconds; rejects with the signal's reason when that ends first. */
export async function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	const {promise, resolve, reject} = Promise.withResolvers<void>();
	const cancel = clock.schedule(milliseconds, resolve);
	const end = (): void => {
		cancel();
		reject(signal.reason);
	};

	signal.addEventListener('abort', end);
	try {
		await promise;
	} finally {
		signal.removeEventListener('abort', end);
	}
}

/** Monotonic µs for rates; good for 285 years. */
export function readMonotonicMicroseconds(): number {
	return Number(process.hrtime.bigint() / 1000n);
}
