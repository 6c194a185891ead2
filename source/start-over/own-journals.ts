import type {Engine} from '../engine/engine.js';
import {type FoundJournal, listJournals, type StartOverRecord} from './journal.js';

/** A journal that could be read. */
export type ReadJournal = FoundJournal & {readonly record: StartOverRecord};

/** The journals of this engine, the latest first. */
export async function listOwnJournals(engine: Engine, folder: string): Promise<readonly ReadJournal[]> {
	const found = await listJournals(folder);
	const readable = found.filter((journal): journal is ReadJournal => journal.record?.engine.address === engine.address);
	if (readable.length === 0) {
		return [];
	}

	const {hostName} = await engine.readInfo();
	return readable.filter(({record}) => record.engine.hostName === hostName);
}
