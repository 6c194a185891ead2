import {formatError} from '../errors.js';
import type {StartOverReport} from '../replacement.js';
import {listUndoable, undoStartOver} from '../start-over/undo.js';
import type {Dialog, Row} from '../store/state.js';
import {cleanText} from '../text.js';
import {isBusy, lookAgain, setPending} from './act.js';
import {
	type Command, type Context, forChosen, formatNames, joinNames, keepUnderWay, tell,
} from './context.js';
import {putLimitsBack} from './limits.js';

/** One goes without a question; of several a slip of the finger would cost more than one may want to lose. */
export const undo: Command = forChosen((context, rows) => {
	if (rows.length === 1) {
		carryUndo(context, rows);
	} else {
		void askFirst(context, rows.filter(row => !isBusy(context, row)));
	}
});

/** A container that came of a start over has a new id, so what was changed under its id came after that. */
export function carryUndo(context: Context, rows: readonly Row[]): void {
	const free = rows.filter(row => !isBusy(context, row));
	const limited = free.filter(row => hasOldLimits(context, row));
	for (const row of limited) {
		void putLimitsBack(context, row);
	}

	const others = free.filter(row => !limited.includes(row));
	if (others.length > 0 && !isStartingOver(context, others)) {
		void keepUnderWay(context, {what: `the undo of ${formatNames(others)}`, ended: bringBack(context, others)});
	}
}

function hasOldLimits({oldLimits}: Context, {container}: Row): boolean {
	return oldLimits.has(container.id);
}

/** One question for all of them, with the names of those whose files are at stake; none where nothing would be lost. */
async function askFirst(context: Context, rows: readonly Row[]): Promise<void> {
	const {store, engine} = context;
	const others = rows.filter(row => !hasOldLimits(context, row));
	try {
		const names = others.length === 0 ? [] : await listUndoable(engine, context.journalFolder, others.map(({container}) => container.name));
		if (names.length === 0) {
			carryUndo(context, rows);
		} else if (store.getState().view.dialog === undefined) {
			store.dispatch({type: 'dialog', dialog: createQuestion(rows, rows.filter(row => !others.includes(row)), names.map(name => cleanText(name)))});
		} else {
			tell(context, 'info', 'Nothing was undone: before it could be asked about, something else was opened.', 'u asks again');
		}
	} catch (error) {
		tellFailure(context, others, error);
	}
}

function createQuestion(rows: readonly Row[], limited: readonly Row[], names: readonly string[]): Dialog {
	const isOne = names.length === 1;
	return {
		kind: 'confirm',
		command: 'undo',
		containerIds: rows.map(({container}) => container.id),
		title: `Undo the start over of ${isOne ? names.join('') : `${names.length} containers`}?`,
		lines: [
			...(isOne ? [] : [`${joinNames(names)}.`, '']),
			`The new container${isOne ? '' : 's'} and all that ${isOne ? 'it has' : 'they have'} written since will be gone for good.`,
			`The old one${isOne ? ' comes' : 's come'} back with ${isOne ? 'its' : 'their'} files.`,
			...(limited.length === 0 ? [] : [`Old limits come back for ${formatNames(limited)}.`]),
		],
	};
}

/** Tells it, if one of them or of those that would be undone with it is. */
function isStartingOver(context: Context, rows: readonly Row[]): boolean {
	const names = rows.map(({container}) => container.name);
	const unfinished = context.underWay.values().map(({findUnfinished}) => findUnfinished?.(names)).find(name => name !== undefined);
	if (unfinished !== undefined) {
		tell(context, 'warn', `The start over of ${unfinished} still goes on: u undoes it when it has ended.`);
	}

	return unfinished !== undefined;
}

async function bringBack(context: Context, rows: readonly Row[]): Promise<readonly string[]> {
	const ids = rows.map(({container}) => container.id);
	setPending(context, ids, 'being undone');
	try {
		const reports = await undoStartOver(context.engine, context.journalFolder, rows.map(({container}) => container.name));
		for (const {isDone, sentence} of reports) {
			tell(context, isDone ? 'good' : 'warn', sentence);
		}

		await Promise.all(reports.filter(({isDone}) => isDone).map(async ({oldId}) => lookAgain(context, oldId)));
		followUndone(context, rows, reports);
		return reports.map(({sentence}) => sentence);
	} catch (error) {
		return [tellFailure(context, rows, error)];
	} finally {
		setPending(context, ids, undefined);
	}
}

function tellFailure(context: Context, rows: readonly Row[], error: unknown): string {
	const sentence = `The start over of ${formatNames(rows)} could not be undone: ${formatError(error)}`;
	tell(context, 'bad', sentence);
	return sentence;
}

/** The old container is selected where the new one was. */
function followUndone({store}: Context, rows: readonly Row[], reports: readonly StartOverReport[]): void {
	const selected = rows.find(({container}) => container.id === store.getState().view.selectedId);
	const report = reports.find(({name, isDone}) => isDone && name === selected?.container.name);
	if (report !== undefined) {
		store.dispatch({type: 'select', containerId: report.oldId});
	}
}
