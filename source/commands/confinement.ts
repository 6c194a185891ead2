import {writeConfinement} from '../pages/confinement.js';
import {selectConfinement} from '../store/confinement.js';
import type {State} from '../store/state.js';
import type {Store} from '../store/store.js';
import {type Command, forSelected} from './context.js';
import {openPage} from './page.js';

// A panel that has just been opened is read well within this; a recording need not have it.
const longestWait = 1000;

/** What the panel has just read, with a sentence to everything. */
export const explainConfinement: Command = forSelected((context, row) => {
	const {id, name} = row.container;
	void openPage(context, {key: `confinement ${id}`, title: `Confinement of ${name}`}, async () => {
		const {actual, giveaways} = selectConfinement(await waitForLook(context.store, id), row);
		return writeConfinement(row.container, actual, giveaways);
	});
});

/** The state when the container was looked at, or when that takes too long. */
async function waitForLook(store: Store, id: string): Promise<State> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const look = (): void => {
		if (store.getState().confinement?.containerId === id) {
			resolve();
		}
	};

	const timer = setTimeout(resolve, longestWait);
	const unsubscribe = store.subscribe(look);
	look();
	await promise;
	clearTimeout(timer);
	unsubscribe();
	return store.getState();
}
