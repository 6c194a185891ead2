import {asDocument, asText} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import type {CgroupLook} from '../metrics/reading.js';

/** How much later than it was recorded something happens: a recording that is played again happens later. */
export type Shift = {
	readonly milliseconds: number;
	/** Only times after this are meant, in ms since 1970: what was before the recording stays there. */
	readonly after: number;
};

/** The inspect of a container that was started and has ended so much later. */
export function shiftTimes(document: EngineDocument, {milliseconds, after}: Shift): EngineDocument {
	const state = asDocument(document['State']);
	const later = (value: unknown): unknown => {
		const at = Date.parse(asText(value));
		return at > after ? new Date(at + milliseconds).toISOString() : value;
	};

	return {...document, State: {...state, StartedAt: later(state['StartedAt']), FinishedAt: later(state['FinishedAt'])}};
}

/** A look that was taken so much later. */
export function shiftTaken<Look extends {readonly takenAtMicroseconds: number}>(look: Look, milliseconds: number): Look {
	return {...look, takenAtMicroseconds: look.takenAtMicroseconds + (milliseconds * 1000)};
}

export function shiftTree({nodes, isWhole}: CgroupLook, milliseconds: number): CgroupLook {
	return {isWhole, nodes: nodes.map(node => ({...node, reading: shiftTaken(node.reading, milliseconds)}))};
}
