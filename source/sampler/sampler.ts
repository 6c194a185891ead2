import type {Container, HostReading} from '../container.js';
import type {Reading} from '../metrics/reading.js';
import type {Looks, Wanted} from '../store/looks.js';
import type {Dispatch} from '../store/store.js';
import type {Clock} from './clock.js';

/** Where readings come from: the kernel and the engine of this machine, or a recording. */
export type Source = {
	/** Follows these containers from now on: those that run are read, the others are let go. Returns the ids of those it did not follow before, or that have started again. */
	readonly follow: (containers: readonly Container[], gone: readonly string[]) => readonly string[];
	/** One look at every followed container, or at those that are wanted; fast, and never throws. */
	readonly read: (isWanted?: (id: string) => boolean) => ReadonlyMap<string, Reading>;
	readonly readHost: () => HostReading | undefined;
	/** A closer look, at what open panels want. Never throws. */
	readonly look: (wanted: Wanted) => Looks;
	readonly close: () => void;
};

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

	const look = (): Looks => {
		lookedAt = clock.now();
		return source.look(wanted());
	};

	const tick = (): void => {
		const now = clock.now();
		dispatch({
			type: 'tick', now, readings: source.read(id => !early.has(id)), host: source.readHost(), looks: now - lookedAt < least ? undefined : look(),
		});
	};

	const lookAtEarly = (): void => {
		dispatch({
			type: 'tick', now: clock.now(), isEarly: true, readings: source.read(id => early.has(id)), host: undefined,
		});
	};

	const startedAt = clock.now();
	const next = (): (() => void) => {
		// Ticks keep to the grid, so that a slow one does not shift all that follow.
		const elapsed = clock.now() - startedAt;
		const wait = intervalMilliseconds - (elapsed % intervalMilliseconds);
		return clock.schedule(wait < intervalMilliseconds / 4 ? wait + intervalMilliseconds : wait, () => {
			tick();
			cancel = next();
		});
	};

	tick();
	let cancel = next();
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
