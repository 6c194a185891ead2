import {
	chmod, mkdir, open, readdir, readFile, rename, rm,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {ContainerStatus} from '../container.js';
import type {EngineDocument} from '../engine/engine.js';
import {isDocument} from '../engine/document.js';
import {ParseError} from '../errors.js';
import type {Dependent, StartOverChoices, StartOverStep} from '../replacement.js';
import {isAlive, type Owner, self} from './owner.js';
import type {Recipe} from './plan.js';

/** All that is needed to undo a start over, or to finish it, by a process that knows nothing else. */
export type StartOverRecord = {
	readonly version: 1;
	/** The engine it happens on. Two machines can have the same address, seen from each. */
	readonly engine: {readonly address: string; readonly hostName: string};
	/** The same for all that were started over together. */
	readonly set: string;
	/** Milliseconds since 1970. */
	readonly beganAt: number;
	/** `stranded`: it failed, and so did putting the old container back. */
	readonly phase: 'begun' | 'done' | 'stranded';
	/** Until when the old container is kept at least, in milliseconds since 1970; undefined is as long as the owner lives. */
	readonly keepUntil: number | undefined;
	readonly name: string;
	/** Names of those in the same set that were started over before it. */
	readonly after: readonly string[];
	readonly oldId: string;
	readonly newName: string;
	/** Undefined until the engine has told it. */
	readonly newId: string | undefined;
	readonly status: ContainerStatus;
	/** By its health check, or because it was in a restart loop. */
	readonly isUnhealthy: boolean;
	readonly restartPolicy: string;
	readonly isRemovedOnExit: boolean;
	readonly choices: StartOverChoices;
	readonly savedAs: string | undefined;
	/** Running containers that live in its namespaces. */
	readonly inside: readonly Dependent[];
	readonly steps: readonly StartOverStep[];
	/** The engine was, or was about to be, asked to stop the old one, and has not refused: it may be stopping until `steps` say that it has stopped. */
	readonly isStopBegun: boolean;
	readonly recipe: Recipe;
	/** The old container's inspect document. */
	readonly document: EngineDocument;
};

/** A record on disk that is ours. */
export type Journal = {
	readonly record: StartOverRecord;
	/** Resolves with the journal as it is then, once it is on the disk. */
	readonly write: (change: Partial<StartOverRecord>) => Promise<Journal>;
	readonly remove: () => Promise<void>;
};

export type FoundJournal = {
	readonly path: string;
	readonly owner: Owner;
	/** Undefined when the file cannot be read or understood. */
	readonly record: StartOverRecord | undefined;
};

// CONTAINER.HOST.PID.START.json: whose it is can be read off the name, so that renaming it takes it over, and of two that try only one can.
const fileName = /^[\da-f]{12}\.(?<hostName>.+)\.(?<pid>\d+)\.(?<startedAt>\d+)\.json(?<draft>\.tmp)?$/v;

/** Where journals are: `DOCKDASH_STATE`, or `dockdash` in `XDG_STATE_HOME`, or in `~/.local/state`. */
export function journalFolder(environment: NodeJS.ProcessEnv = process.env): string {
	const {DOCKDASH_STATE: own = '', XDG_STATE_HOME: xdg = ''} = environment;
	const state = own === '' ? path.join(xdg === '' ? path.join(os.homedir(), '.local/state') : xdg, 'dockdash') : own;
	return path.join(state, 'start-over');
}

/** Writes the first record, readable for nobody else: environment variables hold secrets. */
export async function beginJournal(folder: string, record: StartOverRecord): Promise<Journal> {
	await mkdir(folder, {recursive: true, mode: 0o700});
	await chmod(folder, 0o700);
	const journal = createJournal(ownPath(folder, record.oldId), record);
	return journal.write({});
}

/** All journals there are, the latest first. */
export async function listJournals(folder: string): Promise<readonly FoundJournal[]> {
	const names = await readdir(folder).catch((): readonly string[] => []);
	const found = await Promise.all(names.map(async name => readFound(folder, name)));
	return found.filter(journal => journal !== undefined).toSorted((one, other) => (other.record?.beganAt ?? 0) - (one.record?.beganAt ?? 0));
}

/** Makes somebody's journal ours; undefined when somebody else was faster, or it cannot be understood. */
export async function takeJournal(found: FoundJournal): Promise<Journal | undefined> {
	if (found.record === undefined) {
		return undefined;
	}

	const own = ownPath(path.dirname(found.path), found.record.oldId);
	try {
		await rename(found.path, own);
		// What it says now: its owner may have gone on since it was listed.
		return createJournal(own, parseRecord(own, await readFile(own, 'utf8')));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}

		throw error;
	}
}

function createJournal(file: string, record: StartOverRecord): Journal {
	return {
		record,
		async write(change) {
			const next = {...record, ...change};
			await writeDurably(file, JSON.stringify(next));
			return createJournal(file, next);
		},
		async remove() {
			await rm(file, {force: true});
		},
	};
}

function ownPath(folder: string, id: string): string {
	const {hostName, pid, startedAt} = self;
	return path.join(folder, `${id.slice(0, 12)}.${hostName.replaceAll(/[^\w\-.]/gv, '_')}.${pid}.${startedAt}.json`);
}

/** After a crash at any moment the file is either as before or as now. */
async function writeDurably(file: string, text: string): Promise<void> {
	const draft = `${file}.tmp`;
	await using handle = await open(draft, 'w', 0o600);
	await handle.writeFile(text);
	await handle.sync();
	await rename(draft, file);
	await using folder = await open(path.dirname(file));
	await folder.sync();
}

async function readFound(folder: string, name: string): Promise<FoundJournal | undefined> {
	const groups = fileName.exec(name)?.groups;
	if (groups === undefined) {
		return undefined;
	}

	const file = path.join(folder, name);
	const owner = {hostName: groups.hostName ?? '', pid: Number(groups.pid), startedAt: groups.startedAt ?? ''};
	if (groups.draft !== undefined) {
		// A write that did not come to its end.
		if (!isAlive(owner)) {
			await rm(file, {force: true});
		}

		return undefined;
	}

	try {
		return {path: file, owner, record: parseRecord(file, await readFile(file, 'utf8'))};
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : {path: file, owner, record: undefined};
	}
}

/** Throws ParseError. Journals are written by us alone, so only what a broken disk or another version would change is looked at. */
function parseRecord(file: string, text: string): StartOverRecord {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		throw new ParseError(file, 'not a journal of a start over', {cause: error});
	}

	if (!isDocument(value) || value.version !== 1 || typeof value.oldId !== 'string' || typeof value.name !== 'string' || !isDocument(value.recipe)) {
		throw new ParseError(file, 'a journal of another version of dockdash');
	}

	return value as StartOverRecord;
}
