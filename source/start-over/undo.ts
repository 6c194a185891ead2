import type {Engine} from '../engine/engine.js';
import {log} from '../log.js';
import type {StartOverReport} from '../replacement.js';
import {cleanText} from '../text.js';
import {type Journal, takeJournal} from './journal.js';
import {listOwnJournals, type ReadJournal} from './kept.js';
import {isAlive, isSelf} from './owner.js';
import {removeSavedImage, restore} from './restore.js';
import {formatReason} from './sentences.js';

/**
 * Brings the old container back as it was, with its name, state and files; the new one and what it has written is removed.
 * Without a name, all that were started over together last. With one that others were started over after, those too.
 */
export async function undoStartOver(engine: Engine, folder: string, name?: string): Promise<readonly StartOverReport[]> {
	const journals = await listOwnJournals(engine, folder);
	const undoable = journals.filter(({record, owner}) => record.phase !== 'begun' || !isAlive(owner) || isSelf(owner));
	const chosen = chooseJournals(undoable, name);
	if (chosen.length === 0) {
		const what = name === undefined ? 'No start over' : `No start over of ${cleanText(name)}`;
		return [{name: cleanText(name ?? ''), isDone: false, sentence: `${what} can be undone: an old container is kept until the dockdash that replaced it is left, or as long as --keep said.`}];
	}

	const reports: StartOverReport[] = [];
	// In the order in which they were started over: what lives in another's namespaces needs that one first.
	for (const journal of chosen.toReversed()) {
		const taken = await takeJournal(journal);
		reports.push(taken === undefined
			? {name: journal.record.name, isDone: false, sentence: `Another dockdash is undoing the start over of ${journal.record.name}.`}
			: await undo(engine, taken));
	}

	return reports;
}

function chooseJournals(journals: readonly ReadJournal[], name: string | undefined): readonly ReadJournal[] {
	const latest = name === undefined ? journals[0] : journals.find(({record}) => record.name === name);
	if (latest === undefined) {
		return [];
	}

	const together = journals.filter(({record}) => record.set === latest.record.set);
	if (name === undefined) {
		return together;
	}

	const names = new Set([name]);
	for (const {record} of together.toReversed()) {
		if (record.after.some(before => names.has(before))) {
			names.add(record.name);
		}
	}

	return together.filter(({record}) => names.has(record.name));
}

async function undo(engine: Engine, journal: Journal): Promise<StartOverReport> {
	const {record} = journal;
	const name = cleanText(record.name);
	try {
		const restored = await restore(engine, record);
		if (restored === 'restored' && record.phase !== 'done') {
			await removeSavedImage(engine, record.savedAs);
		}

		await journal.remove();
		return restored === 'restored'
			? {name, isDone: true, sentence: `${name} is back, as it was before it was started over.`}
			: {name, isDone: false, sentence: `The old ${name} no longer exists, so the start over could not be undone; the new one is there.`};
	} catch (error) {
		log('start over: undo', error);
		await journal.write({phase: 'stranded'}).catch((writeError: unknown) => {
			log('start over: journal', writeError);
		});
		return {name, isDone: false, sentence: `The old ${name} could not be brought back yet: ${formatReason(error)}; try dockdash undo ${name} again.`};
	}
}
