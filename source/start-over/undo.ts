import type {Engine} from '../engine/engine.js';
import {log} from '../log.js';
import type {StartOverReport} from '../replacement.js';
import {cleanText} from '../text.js';
import {type Journal, takeJournal} from './journal.js';
import {listOwnJournals, type ReadJournal} from './own-journals.js';
import {isAlive, isSelf} from './owner.js';
import {removeSavedImage, restore} from './restore.js';
import {formatReason} from './sentences.js';

/**
 * Brings old containers back as they were, with their names, states and files; the new ones and what they have written are removed.
 * Without a name, all that were started over together last. With one that others were started over after, those too.
 */
export async function undoStartOver(engine: Engine, folder: string, names: readonly string[] = []): Promise<readonly StartOverReport[]> {
	const chosen = await findJournals(engine, folder, names);
	const missing = names.length === 0 && chosen.length === 0 ? [''] : names.filter(name => chosen.every(({record}) => record.name !== name));
	const reports: StartOverReport[] = missing.map(name => ({
		name: cleanText(name), oldId: '', isDone: false, sentence: describeMissing(cleanText(name)),
	}));
	// In the order in which they were started over: what lives in another's namespaces needs that one first.
	for (const journal of chosen.toReversed()) {
		const taken = await takeJournal(journal);
		const name = cleanText(journal.record.name);
		reports.push(taken === undefined
			? {
				name, oldId: journal.record.oldId, isDone: false, sentence: `Another dockdash is undoing the start over of ${name}.`,
			}
			: await undo(engine, taken));
	}

	return reports;
}

/** The names of those that `undoStartOver` would bring back, in its order. What their new containers have written since is then lost. */
export async function listUndoable(engine: Engine, folder: string, names: readonly string[] = []): Promise<readonly string[]> {
	const chosen = await findJournals(engine, folder, names);
	return [...new Set(chosen.toReversed().map(({record}) => record.name))];
}

/** The latest first. */
async function findJournals(engine: Engine, folder: string, names: readonly string[]): Promise<readonly ReadJournal[]> {
	const journals = await listOwnJournals(engine, folder);
	const undoable = journals.filter(({record, owner}) => record.phase !== 'begun' || !isAlive(owner) || isSelf(owner));
	return names.length === 0 ? listSet(undoable, undoable[0]) : chooseJournals(undoable, names);
}

function describeMissing(name: string): string {
	return `No start over${name === '' ? '' : ` of ${name}`} can be undone: an old container is kept until the dockdash that replaced it is left, or as long as --keep said.`;
}

/** All that were started over together with one. */
function listSet(journals: readonly ReadJournal[], one: ReadJournal | undefined): readonly ReadJournal[] {
	return journals.filter(({record}) => record.set === one?.record.set);
}

/** The last start over of each name, and of what was started over after it. */
function chooseJournals(journals: readonly ReadJournal[], names: readonly string[]): readonly ReadJournal[] {
	const chosen = new Set(names.flatMap(name => {
		const together = listSet(journals, journals.find(({record}) => record.name === name));
		const affected = new Set([name]);
		for (const {record} of together.toReversed()) {
			if (record.after.some(before => affected.has(before))) {
				affected.add(record.name);
			}
		}

		return together.filter(({record}) => affected.has(record.name));
	}));
	return journals.filter(journal => chosen.has(journal));
}

async function undo(engine: Engine, journal: Journal): Promise<StartOverReport> {
	const {record} = journal;
	const name = cleanText(record.name);
	const report = (isDone: boolean, sentence: string): StartOverReport => ({
		name, oldId: record.oldId, isDone, sentence,
	});
	try {
		const restored = await restore(engine, record);
		if (restored === 'restored' && record.phase !== 'done') {
			await removeSavedImage(engine, record.savedAs);
		}

		await journal.remove();
		return restored === 'restored'
			? report(true, `${name} is back, as it was before it was started over.`)
			: report(false, `The old ${name} no longer exists, so the start over could not be undone; the new one is there.`);
	} catch (error) {
		log('start over: undo', error);
		await journal.write({phase: 'stranded'}).catch((writeError: unknown) => {
			log('start over: journal', writeError);
		});
		return report(false, `The old ${name} could not be brought back yet: ${formatReason(error)}; try dockdash undo ${name} again.`);
	}
}
