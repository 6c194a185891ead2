import type {Container, EngineEvent, EngineInfo, Image} from '../../source/container.js';
import type {Engine} from '../../source/engine/engine.js';
import {EngineError} from '../../source/errors.js';
import {makeDetail} from './containers.js';

/** An engine in memory that does what a test tells it: for what a real one does only when it is unlucky. */
export type ScriptedEngine = {
	readonly engine: Engine;
	/** What it has been asked, in order: `events`, `list`, `inspect ID`, `images`, `info`. */
	readonly calls: string[];
	readonly containers: Map<string, Container>;
	/** Thrown by what it is asked, by the name of the call; with `events`, by the next subscription. */
	readonly failures: Map<string, Error>;
	/** Waited for by calls of that name before they answer, with the answer of the moment they were asked. */
	readonly holds: Map<string, Promise<void>>;
	readonly emit: (action: string, id: string, type?: EngineEvent['type']) => void;
	/** Ends the event stream: with an error, or as if the engine had closed it. */
	readonly breakEvents: (error?: Error) => void;
};

const info: EngineInfo = {
	product: 'docker',
	version: '26.1.5',
	apiVersion: '1.45',
	cgroupVersion: 2,
	cgroupDriver: 'systemd',
	hostName: 'lab',
	operatingSystem: '',
	kernelVersion: '',
	cpus: 2,
	memoryBytes: 1e9,
	storageDriver: 'overlay2',
	isRootless: false,
	securityOptions: [],
};

export function createScriptedEngine(images: readonly Image[] = []): ScriptedEngine {
	const calls: string[] = [];
	const containers = new Map<string, Container>();
	const failures = new Map<string, Error>();
	const holds = new Map<string, Promise<void>>();
	let queue: EngineEvent[] = [];
	let news = Promise.withResolvers<void>();
	const ask = async <Value>(call: string, answer: () => Value): Promise<Value> => {
		calls.push(call);
		const failure = failures.get(call);
		if (failure !== undefined) {
			throw failure;
		}

		const value = answer();
		await holds.get(call);
		return value;
	};

	const engine: Pick<Engine, 'address' | 'isLocal' | 'readInfo' | 'listContainers' | 'listImages' | 'inspectContainer' | 'watchEvents'> = {
		address: 'unix:///run/lab.sock',
		isLocal: true,
		readInfo: async () => ask('info', () => info),
		listContainers: async () => ask('list', () => containers.values().map(container => ({...container, detail: undefined})).toArray()),
		listImages: async () => ask('images', () => images),
		inspectContainer: async id => ask(`inspect ${id}`, () => {
			const container = containers.get(id);
			if (container === undefined) {
				throw new EngineError('gone', `There is no container ${id}.`);
			}

			return {container: {...container, detail: container.detail ?? makeDetail()}, document: {}};
		}),
		async * watchEvents(signal, onOpen) {
			await ask('events', () => undefined);
			queue = [];
			news = Promise.withResolvers<void>();
			signal.addEventListener('abort', () => {
				news.reject(signal.reason);
			});
			onOpen();
			for (;;) {
				await news.promise;
				if (queue.length === 0) {
					return;
				}

				const events = queue;
				queue = [];
				news = Promise.withResolvers<void>();
				yield * events;
			}
		},
	};
	return {
		engine: engine as Engine,
		calls,
		containers,
		failures,
		holds,
		emit(action, id, type = 'container') {
			queue.push({
				type, action, id, name: '', at: 0, attributes: {},
			});
			news.resolve();
		},
		breakEvents(error) {
			queue = [];
			if (error === undefined) {
				news.resolve();
			} else {
				news.reject(error);
			}
		},
	};
}
