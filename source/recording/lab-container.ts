import type {LogLine, PathChange} from '../container.js';
import {asDocument} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import type {Reading} from '../metrics/reading.js';

/** A container of a recording at one moment. */
export type LabContainer = {
	readonly id: string;
	/** As inspect tells it. */
	document: EngineDocument;
	changes: readonly PathChange[];
	log: readonly LogLine[];
	/** Something was done to it here: from then on it is as that made it, whatever the recording says. */
	isTouched: boolean;
	/** Its limits were set here, and are in its numbers in place of those that were recorded. */
	hasOwnLimits: boolean;
	/** Id of the recorded container whose numbers it has; empty for one that was made here and has not run. */
	numbersOf: string;
	/** From where its counters go on, after a time in which it had none. */
	resumes: {readonly base: Reading | undefined; from: Reading | undefined} | undefined;
	given: Reading | undefined;
};

/** Has processes. */
export function isRunning(document: EngineDocument): boolean {
	const state = asDocument(document['State']);
	return state['Running'] === true || state['Paused'] === true;
}
