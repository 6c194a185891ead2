import type {ContainerDetail} from '../container.js';
import type {Engine} from '../engine/engine.js';
import {EngineError, formatError} from '../errors.js';
import {log} from '../log.js';
import type {Row} from '../store/state.js';
import {type Context, tell} from './context.js';

export type Deed = {
	/** While it goes on, in the row: `stopping`. */
	readonly doing: string;
	/** In a sentence of failure: `stop`. */
	readonly verb: string;
	/** When it is done, after the name: `stopped`. */
	readonly done: string;
	readonly run: (engine: Engine, id: string) => Promise<void>;
};

/** Lets the engine do something to a container without holding up the screen; success and failure are told in one line. */
export async function act(context: Context, {container}: Row, deed: Deed): Promise<void> {
	const {store, engine} = context;
	const {id, name} = container;
	if (store.getState().rows.get(id)?.pending !== undefined) {
		tell(context, 'warn', `${name} is still ${store.getState().rows.get(id)?.pending}.`);
		return;
	}

	store.dispatch({type: 'pending', containerId: id, text: deed.doing});
	try {
		await deed.run(engine, id);
		// Who reads that it is done may press the next key at once: the row must not lag behind.
		await lookAgain(context, id);
		tell(context, 'good', `${name} ${deed.done}.`);
	} catch (error) {
		log('act', error);
		tell(context, 'bad', `Could not ${deed.verb} ${name}: ${formatError(error)}`);
	} finally {
		store.dispatch({type: 'pending', containerId: id, text: undefined});
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
