import {setTimeout as wait} from 'node:timers/promises';
import type {Container, EngineEvent} from '../container.js';
import type {Engine} from '../engine/engine.js';
import {EngineError, formatError} from '../errors.js';
import {log} from '../log.js';
import type {Dispatch} from '../store/store.js';

export type WatchOptions = {
	readonly engine: Engine;
	readonly dispatch: Dispatch;
	/** Called with every container that is new or has changed, and the ids of those that are gone. */
	readonly onContainers: (changed: readonly Container[], gone: readonly string[]) => void;
	readonly signal: AbortSignal;
};

const reconcileMilliseconds = 30_000;
// Events come in bursts (die, stop, destroy …): one inspect answers them all.
const settleMilliseconds = 60;
const imagesSettleMilliseconds = 300;
const retryMilliseconds = [500, 1000, 2000, 3000];
const inspectsAtOnce = 6;

/**
 * Keeps the store's containers and images true until the signal ends it: subscribes first, then lists, inspects what an
 * event names, and lists again every 30 s for what was missed. When the engine goes, it says so and tries again, at most 3 s apart.
 */
export async function watchEngine(options: WatchOptions): Promise<void> {
	const {engine, dispatch, signal} = options;
	let attempt = 0;
	while (!signal.aborted) {
		try {
			await watchOnce(options, () => {
				attempt = 0;
			});
			throw new EngineError('unreachable', `The engine at ${engine.address} closed the connection.`);
		} catch (error) {
			if (signal.aborted) {
				return;
			}

			log('watch', error);
			const delay = retryMilliseconds[Math.min(attempt, retryMilliseconds.length - 1)] ?? 3000;
			attempt++;
			dispatch({type: 'connectionLost', problem: formatError(error), retryAt: Date.now() + delay});
			await wait(delay, undefined, {signal}).catch(() => undefined);
		}
	}
}

/** One connection, from the first answer to its end; throws when it breaks. */
async function watchOnce(options: WatchOptions, onConnected: () => void): Promise<void> {
	const {engine, dispatch} = options;
	const connection = new AbortController();
	const signal = AbortSignal.any([options.signal, connection.signal]);
	let failure: unknown;
	const fail = (error: unknown): void => {
		failure ??= error;
		connection.abort();
	};

	const known = createKnown({...options, signal});
	const whenOpen = Promise.withResolvers<void>();
	const consume = async (): Promise<void> => {
		for await (const event of engine.watchEvents(signal, whenOpen.resolve)) {
			known.handle(event);
		}
	};

	const consuming = consume();
	// A stream that ends or fails before it is open must not be waited for.
	void consuming.then(whenOpen.resolve).catch(whenOpen.reject);
	known.onError(fail);
	try {
		await whenOpen.promise;
		await known.list();
		const info = await engine.readInfo();
		dispatch({type: 'connected', engine: info});
		onConnected();
		void known.reconcile();
		await consuming;
	} catch (error) {
		throw failure ?? error;
	} finally {
		connection.abort();
		consuming.catch((error: unknown) => {
			log('events', error);
		});
	}
}

type Known = {
	readonly handle: (event: EngineEvent) => void;
	readonly list: () => Promise<void>;
	readonly reconcile: () => Promise<void>;
	readonly onError: (callback: (error: unknown) => void) => void;
};

/** What is known of the engine's containers over one connection. */
function createKnown({engine, dispatch, onContainers, signal}: WatchOptions): Known {
	const seen = new Map<string, string>();
	const dirty = new Set<string>();
	let isInspecting = false;
	let areImagesDirty = false;
	let report = (error: unknown): void => {
		log('watch', error);
	};

	const listImages = async (): Promise<void> => {
		dispatch({type: 'imagesListed', images: await engine.listImages()});
	};

	/** Lists, then inspects only what is new or tells another state than before. */
	const list = async (): Promise<void> => {
		const containers = await engine.listContainers();
		const ids = new Set(containers.map(container => container.id));
		const gone = seen.keys().filter(id => !ids.has(id)).toArray();
		dispatch({type: 'listed', containers});
		onContainers([], gone);
		for (const id of gone) {
			seen.delete(id);
		}

		for (const container of containers) {
			if (seen.get(container.id) !== markOf(container)) {
				dirty.add(container.id);
			}
		}

		void inspect();
		await listImages();
	};

	const inspect = async (): Promise<void> => {
		if (isInspecting) {
			return;
		}

		isInspecting = true;
		try {
			while (dirty.size > 0 && !signal.aborted) {
				const ids = [...dirty].slice(0, inspectsAtOnce);
				for (const id of ids) {
					dirty.delete(id);
				}

				const answers = await Promise.all(ids.map(async id => inspectOne(engine, id)));
				const changed = answers.filter(answer => typeof answer !== 'string');
				const gone = answers.filter(answer => typeof answer === 'string');
				for (const id of gone) {
					seen.delete(id);
				}

				for (const container of changed) {
					seen.set(container.id, markOf(container));
				}

				if (!signal.aborted) {
					dispatch({type: 'containersChanged', containers: changed, gone});
					onContainers(changed, gone);
				}
			}
		} catch (error) {
			report(error);
		} finally {
			isInspecting = false;
		}
	};

	const soon = async (milliseconds: number, task: () => Promise<void>): Promise<void> => {
		try {
			await wait(milliseconds, undefined, {signal});
			await task();
		} catch (error) {
			if (!signal.aborted) {
				report(error);
			}
		}
	};

	return {
		list,
		handle(event) {
			if (event.type === 'container' && isStateChange(event.action)) {
				if (dirty.size === 0) {
					void soon(settleMilliseconds, inspect);
				}

				dirty.add(event.id);
			}

			if (!areImagesDirty && (event.type === 'image' || event.action === 'commit')) {
				areImagesDirty = true;
				void soon(imagesSettleMilliseconds, async () => {
					areImagesDirty = false;
					await listImages();
				});
			}
		},
		async reconcile() {
			while (!signal.aborted) {
				await soon(reconcileMilliseconds, list);
			}
		},
		onError(callback) {
			report = callback;
		},
	};
}

/** What the list tells that an inspect would have more to say about when it changes. */
function markOf({status, health, name}: Container): string {
	return `${status} ${health ?? ''} ${name}`;
}

/** The container, or its id when it is gone. */
async function inspectOne(engine: Engine, id: string): Promise<Container | string> {
	try {
		const {container} = await engine.inspectContainer(id);
		return container;
	} catch (error) {
		if (error instanceof EngineError && error.kind === 'gone') {
			return id;
		}

		throw error;
	}
}

/** Health checks, execs and attaches send events all the time and change nothing that we show. */
function isStateChange(action: string): boolean {
	return !action.startsWith('exec_') && !['attach', 'detach', 'resize', 'top', 'export', 'copy', 'archive-path', 'extract-to-dir'].includes(action);
}
