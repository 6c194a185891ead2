import process from 'node:process';
import type {Engine} from '../engine/engine.js';
import type {Options} from '../options.js';
import {journalFolder} from '../start-over/journal.js';
import {listUndoable, undoStartOver} from '../start-over/undo.js';
import {cleanText} from '../text.js';
import {ask, unansweredCode} from './ask.js';
import {openEngine} from './world.js';

export type UndoRunOptions = Extract<Options, {readonly command: 'undo'}>;

/** `dockdash undo`: brings old containers back that are still kept. Returns the exit code, as {@link undoKept} does. Throws `DockdashError`. */
export async function runUndo(options: UndoRunOptions): Promise<number> {
	const engine = openEngine(options);
	try {
		return await undoKept(engine, journalFolder(), options);
	} finally {
		engine.close();
	}
}

/**
 * Says what will be lost and asks, unless that was confirmed or there is nothing to undo, and brings the old ones back. Returns the exit
 * code: 0 when all are back, 1 when one is not, 3 when nobody said yes. Throws `DockdashError`.
 */
export async function undoKept(engine: Engine, folder: string, {name, isConfirmed}: Pick<UndoRunOptions, 'name' | 'isConfirmed'>): Promise<number> {
	const wanted = name === undefined ? [] : [name];
	const names = isConfirmed ? [] : await listUndoable(engine, folder, wanted);
	if (names.length > 0 && !await askAbout(names)) {
		process.stderr.write('Nothing was done: --yes undoes without asking.\n');
		return unansweredCode;
	}

	// Those that were asked about, also where another dockdash has started something over meanwhile. Interrupted ones are undone by this
	// too; recovering first would finish some of them, and drop what a killed dashboard kept.
	const reports = await undoStartOver(engine, folder, names.length > 0 ? names : wanted);
	for (const {sentence} of reports) {
		process.stdout.write(`${sentence}\n`);
	}

	return reports.every(({isDone}) => isDone) ? 0 : 1;
}

async function askAbout(names: readonly string[]): Promise<boolean> {
	for (const name of names) {
		process.stdout.write(`${cleanText(name)}: the old container comes back; the new one and all that it has written since will be gone for good.\n`);
	}

	return ask('Undo? [y/N] ');
}
