import type {Engine} from '../engine/engine.js';
import {log} from '../log.js';
import type {NamespaceReading} from '../metrics/reading.js';
import type {Clock} from '../sampler/clock.js';
import {inspectsAtOnce, mapConcurrently} from '../engine/concurrency.js';
import {createCloserLook} from './closer-look.js';
import {createHeader} from './line.js';
import {createNotes} from './notes.js';
import type {Tap} from './tap.js';
import {createRecordingFile} from './write.js';

export type RecorderOptions = {
	readonly tap: Tap;
	readonly path: string;
	readonly isOverwriting: boolean;
	/** Environment values and secret labels too. */
	readonly hasSecrets: boolean;
	/** Log lines too. */
	readonly hasLogs: boolean;
	readonly clock: Clock;
	readonly intervalMilliseconds: number;
	readonly hostName: string;
	readonly hostNamespaces: NamespaceReading | undefined;
};

/** A recording that goes on. */
export type Recorder = {
	readonly path: string;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	readonly bytes: () => number;
	/** Rejects with `DockdashError` when the file cannot be written any more. */
	readonly failure: Promise<never>;
	/** Ends it; resolves when all is in the file. Rejects with `DockdashError`. */
	readonly stop: () => Promise<void>;
};

/** Begins to write down what comes through the tap, after a first look at everything. Rejects with `DockdashError` when the file cannot be made. */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
	const {tap, clock} = options;
	const startedAt = clock.now();
	const file = await createRecordingFile({
		path: options.path,
		isOverwriting: options.isOverwriting,
		now: clock.now,
		header: createHeader({
			takenAt: startedAt, host: options.hostName, engine: tap.engine.address, interval: options.intervalMilliseconds, namespaces: options.hostNamespaces,
		}),
	});
	const controller = new AbortController();
	const notes = createNotes(file, options.hasSecrets);
	const closer = createCloserLook(tap.engine, options.hasLogs, controller.signal, notes.write);
	tap.listen(heard => {
		if (heard.kind === 'listed') {
			notes.forgetAllBut(heard.ids);
			return;
		}

		const isNews = notes.write(heard);
		if (heard.kind === 'container' && isNews) {
			closer.look(heard.document);
		} else if (heard.kind === 'tick') {
			file.flush();
		}
	});
	// The engine may be away: then there is nothing to look at until the watch finds it again.
	lookAround(tap.engine).catch((error: unknown) => {
		log('record', error);
	});
	return {
		path: options.path,
		startedAt,
		bytes: file.bytes,
		failure: file.failure,
		async stop() {
			tap.listen(undefined);
			controller.abort();
			await file.close();
		},
	};
}

/** Asks for everything once; the answers are heard through the tap. */
async function lookAround(engine: Engine): Promise<void> {
	await engine.readInfo();
	const containers = await engine.listContainers();
	await mapConcurrently(containers, inspectsAtOnce, async ({id}) => {
		await engine.inspectContainer(id).catch((error: unknown) => {
			// It may have gone meanwhile.
			log('record', error);
		});
	});
	await engine.listImages();
}
