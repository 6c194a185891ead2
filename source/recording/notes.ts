import {createHash} from 'node:crypto';
import {asText} from '../engine/document.js';
import type {Fact} from './line.js';
import {redactDocument, redactTexts} from './redact.js';
import type {RecordingFile} from './write.js';

// More are for looking at one by one, and a recording is for handing out.
const pathsKept = 2000;

export type Notes = {
	/** False when it was said before and left out. */
	readonly write: (fact: Fact) => boolean;
	readonly forgetAllBut: (ids: readonly string[]) => void;
};

/** Writes each fact once, and without its secrets unless they are wanted. */
export function createNotes(file: RecordingFile, hasSecrets: boolean): Notes {
	const digests = new Map<string, string>();

	/** Whether it is another one than was written last under that name. */
	const isNews = (name: string, value: unknown): boolean => {
		const digest = createHash('sha1').update(JSON.stringify(value)).digest('base64');
		const isNew = digests.get(name) !== digest;
		digests.set(name, digest);
		return isNew;
	};

	const write = (fact: Fact): boolean => {
		switch (fact.kind) {
			case 'container':
			case 'image': {
				if (!isNews(`${fact.kind} ${asText(fact.document['Id'])}`, fact.document)) {
					return false;
				}

				file.write(hasSecrets ? fact : {...fact, document: redactDocument(fact.document)});
				return true;
			}

			case 'info': {
				if (!isNews('info', fact.info)) {
					return false;
				}

				file.write(fact);
				return true;
			}

			case 'confinement': {
				if (!isNews(`confinement ${fact.look.containerId}`, fact.look)) {
					return false;
				}

				file.write(fact);
				return true;
			}

			case 'images': {
				if (!isNews('images', fact.images)) {
					return false;
				}

				file.write(hasSecrets ? fact : {...fact, images: fact.images.map(image => ({...image, labels: redactTexts(image.labels)}))});
				return true;
			}

			case 'event': {
				const {event} = fact;
				file.write(hasSecrets ? fact : {...fact, event: {...event, attributes: redactTexts(event.attributes)}});
				return true;
			}

			case 'gone': {
				const isKnown = digests.delete(`container ${fact.id}`);
				if (isKnown) {
					file.write(fact);
				}

				return isKnown;
			}

			case 'changes': {
				file.write({...fact, changes: fact.changes.slice(0, pathsKept)});
				return true;
			}

			default: {
				file.write(fact);
				return true;
			}
		}
	};

	return {
		write,
		forgetAllBut(ids) {
			const kept = new Set(ids.map(id => `container ${id}`));
			const gone = digests.keys().filter(key => key.startsWith('container ') && !kept.has(key)).toArray();
			for (const key of gone) {
				write({kind: 'gone', id: key.slice('container '.length)});
			}
		},
	};
}
