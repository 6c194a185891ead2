import {findGiveaways} from '../confinement/giveaways.js';
import {writeConfinement} from '../pages/confinement.js';
import {selectSharedKinds} from '../store/namespaces.js';
import {type Command, forSelected} from './context.js';
import {openPage} from './page.js';

/** What the panel has just read, with a sentence to everything. */
export const explainConfinement: Command = forSelected((context, row) => {
	const state = context.store.getState();
	const {id, name} = row.container;
	const actual = state.confinement?.containerId === id ? state.confinement.confinement : undefined;
	const giveaways = findGiveaways(row.container, actual, selectSharedKinds(state, row));
	void openPage(context, {key: `confinement ${id}`, title: `Confinement of ${name}`}, async () => writeConfinement(row.container, actual, giveaways));
});
