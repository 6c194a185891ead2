import type {Engine} from '../engine/engine.js';
import {whenThere} from '../errors.js';
import {log} from '../log.js';
import type {StartOverReport} from '../replacement.js';
import {cleanText} from '../text.js';
import {type Journal, listJournals, takeJournal} from './journal.js';
import {discard} from './discard.js';
import {keepForADay} from './keep.js';
import {listOwnJournals, type ReadJournal} from './own-journals.js';
import {isAlive, isSelf} from './owner.js';
import {isLiveStatus, removeSavedImage, restore} from './restore.js';
import {formatReason} from './sentences.js';

/**
 * Looks for start overs that were interrupted (dockdash killed, the machine gone down) or that could not be put back (engine gone), and
 * finishes or undoes them. To be called when dockdash starts, and again when an engine that was away is back. Says what happened.
 */
export async function recoverStartOvers(engine: Engine, folder: string): Promise<readonly StartOverReport[]> {
	const reports = [...await reportUnreadable(folder)];
	for (const journal of await listOwnJournals(engine, folder)) {
		const taken = isLeftBehind(journal) ? await takeJournal(journal) : undefined;
		if (taken !== undefined) {
			reports.push(await recover(engine, taken, isSelf(journal.owner)));
		}
	}

	return reports;
}

/** A damaged file, or one of another version of dockdash, may be all that tells of a container under another name. */
async function reportUnreadable(folder: string): Promise<readonly StartOverReport[]> {
	const journals = await listJournals(folder);
	return journals.filter(({record, owner}) => record === undefined && !isAlive(owner)).map(({path}) => ({
		name: '', oldId: '', isDone: false, sentence: `${cleanText(path)} tells of an interrupted start over and cannot be understood: look for containers named …dockdash-old…, then remove the file.`,
	}));
}

function isLeftBehind({record, owner}: ReadJournal): boolean {
	if (record.phase === 'done' && record.keepUntil !== undefined && record.keepUntil > Date.now()) {
		return false;
	}

	return !isAlive(owner) || (isSelf(owner) && record.phase === 'stranded');
}

async function recover(engine: Engine, journal: Journal, wasOurs: boolean): Promise<StartOverReport> {
	const {record} = journal;
	const name = cleanText(record.name);
	const report = (isDone: boolean, sentence: string): StartOverReport => ({
		name, oldId: record.oldId, isDone, sentence,
	});
	try {
		if (record.phase === 'done') {
			await discard(engine, journal);
			return report(true, `The old container of ${name}, kept for undo by a dockdash that has ended, was removed.`);
		}

		if (!wasOurs && await isInPlace(engine, journal)) {
			return report(true, `The start over of ${name} was interrupted when the new container ran already, so it stays${await keepOld(journal)}.`);
		}

		const restored = await restore(engine, record);
		if (restored === 'restored') {
			await removeSavedImage(engine, record.savedAs);
		}

		await journal.remove();
		return report(true, restored === 'restored'
			? `The start over of ${name} was interrupted, and the old container is back as it was.`
			: `The start over of ${name} was interrupted when the old container was gone, so ${restored === 'kept' ? 'it was created again, and not started' : 'the new one is in its place'}.`);
	} catch (error) {
		log('start over: recover', error);
		await journal.write({phase: 'stranded'}).catch((writeError: unknown) => {
			log('start over: journal', writeError);
		});
		return report(false, `The start over of ${name} was interrupted, and could not be undone yet: ${formatReason(error)}; try dockdash undo ${name}.`);
	}
}

/** As the end of a sentence. */
async function keepOld(journal: Journal): Promise<string> {
	if (journal.record.isRemovedOnExit) {
		await journal.remove();
		return '';
	}

	await keepForADay(journal);
	return '; for a day undo brings the old one back';
}

/** The new one has the name and runs: it may have been at work for days, and is not taken away without being asked. */
async function isInPlace(engine: Engine, {record: {newId, name}}: Journal): Promise<boolean> {
	const fresh = newId === undefined ? undefined : await whenThere(async () => engine.inspectContainer(newId));
	const container = fresh?.container;
	return container?.name === name && isLiveStatus(container.status) && container.health !== 'unhealthy';
}
