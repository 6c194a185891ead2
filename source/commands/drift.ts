import {formatError} from '../errors.js';
import {describeLosses} from '../losses.js';
import {readDrift} from '../start-over/drift.js';
import type {Row} from '../store/state.js';
import {type Command, type Context, forChosen, tell} from './context.js';

/** Compares now, without waiting for the background's turn. */
export const drift: Command = forChosen((context, rows) => {
	void compareAll(context, rows);
});

async function compareAll(context: Context, rows: readonly Row[]): Promise<void> {
	for (const row of rows) {
		// One at a time: comparing is what costs the engine most.
		await compare(context, row);
	}
}

async function compare(context: Context, {container: {id, name}}: Row): Promise<void> {
	const {store, engine} = context;
	try {
		const losses = await readDrift(engine, id);
		store.dispatch({type: 'drift', containerId: id, losses});
		tell(context, 'info', losses === undefined
			? `This engine does not tell in what ${name} differs from its image.`
			: `${name} would lose ${describeLosses(losses)}.`, 'R lists them');
	} catch (error) {
		tell(context, 'bad', `Could not compare ${name} with its image: ${formatError(error)}`);
	}
}
