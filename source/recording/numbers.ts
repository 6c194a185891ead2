import {asDocument} from '../engine/document.js';
import {isNewCgroup} from '../metrics/rate.js';
import type {Reading} from '../metrics/reading.js';
import {moveOn} from './counters.js';
import type {LabContainer} from './lab-container.js';

/**
 * The numbers of a container that runs: those that were recorded, as far as nothing was done to it here.
 *
 * @param recorded The last that were recorded of it, or of the one whose numbers it has.
 * @param isFresh Whether they are of this look.
 */
export function readNumbers(container: LabContainer, recorded: Reading | undefined, isFresh: boolean, takenAtMicroseconds: number): Reading | undefined {
	const {document, isTouched, resumes, given} = container;
	if (!isTouched && !isFresh) {
		return undefined;
	}

	const isPaused = asDocument(document['State'])['Paused'] === true;
	if (isTouched && (isPaused || !isFresh)) {
		// It stands still, or it did not run when this was recorded: nothing is added to what it had.
		const last = given ?? recorded;
		return last && {...last, takenAtMicroseconds, isFrozen: isPaused};
	}

	if (recorded === undefined || resumes === undefined) {
		return recorded;
	}

	resumes.from ??= recorded;
	if (isNewCgroup(resumes.from, recorded)) {
		container.resumes = undefined;
		return recorded;
	}

	return moveOn(resumes.base, resumes.from, recorded);
}
