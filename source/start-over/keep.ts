import {cleanText} from '../text.js';
import {type Journal, listJournals, takeJournal} from './journal.js';
import {isSelf} from './owner.js';

const dayMilliseconds = 24 * 60 * 60_000;

/** Keeps an old container for undo for a day, or as long as it was to be kept: whatever becomes of this process, and whoever comes after it. */
export async function keepForADay({record, write}: Journal): Promise<void> {
	await write({phase: 'done', keepUntil: Math.max(record.keepUntil ?? 0, Date.now() + dayMilliseconds)});
}

/** The same for all that this process has put aside. Returns their names. */
export async function keepOwnForADay(folder: string): Promise<readonly string[]> {
	const names: string[] = [];
	for (const found of await listJournals(folder)) {
		const journal = found.record?.phase === 'done' && isSelf(found.owner) ? await takeJournal(found) : undefined;
		if (journal !== undefined) {
			await keepForADay(journal);
			names.push(cleanText(journal.record.name));
		}
	}

	return names;
}
