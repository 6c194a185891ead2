import type {Container, HostReading} from '../container.js';
import type {Looks, Wanted} from '../kernel.js';
import type {Reading} from '../metrics/reading.js';
import type {Dispatch} from '../store/store.js';
import type {Clock} from './clock.js';

/** Where readings come from: the kernel and the engine of this machine, or a recording. */
export type Source = {
	/** Follows these containers from now on: those that run are read, the others are let go. */
	readonly follow: (containers: readonly Container[], gone: readonly string[]) => void;
	/** One look at every followed container; fast, and never throws. */
	readonly read: () => ReadonlyMap<string, Reading>;
	readonly readHost: () => HostReading | undefined;
	/** A closer look, at what open panels want. Never throws. */
	readonly look: (wanted: Wanted) => Looks;
	readonly close: () => void;
};

export type Sampler = {
	/** A second look soon, so that a new container has its first CPU figure without waiting for the tick. */
	readonly hurry: () => void;
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
	let cancelHurry: (() => void) | undefined;

	const tick = (): void => {
		dispatch({
			type: 'tick', now: clock.now(), readings: source.read(), host: source.readHost(), looks: source.look(wanted()),
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
		hurry() {
			cancelHurry ??= clock.schedule(Math.min(hurryMilliseconds, intervalMilliseconds), () => {
				cancelHurry = undefined;
				tick();
			});
		},
		stop() {
			cancel();
			cancelHurry?.();
			source.close();
		},
	};
}
