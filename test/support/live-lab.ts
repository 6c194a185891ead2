import {setImmediate} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import type {Container, HostReading} from '../../source/container.js';
import type {Reading} from '../../source/metrics/reading.js';
import {createLiveSource, type LiveSource} from '../../source/sampler/live-source.js';
import {makeContainer, makeDetail} from './containers.js';
import {copyMachine, readMachine} from './machine.js';

/** The stats API as a test wants it. */
type Stats = {
	/** Ids that it was asked for, in order. */
	readonly asked: string[];
	/** Ids whose stream was ended by us. */
	readonly ended: string[];
	/** Gives a reading to all that listen, and lets them take it. */
	readonly tell: (reading: Reading) => Promise<void>;
	/** Ends all streams: with an error, or as the engine does when the container ends. */
	readonly end: (error?: Error) => Promise<void>;
};

function createStats(): Stats & {readonly watchStats: (id: string, signal: AbortSignal) => AsyncIterable<Reading>} {
	const asked: string[] = [];
	const ended: string[] = [];
	let news = Promise.withResolvers<Reading | undefined>();
	return {
		asked,
		ended,
		async tell(reading) {
			news.resolve(reading);
			news = Promise.withResolvers();
			await setImmediate();
		},
		async end(error) {
			if (error === undefined) {
				news.resolve(undefined);
			} else {
				news.reject(error);
			}

			news = Promise.withResolvers();
			await setImmediate();
		},
		async * watchStats(id, signal) {
			asked.push(id);
			const aborted = Promise.withResolvers<never>();
			signal.addEventListener('abort', () => {
				ended.push(id);
				aborted.reject(signal.reason);
			});
			for (;;) {
				const reading = await Promise.race([news.promise, aborted.promise]);
				if (reading === undefined) {
					return;
				}

				yield reading;
			}
		},
	};
}

const noHost: HostReading = {
	hostName: '',
	cpus: 1,
	busyMicroseconds: undefined,
	totalMicroseconds: undefined,
	memoryBytes: undefined,
	memoryUsedBytes: undefined,
	swapBytes: undefined,
	swapUsedBytes: undefined,
	load: undefined,
	disk: undefined,
};

export type LiveLab = Stats & {
	readonly source: LiveSource;
	readonly folder: string;
	/** A recorded container, as inspect would tell it. */
	readonly container: (name: string, changes?: Partial<Container>) => Container;
};

/** A live source on a recorded machine, with an engine whose statistics the test tells. */
export function openLiveLab(t: ExecutionContext, {recording = 'test/fixtures/cgroup2', isLocal = true} = {}): LiveLab {
	const folder = copyMachine(t, recording);
	const {find} = readMachine(folder);
	const stats = createStats();
	const source = createLiveSource({
		engine: {isLocal, watchStats: stats.watchStats}, host: {read: () => noHost, close: () => undefined}, procRoot: `${folder}/proc`, cgroupRoot: `${folder}/cgroup`,
	});
	t.teardown(source.close);
	return {
		...stats,
		source,
		folder,
		container(name, changes = {}) {
			const {id, pid} = find(name);
			return makeContainer(name, {id, detail: makeDetail({pid}), ...changes});
		},
	};
}
