import type {LogLine} from '../container.js';
import {asDocument, asText} from '../engine/document.js';
import type {Engine, EngineDocument} from '../engine/engine.js';
import {log} from '../log.js';
import type {Fact} from './line.js';

const logTail = 200;
const logBatchMilliseconds = 250;

export type CloserLook = {
	readonly look: (document: EngineDocument) => void;
};

/** What the dashboard asks for only on demand: changed paths, when a container is first seen and when it has ended, its image, and its log. */
export function createCloserLook(engine: Engine, hasLogs: boolean, signal: AbortSignal, write: (fact: Fact) => void): CloserLook {
	const compared = new Map<string, boolean>();
	const followed = new Set<string>();
	const toldUntil = new Map<string, number>();
	const images = new Set<string>();
	let queue = Promise.resolve();

	/** One after another: comparing reads all of a container's files. The answers are heard through the tap. */
	const ask = (look: () => Promise<unknown>): void => {
		queue = queue.then(async () => {
			if (!signal.aborted) {
				await look();
			}
		}).catch((error: unknown) => {
			log('record', error);
		});
	};

	const follow = async (id: string): Promise<void> => {
		const since = toldUntil.get(id);
		followed.add(id);
		let batch: LogLine[] = [];
		const flush = (): void => {
			if (batch.length > 0 && !signal.aborted) {
				write({kind: 'log', id, lines: batch});
			}

			batch = [];
		};

		try {
			for await (const line of engine.watchLogs(id, {tail: logTail, signal, ...(since !== undefined && {since: since + 1})})) {
				if (batch.length === 0) {
					setTimeout(flush, logBatchMilliseconds);
				}

				batch.push(line);
				toldUntil.set(id, line.at ?? Date.now());
			}
		} catch (error) {
			log('record', error);
		}

		flush();
		followed.delete(id);
	};

	return {
		look(document) {
			const id = asText(document['Id']);
			const image = asText(document['Image']);
			if (!images.has(image)) {
				images.add(image);
				ask(async () => engine.inspectImage(image));
			}

			const isLive = asDocument(document['State'])['Running'] === true;
			if (compared.get(id) !== isLive) {
				const isFirst = !compared.has(id);
				compared.set(id, isLive);
				if (isFirst || !isLive) {
					ask(async () => engine.listChanges(id));
				}
			}

			if (hasLogs && !followed.has(id) && (isLive || !toldUntil.has(id))) {
				void follow(id);
			}
		},
	};
}
