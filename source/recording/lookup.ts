import {convertInspectedContainer} from '../engine/docker-convert-container.js';
import {asText} from '../engine/document.js';
import type {EngineDocument, Inspected} from '../engine/engine.js';
import {EngineError} from '../errors.js';
import type {Lab} from './lab.js';
import type {LabContainer} from './lab-container.js';

const shortId = 12;

export function nameOf({id, document}: LabContainer): string {
	return asText(document['Name']).replace(/^\//v, '') || id.slice(0, shortId);
}

/** By id, beginning of the id, or name. Throws `EngineError`; `address` is for its sentence. */
export function findContainer({containers}: Lab, id: string, address: string): LabContainer {
	const found = containers.get(id) ?? containers.values().find(container => nameOf(container) === id || (id.length >= shortId && container.id.startsWith(id)));
	if (found === undefined) {
		throw new EngineError('gone', `There is no container ${id} in ${address}.`);
	}

	return found;
}

/** What inspect tells of it. Throws `EngineError`. */
export function inspectFound({id, document}: LabContainer, address: string): Inspected {
	const container = convertInspectedContainer(document);
	if (container === undefined) {
		throw new EngineError('failed', `${address} tells nothing about the container ${id}.`);
	}

	return {container, document};
}

/** The inspect document of an image, by id or tag. Throws `EngineError`. */
export function findImage(lab: Lab, reference: string, address: string): EngineDocument {
	const listed = lab.images().find(({id, tags}) => id === reference || tags.includes(reference) || id.startsWith(`sha256:${reference}`));
	const document = lab.imageDocuments.get(listed?.id ?? reference);
	if (document === undefined) {
		throw new EngineError('gone', `There is no image ${reference} in ${address}.`);
	}

	return document;
}
