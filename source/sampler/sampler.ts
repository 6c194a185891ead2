import type {Container, HostReading} from '../container.js';
import type {Reading} from '../metrics/reading.js';
import type {Looks, Wanted} from '../store/looks.js';
import type {Dispatch} from '../store/store.js';
import type {Clock} from './clock.js';

/** Where readings come from: the kernel and the engine of this machine, or a recording. */
export type Source = {
	/** Follows these containers from now on: those that run are read, the others are let go. Returns the ids of those it did not follow before, or that have started again. */
	readonly follow: (containers: readonly Container[], gone: readonly string[]) => readonly string[];
	/** One look at every followed container, or at those that are wanted: after some milliseconds it stops for a moment, so that a key need not wait. Never throws. */
	readonly read: (isWanted?: (id: string) => boolean) => Look;
	readonly readHost: () => HostReading | undefined;
	/** A closer look, at what open panels want. Never throws. */
	readonly look: (wanted: Wanted) => Looks;
	readonly close: () => void;
};

/** A look under way: goes on with each `next`. */
export type Look = Generator<void, ReadonlyMap<string, Reading>, void>;

/** All of a look without a stop, for who has nothing else to do. */
export function lookAtOnce(look: Look): ReadonlyMap<string, Reading> {
	for (;;) {
		const {done, value} = look.next();
		if (done) {
			return value;
		}
	}
}

export type Sampler = {
	/** Looks at these containers now and once more soon, so that new ones have their first rates without waiting for two ticks. */
	readonly hurry: (ids: readonly string[]) => void;
	/** The closer look that open panels want, as soon as rates since the last one make sense: what has just been opened need not wait for the tick. */
	readonly look: () => void;
	readonly stop: () => void;
};

export type SamplerOptions = {
	readonly source: Source;
	readonly dispatch: Dispatch;
	/** What open panels want to know at a tick. */
	readonly wanted: () => Wanted;
	readonly clock: Clock;
	readonly intervalMilliseconds: number;
};

const hurryMilliseconds = 200;

/** The only clock of the program: one look, one dispatch each interval. A late tick is not made up for. */
export function startSampler({source, dispatch, wanted, clock, intervalMilliseconds}: SamplerOptions): Sampler {
	// New ones that had a look less than `least` ago, and how many more they are to have before they wait for a tick. Rates over less than that
	// would only be noise, so nobody looks at them until then. (By timers, since the clock may be set.)
	const early = new Map<string, number>();
	const cancelsOfEarly = new Set<() => void>();
	let cancelLook: (() => void) | undefined;

	const least = Math.min(hurryMilliseconds, intervalMilliseconds);
	let lookedAt = 0;
	const startedAt = clock.now();

	const look = (): Looks => {
		lookedAt = clock.now();
		return source.look(wanted());
	};

	// Either the next part of a look or the next tick.
	let cancel: () => void;
	const wait = (milliseconds: number, callback: () => void): void => {
		cancel = clock.schedule(milliseconds, callback);
	};

	const goOn = (lookUnderWay: Look, now: number): void => {
		const {done, value: readings} = lookUnderWay.next();
		if (!done) {
			wait(0, () => {
				goOn(lookUnderWay, now);
			});
			return;
		}

		dispatch({
			type: 'tick', now, readings, host: source.readHost(), looks: now - lookedAt < least ? undefined : look(),
		});
		// Ticks keep to the grid, so that a slow one does not shift all that follow.
		const untilNext = intervalMilliseconds - ((clock.now() - startedAt) % intervalMilliseconds);
		wait(untilNext < intervalMilliseconds / 4 ? untilNext + intervalMilliseconds : untilNext, tick);
	};

	const tick = (): void => {
		goOn(source.read(id => !early.has(id)), clock.now());
	};

	const lookAtEarly = (ids: ReadonlySet<string>): void => {
		if (ids.size === 0) {
			return;
		}

		for (const id of ids) {
			early.set(id, (early.get(id) ?? 0) - 1);
		}

		dispatch({
			type: 'tick', now: clock.now(), isEarly: true, readings: lookAtOnce(source.read(id => ids.has(id))), host: undefined,
		});
		const cancelEarly = clock.schedule(least, () => {
			cancelsOfEarly.delete(cancelEarly);
			const more = new Set([...ids].filter(id => (early.get(id) ?? 0) > 0));
			for (const id of ids.difference(more)) {
				early.delete(id);
			}

			lookAtEarly(more);
		});
		cancelsOfEarly.add(cancelEarly);
	};

	tick();
	return {
		hurry(ids) {
			const due = new Set(ids.filter(id => !early.has(id)));
			for (const id of ids) {
				early.set(id, 2);
			}

			lookAtEarly(due);
		},
		look() {
			cancelLook ??= clock.schedule(Math.max(0, lookedAt + least - clock.now()), () => {
				cancelLook = undefined;
				dispatch({type: 'looked', looks: look()});
			});
		},
		stop() {
			cancel();
			cancelLook?.();
			for (const cancelEarly of cancelsOfEarly) {
				cancelEarly();
			}

			source.close();
		},
	};
}
