import {formatError} from '../errors.js';
import {undoStartOver} from '../start-over/undo.js';
import {type Command, type Context, forSelected, tell} from './context.js';
import {putLimitsBack} from './limits.js';

/** A container that came of a start over has a new id, so what was changed under its id came after that. */
export const undo: Command = forSelected((context, row) => {
	const {id, name} = row.container;
	if (context.oldLimits.has(id)) {
		void putLimitsBack(context, row);
	} else {
		void bringBack(context, id, name);
	}
});

async function bringBack(context: Context, containerId: string, name: string): Promise<void> {
	const {store, engine, journalFolder} = context;
	store.dispatch({type: 'pending', containerId, text: 'being undone'});
	try {
		for (const {isDone, sentence} of await undoStartOver(engine, journalFolder, name)) {
			tell(context, isDone ? 'good' : 'warn', sentence);
		}
	} catch (error) {
		tell(context, 'bad', `The start over of ${name} could not be undone: ${formatError(error)}`);
	} finally {
		store.dispatch({type: 'pending', containerId, text: undefined});
	}
}
