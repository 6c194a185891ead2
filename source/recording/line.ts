import type {
	EngineEvent, EngineInfo, HostReading, Image, LogLine, PathChange,
} from '../container.js';
import type {EngineDocument} from '../engine/engine.js';
import type {ConfinementLook, ProcessesLook} from '../kernel.js';
import type {
	CgroupLook, NamespaceReading, Reading, TextsLook,
} from '../metrics/reading.js';
import {
	anyDocument, anyNumber, anyText, listOf, mapOf, oneOf, optional, recordOf, type Shape,
} from './shape.js';
import {
	cgroupsShape, changeShape, confinementShape, eventShape, hostShape, imageShape, infoShape, logLineShape, namespacesShape, processesShape, readingShape, textsShape,
} from './shapes.js';

/*
 * A recording is gzip over lines of JSON. The first is the header, each of the others is something that came through one of the two
 * ports, the engine or the kernel, with the time at which it came. A kind of line that is not known is passed over.
 */

/** Raised when an old dockdash could misread what a new one writes. */
export const formatVersion = 1;
const formatName = 'dockdash-recording';

export type Header = {
	readonly format: typeof formatName;
	readonly version: typeof formatVersion;
	/** Milliseconds since 1970. */
	readonly takenAt: number;
	/** Name of the machine. */
	readonly host: string;
	/** Address of the engine. */
	readonly engine: string;
	/** Milliseconds between two looks. */
	readonly interval: number;
	/** The machine's own namespaces; undefined when it was not this machine's engine. */
	readonly namespaces: NamespaceReading | undefined;
};

/** What each kind of line says, beside its time. */
type Facts = {
	readonly info: {readonly info: EngineInfo};
	/** A container's inspect document: it is new, or has changed. */
	readonly container: {readonly document: EngineDocument};
	readonly gone: {readonly id: string};
	readonly images: {readonly images: readonly Image[]};
	/** An image's inspect document. */
	readonly image: {readonly document: EngineDocument};
	/** What the writable layer of a container has changed. */
	readonly changes: {readonly id: string; readonly changes: readonly PathChange[]};
	readonly event: {readonly event: EngineEvent};
	readonly log: {readonly id: string; readonly lines: readonly LogLine[]};
	/** One look at all containers, by id, and at the machine. */
	readonly tick: {readonly readings: Readonly<Record<string, Reading>>; readonly host: HostReading | undefined};
	readonly processes: {readonly look: ProcessesLook};
	readonly confinement: {readonly look: ConfinementLook};
	/** The machine's tree of cgroups. */
	readonly cgroups: {readonly look: CgroupLook};
	/** The files of one container. */
	readonly texts: {readonly look: TextsLook};
	/** The last line of a recording that was ended properly. */
	readonly end: Readonly<Record<never, never>>;
};

export type LineKind = keyof Facts;

/** `t` is in milliseconds since the header's `takenAt`. */
export type Line = {[Kind in LineKind]: {readonly t: number; readonly kind: Kind} & Facts[Kind]}[LineKind];

/** A line before it has its time. */
export type Fact = {[Kind in LineKind]: {readonly kind: Kind} & Facts[Kind]}[LineKind];

const factShapes: {readonly [Kind in LineKind]: Shape<Facts[Kind]>} = {
	info: recordOf<Facts['info']>({info: infoShape}),
	container: recordOf<Facts['container']>({document: anyDocument}),
	gone: recordOf<Facts['gone']>({id: anyText}),
	images: recordOf<Facts['images']>({images: listOf(imageShape)}),
	image: recordOf<Facts['image']>({document: anyDocument}),
	changes: recordOf<Facts['changes']>({id: anyText, changes: listOf(changeShape)}),
	event: recordOf<Facts['event']>({event: eventShape}),
	log: recordOf<Facts['log']>({id: anyText, lines: listOf(logLineShape)}),
	tick: recordOf<Facts['tick']>({readings: mapOf(readingShape), host: optional(hostShape)}),
	processes: recordOf<Facts['processes']>({look: processesShape}),
	confinement: recordOf<Facts['confinement']>({look: confinementShape}),
	cgroups: recordOf<Facts['cgroups']>({look: cgroupsShape}),
	texts: recordOf<Facts['texts']>({look: textsShape}),
	end: recordOf<Facts['end']>({}),
};

const headerShape = recordOf<Header>({
	format: oneOf(formatName),
	version: oneOf(formatVersion),
	takenAt: anyNumber,
	host: anyText,
	engine: anyText,
	interval: value => Math.max(100, Math.min(anyNumber(value), 60_000)),
	namespaces: optional(namespacesShape),
});

/** Time and kind stand first in a line, so that one can be passed over without being understood. */
const beginning = /^\{"t":(?<t>\d{1,15}),"kind":"(?<kind>[a-z]{1,20})"/v;

export function createHeader(header: Omit<Header, 'format' | 'version'>): Header {
	return {format: formatName, version: formatVersion, ...header};
}

export function formatLine(t: number, {kind, ...facts}: Fact): string {
	return JSON.stringify({t: Math.max(0, Math.round(t)), kind, ...facts});
}

/** The header, or undefined for what is none; `newer` is one of a version that is not known yet. */
export function parseHeader(text: string): Header | 'newer' | undefined {
	const value = parseJson(text);
	try {
		const {format, version} = anyDocument(value);
		if (format === formatName && typeof version === 'number' && version > formatVersion) {
			return 'newer';
		}

		return headerShape(value);
	} catch {
		return undefined;
	}
}

/** Time and kind of a line without a look at the rest; undefined for what is no line. */
export function peekLine(text: string): {readonly t: number; readonly kind: string} | undefined {
	const {t, kind} = beginning.exec(text.slice(0, 60))?.groups ?? {};
	return t === undefined || kind === undefined ? undefined : {t: Number(t), kind};
}

/** Undefined for a line that is broken, or of a kind that is not known. */
export function parseLine(text: string): Line | undefined {
	const peeked = peekLine(text);
	if (peeked === undefined || !Object.hasOwn(factShapes, peeked.kind)) {
		return undefined;
	}

	const kind = peeked.kind as LineKind;
	try {
		const facts: object = factShapes[kind](parseJson(text));
		return {t: peeked.t, kind, ...facts} as Line; // eslint-disable-line @typescript-eslint/consistent-type-assertions -- The compiler cannot follow that the shape of a kind gives its facts.
	} catch {
		return undefined;
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
