import type {Engine} from '../engine/engine.js';
import {whenThere} from '../errors.js';
import {parkedName} from '../replacement.js';
import {cleanText} from '../text.js';
import {type Journal, takeJournal} from './journal.js';
import {listOwnJournals, type ReadJournal} from './own-journals.js';
import {isAlive, isSelf} from './owner.js';

/**
 * Removes old containers that were kept for undo. `leaving`: those of this process, unless they were to be kept for longer than it lives.
 * `expired`: those whose time is over. Returns their names. Rejects when the engine does not remove one; its journal stays, and the next
 * dockdash tries again.
 */
export async function discardStartOvers(engine: Engine, folder: string, reason: 'leaving' | 'expired'): Promise<readonly string[]> {
	const names: string[] = [];
	for (const journal of await listOwnJournals(engine, folder)) {
		const taken = isOver(journal, reason) ? await takeJournal(journal) : undefined;
		if (taken !== undefined) {
			await discard(engine, taken);
			names.push(cleanText(taken.record.name));
		}
	}

	return names;
}

function isOver({record, owner}: ReadJournal, reason: 'leaving' | 'expired'): boolean {
	if (record.phase !== 'done' || (isAlive(owner) && !isSelf(owner))) {
		return false;
	}

	return record.keepUntil === undefined ? reason === 'leaving' || !isSelf(owner) : record.keepUntil <= Date.now();
}

/** Removes the parked container, and its anonymous volumes unless the new one took them over. One that was renamed is somebody's, and stays. */
export async function discard(engine: Engine, {record, remove}: Journal): Promise<void> {
	const old = await whenThere(async () => engine.inspectContainer(record.oldId));
	if (old?.container.name === parkedName(record.name, record.oldId)) {
		await whenThere(async () => engine.remove(record.oldId, {force: true, volumes: record.choices.volumes === 'fresh'}));
	}

	await remove();
}
