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
	// These had their first look a moment ago. Rates over less than that would only be noise, so ticks leave them out.
	const early = new Set<string>();
	let cancelHurry: (() => void) | undefined;
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
		// Those that stop to be early while the look is under way were read a moment ago all the same.
		const earlyBefore = new Set(early);
		goOn(source.read(id => !early.has(id) && !earlyBefore.has(id)), clock.now());
	};

	const lookAtEarly = (): void => {
		dispatch({
			type: 'tick', now: clock.now(), isEarly: true, readings: lookAtOnce(source.read(id => early.has(id))), host: undefined,
		});
	};

	tick();
	return {
		hurry(ids) {
			for (const id of ids) {
				early.add(id);
			}

			lookAtEarly();
			cancelHurry ??= clock.schedule(least, () => {
				cancelHurry = undefined;
				lookAtEarly();
				early.clear();
			});
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
			cancelHurry?.();
			source.close();
		},
	};
}
