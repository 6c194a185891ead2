import type {ContainerDetail} from '../container.js';
import type {Engine} from '../engine/engine.js';
import {EngineError, formatError} from '../errors.js';
import {log} from '../log.js';
import {mapConcurrently} from '../engine/concurrency.js';
import type {Row} from '../store/state.js';
import {type Context, formatNames, tell} from './context.js';

export type Deed = {
	/** While it goes on, in the row: `stopping`. */
	readonly doing: string;
	/** In a sentence of failure: `stop`. */
	readonly verb: string;
	/** When it is done, after one name or several: `stopped`. */
	readonly done: string;
	readonly run: (engine: Engine, id: string) => Promise<void>;
};

const atOnce = 8;

/**
 * Lets the engine do something to containers without holding up the screen, a few at a time. Success is told in one line, each failure
 * in its own; one that something is being done to already is left alone.
 */
export async function act(context: Context, rows: readonly Row[], deed: Deed): Promise<void> {
	const free = rows.filter(row => !isBusy(context, row));
	setPending(context, free.map(({container}) => container.id), deed.doing);
	const done = await mapConcurrently(free, atOnce, async row => actOn(context, row, deed));
	const names = formatNames(free.filter((_, index) => done[index]));
	if (names !== '') {
		tell(context, 'good', `${names} ${deed.done}.`);
	}
}

/** What is being done to containers, for their rows; undefined when it is over. */
export function setPending({store}: Context, containerIds: readonly string[], text: string | undefined): void {
	for (const containerId of containerIds) {
		store.dispatch({type: 'pending', containerId, text});
	}
}

/** Tells what is being done to it, if something is. */
export function isBusy(context: Context, {container: {id, name}}: Row): boolean {
	const pending = context.store.getState().rows.get(id)?.pending;
	if (pending !== undefined) {
		tell(context, 'warn', `${name} is still ${pending}.`);
	}

	return pending !== undefined;
}

/** Whether it was done. */
async function actOn(context: Context, {container: {id, name}}: Row, {verb, run}: Deed): Promise<boolean> {
	try {
		await run(context.engine, id);
		// Who reads that it is done may press the next key at once: the row must not lag behind.
		await lookAgain(context, id);
		return true;
	} catch (error) {
		log('act', error);
		tell(context, 'bad', `Could not ${verb} ${name}: ${formatError(error)}`);
		return false;
	} finally {
		setPending(context, [id], undefined);
	}
}

/**
 * Shows the container as the engine has it now, and returns what is known of it then. Its events tell the same a moment later. Never
 * rejects: what was done is done, whatever this look brings.
 */
export async function lookAgain({store, engine}: Context, id: string): Promise<ContainerDetail | undefined> {
	try {
		const {container} = await engine.inspectContainer(id);
		store.dispatch({type: 'containersChanged', containers: [container], gone: []});
		return container.detail;
	} catch (error) {
		log('look again', error);
		if (error instanceof EngineError && error.kind === 'gone') {
			store.dispatch({type: 'containersChanged', containers: [], gone: [id]});
		}

		return undefined;
	}
}
