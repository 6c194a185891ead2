import {asDocument, asDocuments, isDocument} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {ParseError} from '../errors.js';

/** The parts of a container's inspect document that a start over looks at. Texts are as the engine sent them: they go back to it. */
export type Inspect = {
	readonly id: string;
	/** The first twelve digits: default host name, and in API < 1.45 an alias on every network. */
	readonly shortId: string;
	/** Without the leading slash. */
	readonly name: string;
	/** Id of the image it was made from. */
	readonly imageId: string;
	/** What it was made from, as it was written: `lab:1`. */
	readonly imageReference: string;
	readonly config: EngineDocument;
	readonly host: EngineDocument;
	readonly mounts: readonly EngineDocument[];
	readonly networks: Readonly<Record<string, EngineDocument>>;
	readonly labels: Readonly<Record<string, string>>;
	readonly networkMode: string;
	readonly isRunning: boolean;
	/** Made with `--rm`. */
	readonly isRemovedOnExit: boolean;
	readonly document: EngineDocument;
};

/** Throws ParseError when it is not an inspect document: without id, name or configuration nothing can be made again. */
export function parseInspect(document: EngineDocument): Inspect {
	const id = rawText(document.Id);
	const name = rawText(document.Name).replace(/^\//v, '');
	if (id === '' || name === '' || !isDocument(document.Config) || !isDocument(document.HostConfig)) {
		throw new ParseError(`inspect of container ${name}`, 'the engine left out its id, name or configuration');
	}

	const config = document.Config;
	const host = document.HostConfig;
	const state = asDocument(document.State);
	return {
		id,
		shortId: id.slice(0, 12),
		name,
		imageId: imageId(document.Image),
		imageReference: rawText(isUnset(config.Image) ? document.ImageName : config.Image),
		config,
		host,
		mounts: asDocuments(document.Mounts),
		networks: rawDocuments(asDocument(document.NetworkSettings).Networks),
		labels: rawTextMap(config.Labels),
		networkMode: rawText(host.NetworkMode),
		isRunning: state.Running === true || state.Paused === true,
		isRemovedOnExit: host.AutoRemove === true,
		document,
	};
}

/** `sha256:` and 64 digits; Podman leaves the prefix out. */
export function imageId(value: unknown): string {
	const id = rawText(value);
	return /^[\da-f]{64}$/v.test(id) ? `sha256:${id}` : id;
}

export function rawText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

export function rawTexts(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter(element => typeof element === 'string') : [];
}

export function rawTextMap(value: unknown): Readonly<Record<string, string>> {
	const entries = Object.entries(asDocument(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	return Object.fromEntries(entries);
}

function rawDocuments(value: unknown): Readonly<Record<string, EngineDocument>> {
	return Object.fromEntries(Object.entries(asDocument(value)).map(([key, element]) => [key, asDocument(element)]));
}

/** True for what the engine writes when nothing is set: null, 0, false, empty texts, lists and maps. */
export function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === false || value === 0 || value === ''
		|| (typeof value === 'object' && Object.keys(value).length === 0);
}

export function omit(document: EngineDocument, fields: readonly string[]): Record<string, unknown> {
	return Object.fromEntries(Object.entries(document).filter(([field]) => !fields.includes(field)));
}
