import {hasProcesses, type Container} from './container.js';
import type {Engine} from './engine/engine.js';
import {whenThere} from './errors.js';
import type {NamespaceReading} from './metrics/reading.js';
import type {Clock} from './sampler/clock.js';
import {watchDrift} from './sampler/drift.js';
import {hasFailedAtOnce, readLastWords} from './sampler/last-words.js';
import {lookAtOnce, startSampler, type Source} from './sampler/sampler.js';
import {watchEngine} from './sampler/watch.js';
import {inspectsAtOnce, mapConcurrently} from './engine/concurrency.js';
import {readDrift} from './start-over/drift.js';
import type {Store} from './store/store.js';
import {selectWanted} from './store/wanted.js';

export type SessionOptions = {
	readonly store: Store;
	readonly engine: Engine;
	readonly source: Source;
	readonly clock: Clock;
	/** The clock of looks, where it is another one: in a recording they are when they were. */
	readonly lookClock?: Clock;
	readonly hostNamespaces: NamespaceReading | undefined;
};

/**
 * Keeps the store true, from the engine's events and a look at the kernel each interval, until it is stopped. Returns its stop.
 * `driftWanted` names the containers whose drift is on screen.
 */
export function startSession({store, engine, source, clock, lookClock = clock, hostNamespaces}: SessionOptions, driftWanted: () => readonly string[] = () => []): () => void {
	const controller = new AbortController();
	const {signal} = controller;
	store.dispatch({type: 'hostNamespaces', namespaces: hostNamespaces});
	const sampler = startSampler({
		source,
		clock: lookClock,
		dispatch: store.dispatch,
		wanted: () => selectWanted(store.getState()),
		intervalMilliseconds: store.getState().intervalMilliseconds,
	});
	// What has just been opened is not to wait for the next tick.
	const describeWanted = (): string => JSON.stringify({...selectWanted(store.getState()), selected: undefined});
	let wanted = describeWanted();
	const unsubscribe = store.subscribe(() => {
		const next = describeWanted();
		if (next !== wanted) {
			wanted = next;
			sampler.look();
		}
	});
	const onEvent = watchDrift({
		clock,
		signal,
		wanted: driftWanted,
		async look(id) {
			store.dispatch({type: 'drift', containerId: id, losses: await readDrift(engine, id)});
		},
	});
	void watchEngine({
		engine,
		clock,
		dispatch: store.dispatch,
		signal,
		onEvent,
		onContainers(changed, gone) {
			for (const container of changed) {
				void tellLastWords(store, engine, container, signal);
			}

			const started = source.follow(changed, gone);
			if (started.length > 0) {
				sampler.hurry(started);
			}
		},
	});
	return () => {
		controller.abort();
		unsubscribe();
		sampler.stop();
		engine.close();
	};
}

async function tellLastWords({getState, dispatch}: Store, engine: Engine, container: Container, signal: AbortSignal): Promise<void> {
	const {id} = container;
	const text = hasFailedAtOnce(container) ? await readLastWords(engine, id, signal) : undefined;
	if (text !== getState().rows.get(id)?.lastWords) {
		dispatch({type: 'lastWords', containerId: id, text});
	}
}

/** One look at everything: lists, inspects what runs, and takes two readings an interval apart. Throws `EngineError`. */
export async function takeSnapshot({store, engine, source, clock, hostNamespaces}: SessionOptions): Promise<void> {
	const {dispatch} = store;
	dispatch({type: 'hostNamespaces', namespaces: hostNamespaces});
	const [info, listed, images] = await Promise.all([engine.readInfo(), engine.listContainers(), engine.listImages()]);
	dispatch({type: 'connected', engine: info});
	dispatch({type: 'imagesListed', images});
	dispatch({type: 'listed', containers: listed});
	const inspected = await mapConcurrently(listed, inspectsAtOnce, async ({id}) => whenThere(async () => engine.inspectContainer(id)));
	const containers = inspected.flatMap(found => found === undefined ? [] : [found.container]);
	dispatch({type: 'containersChanged', containers, gone: listed.filter((_, index) => inspected[index] === undefined).map(({id}) => id)});
	source.follow(containers, []);
	const look = (): void => {
		dispatch({
			type: 'tick', now: clock.now(), readings: lookAtOnce(source.read()), host: source.readHost(),
		});
	};

	const running = containers.filter(container => hasProcesses(container));
	const isComplete = (): boolean => running.every(({id}) => {
		const sample = store.getState().rows.get(id)?.sample;
		return sample !== undefined && (sample.cpu?.percent !== undefined || sample.cpu === undefined);
	});

	const interval = Math.min(store.getState().intervalMilliseconds, 1000);
	look();
	// The kernel's files need two looks; the engine's stats API takes its time.
	for (let waited = 0; waited === 0 || (waited < mostMilliseconds && !isComplete()); waited += interval) {
		await new Promise<void>(resolve => {
			clock.schedule(interval, resolve);
		});
		look();
	}
}

// Podman's stats API tells its second numbers after five seconds.
const mostMilliseconds = 6000;
