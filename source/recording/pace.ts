import {setImmediate as nextTurn} from 'node:timers/promises';

/** Lets a recording go on as fast as it is to. Times are ms from its beginning. */
export type Pace = {
	readonly speed: () => number;
	readonly isPaused: () => boolean;
	readonly setPaused: (isPaused: boolean) => void;
	/** Faster or slower, as far as there is a speed. */
	readonly change: (step: 1 | -1) => void;
	/** From now on nothing is waited for up to that time, paused or not. */
	readonly hurry: (to: number) => void;
	readonly isHurrying: (time: number) => boolean;
	/** The same until `halt`; it is paused then. */
	readonly step: () => void;
	readonly halt: () => void;
	/** Resolves when it is time, or the signal has ended it. */
	readonly waitUntil: (time: number, signal: AbortSignal) => Promise<void>;
};

const speeds = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

/** Begins at speed 1. `onChange` is called after speed or pause have become others. */
export function createPace(onChange: () => void): Pace {
	let speed = 1;
	let isPaused = false;
	let isStepping = false;
	let hurriesTo = 0;
	/** A moment of the recording and when it was. */
	let mark = {time: 0, at: performance.now()};
	let changed = Promise.withResolvers<void>();

	const timeNow = (): number => isPaused ? mark.time : mark.time + ((performance.now() - mark.at) * speed);

	const set = (assign: () => void): void => {
		mark = {time: timeNow(), at: performance.now()};
		assign();
		changed.resolve();
		changed = Promise.withResolvers();
		onChange();
	};

	const isHurrying = (time: number): boolean => isStepping || time <= hurriesTo;

	/** Until then, or until something changes. */
	const sleep = async (milliseconds: number): Promise<void> => {
		let timer: NodeJS.Timeout | undefined;
		const over = new Promise<void>(resolve => {
			if (Number.isFinite(milliseconds)) {
				timer = setTimeout(resolve, milliseconds);
			}
		});
		await Promise.race([changed.promise, over]);
		clearTimeout(timer);
	};

	return {
		speed: () => speed,
		isPaused: () => isPaused,
		setPaused(value) {
			set(() => {
				isPaused = value;
			});
		},
		change(step) {
			set(() => {
				speed = speeds[speeds.indexOf(speed) + step] ?? speed;
			});
		},
		hurry(to) {
			set(() => {
				hurriesTo = to;
				isStepping = false;
				mark = {time: to, at: performance.now()};
			});
		},
		isHurrying,
		step() {
			set(() => {
				isPaused = true;
				isStepping = true;
			});
		},
		halt() {
			isStepping = false;
		},
		async waitUntil(time, signal) {
			const wake = (): void => {
				changed.resolve();
			};

			signal.addEventListener('abort', wake);
			try {
				while (!signal.aborted && !isHurrying(time)) {
					const left = isPaused ? Infinity : (time - timeNow()) / speed;
					if (left <= 0) {
						return;
					}

					await sleep(left);
				}
			} finally {
				signal.removeEventListener('abort', wake);
			}

			// What has been said is to be taken in before the next thing is.
			await nextTurn();
			// Whoever has ended it has set another time.
			if (!signal.aborted) {
				mark = {time: Math.max(mark.time, time), at: performance.now()};
			}
		},
	};
}
