import {formatError} from '../errors.js';
import type {StartOverReport} from '../replacement.js';
import {undoStartOver} from '../start-over/undo.js';
import type {Row} from '../store/state.js';
import {isBusy, lookAgain, setPending} from './act.js';
import {
	type Command, type Context, forChosen, formatNames, keepUnderWay, tell,
} from './context.js';
import {putLimitsBack} from './limits.js';

/** A container that came of a start over has a new id, so what was changed under its id came after that. */
export const undo: Command = forChosen((context, rows) => {
	const free = rows.filter(row => !isBusy(context, row));
	const limited = free.filter(({container}) => context.oldLimits.has(container.id));
	for (const row of limited) {
		void putLimitsBack(context, row);
	}

	const others = free.filter(row => !limited.includes(row));
	if (others.length > 0 && !isStartingOver(context, others)) {
		void keepUnderWay(context, {what: `the undo of ${formatNames(others)}`, ended: bringBack(context, others)});
	}
});

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
		const sentence = `The start over of ${formatNames(rows)} could not be undone: ${formatError(error)}`;
		tell(context, 'bad', sentence);
		return [sentence];
	} finally {
		setPending(context, ids, undefined);
	}
}

/** The old container is selected where the new one was. */
function followUndone({store}: Context, rows: readonly Row[], reports: readonly StartOverReport[]): void {
	const selected = rows.find(({container}) => container.id === store.getState().view.selectedId);
	const report = reports.find(({name, isDone}) => isDone && name === selected?.container.name);
	if (report !== undefined) {
		store.dispatch({type: 'select', containerId: report.oldId});
	}
}
