import type {EngineEvent} from '../container.js';
import {EngineError, formatError} from '../errors.js';
import {log} from '../log.js';
import {pause} from './clock.js';
import {createKnown, type KnownOptions} from './known.js';

export type WatchOptions = Omit<KnownOptions, 'ids' | 'onFailure'> & {
	/** Called with every event. */
	readonly onEvent?: (event: EngineEvent) => void;
};

const reconcileMilliseconds = 30_000;
const lastRetryMilliseconds = 3000;
const retryMilliseconds = [500, 1000, 2000, lastRetryMilliseconds];

/**
 * Keeps the store's containers and images true until the signal ends it: subscribes first, then lists, inspects what an
 * event names, and lists again every 30 s for what was missed. When the engine goes, it says so and tries again, at most 3 s apart.
 */
export async function watchEngine(options: WatchOptions): Promise<void> {
	const {dispatch, clock, signal} = options;
	const ids = new Set<string>();
	let attempt = 0;
	const onConnected = (): void => {
		attempt = 0;
	};

	while (!signal.aborted) {
		try {
			await watchOnce(options, ids, onConnected);
		} catch (error) {
			if (signal.aborted) {
				return;
			}

			log('watch', error);
			const delay = retryMilliseconds[attempt] ?? lastRetryMilliseconds;
			attempt++;
			dispatch({type: 'connectionLost', problem: formatError(error), retryAt: clock.now() + delay});
			await pause(clock, delay, signal).catch(() => undefined);
		}
	}
}

/** One connection, from the first answer to its end; rejects when it breaks. */
async function watchOnce({engine, dispatch, clock, onContainers, onEvent, signal: ending}: WatchOptions, ids: Set<string>, onConnected: () => void): Promise<never> {
	const connection = new AbortController();
	const signal = AbortSignal.any([ending, connection.signal]);
	const subscribed = Promise.withResolvers<void>();
	const broken = Promise.withResolvers<never>();
	const known = createKnown({
		engine, dispatch, clock, onContainers, ids, signal, onFailure: broken.reject,
	});

	const follow = async (): Promise<never> => {
		for await (const event of engine.watchEvents(signal, subscribed.resolve)) {
			onEvent?.(event);
			known.handle(event);
		}

		throw new EngineError('unreachable', `The engine at ${engine.address} closed the connection.`);
	};

	const list = async (): Promise<never> => {
		await subscribed.promise;
		await known.list();
		const info = await engine.readInfo();
		signal.throwIfAborted();
		dispatch({type: 'connected', engine: info});
		onConnected();
		for (;;) {
			await pause(clock, reconcileMilliseconds, signal);
			await known.list();
		}
	};

	try {
		return await Promise.race([follow(), list(), broken.promise]);
	} finally {
		connection.abort();
	}
}
