import type {Container, EngineEvent} from '../container.js';
import {inspectsAtOnce} from '../engine/concurrency.js';
import type {Engine} from '../engine/engine.js';
import {EngineError, formatError, whenThere} from '../errors.js';
import {log} from '../log.js';
import type {Dispatch} from '../store/store.js';
import {pause, type Clock} from './clock.js';

/** What is known of the engine's containers and images over one connection. */
export type Known = {
	/** Looks again, soon, at what the event tells of. */
	readonly handle: (event: EngineEvent) => void;
	/** Lists everything, and begins to inspect what is new or has changed. Rejects when the engine does not answer. */
	readonly list: () => Promise<void>;
};

export type KnownOptions = {
	readonly engine: Engine;
	readonly dispatch: Dispatch;
	readonly clock: Clock;
	/** Called with every container that is new or has changed, and the ids of those that are gone. */
	readonly onContainers: (changed: readonly Container[], gone: readonly string[]) => void;
	/** Ids that have been told, over earlier connections too; kept here. */
	readonly ids: Set<string>;
	/** Ends with the connection: nothing is asked or told after it. */
	readonly signal: AbortSignal;
	/** Called when the engine does not answer any more. */
	readonly onFailure: (error: unknown) => void;
};

// Events come in bursts (die, stop, destroy …): one inspect answers them all.
const settleMilliseconds = 100;
const imagesSettleMilliseconds = 300;

/** Knows nothing at first: `list` fills it, and tells the store. */
export function createKnown({engine, dispatch, clock, onContainers, ids: known, signal, onFailure}: KnownOptions): Known {
	const marks = new Map<string, string>();
	const dirty = new Set<string>();
	const due = new Set<() => Promise<void>>();
	const told = new Set<string>();
	const inTurn = createQueue();
	const imagesInTurn = createQueue();

	/** Once, however often it is asked for until then. */
	const soon = async (milliseconds: number, job: () => Promise<void>): Promise<void> => {
		if (due.has(job)) {
			return;
		}

		due.add(job);
		try {
			await pause(clock, milliseconds, signal);
			due.delete(job);
			await job();
		} catch (error) {
			if (!signal.aborted) {
				onFailure(error);
			}
		}
	};

	/** What the engine refuses or fails to tell is said once; only an engine that does not answer is a failure of the connection. */
	const tolerate = (error: unknown): void => {
		if (!(error instanceof EngineError) || error.kind === 'unreachable') {
			throw error;
		}

		log('known', error);
		if (!told.has(error.message)) {
			told.add(error.message);
			dispatch({
				type: 'notice', notice: {
					at: clock.now(), severity: 'warn', text: formatError(error), hint: '',
				},
			});
		}
	};

	const forget = (gone: readonly string[]): void => {
		for (const id of gone) {
			known.delete(id);
			marks.delete(id);
		}
	};

	const listContainers = async (): Promise<void> => inTurn(async () => {
		const containers = await engine.listContainers();
		signal.throwIfAborted();
		const ids = new Set(containers.map(({id}) => id));
		const gone = known.values().filter(id => !ids.has(id)).toArray();
		forget(gone);
		for (const container of containers) {
			known.add(container.id);
			if (marks.get(container.id) !== markOf(container)) {
				dirty.add(container.id);
			}
		}

		dispatch({type: 'listed', containers});
		onContainers([], gone);
	});

	const inspectDirty = async (): Promise<void> => inTurn(async () => {
		const ids = [...dirty];
		dirty.clear();
		for (let start = 0; start < ids.length; start += inspectsAtOnce) {
			const answers = await Promise.all(ids.slice(start, start + inspectsAtOnce).map(async id => inspect(engine, id, tolerate)));
			signal.throwIfAborted();
			const containers = answers.filter(answer => typeof answer === 'object');
			const gone = answers.filter(answer => typeof answer === 'string');
			forget(gone);
			for (const container of containers) {
				known.add(container.id);
				marks.set(container.id, markOf(container));
			}

			dispatch({type: 'containersChanged', containers, gone});
			onContainers(containers, gone);
		}
	});

	const listImages = async (): Promise<void> => imagesInTurn(async () => {
		try {
			const images = await engine.listImages();
			signal.throwIfAborted();
			dispatch({type: 'imagesListed', images});
		} catch (error) {
			tolerate(error);
		}
	});

	return {
		handle({type, action, id}) {
			if (type === 'container' && isStateChange(action)) {
				dirty.add(id);
				void soon(settleMilliseconds, inspectDirty);
			}

			if (type === 'container' && action === 'oom') {
				dispatch({type: 'outOfMemory', containerId: id});
			}

			if (type === 'image' || action === 'commit') {
				void soon(imagesSettleMilliseconds, listImages);
			}
		},
		async list() {
			await listContainers();
			void soon(0, inspectDirty);
			await listImages();
		},
	};
}

/** Runs one job at a time: an answer must not be overtaken by an older one, such as a list in which a new container is still missing. */
function createQueue(): (job: () => Promise<void>) => Promise<void> {
	let last = Promise.resolve();
	return async job => {
		const before = last;
		last = (async () => {
			await before.catch(() => undefined);
			await job();
		})();
		return last;
	};
}

/** What the list tells that an inspect would have more to say about when it changes. */
function markOf({status, health, name}: Container): string {
	return `${status} ${health ?? ''} ${name}`;
}

/** The container, its id when it is gone, or undefined when the engine does not tell. */
async function inspect(engine: Engine, id: string, tolerate: (error: unknown) => void): Promise<Container | string | undefined> {
	try {
		const found = await whenThere(async () => engine.inspectContainer(id));
		return found?.container ?? id;
	} catch (error) {
		tolerate(error);
		return undefined;
	}
}

/** Health checks, execs and attaches send events all the time and change nothing that we show. */
function isStateChange(action: string): boolean {
	return !action.startsWith('exec') && !['attach', 'detach', 'resize', 'top', 'export', 'copy', 'archive-path', 'extract-to-dir'].includes(action);
}
