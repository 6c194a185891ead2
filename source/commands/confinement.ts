import {writeConfinement} from '../pages/confinement.js';
import {selectConfinement} from '../store/confinement.js';
import {type Command, forSelected} from './context.js';
import {openPage} from './page.js';

/** What the panel has just read, with a sentence to everything. */
export const explainConfinement: Command = forSelected((context, row) => {
	const state = context.store.getState();
	const {id, name} = row.container;
	const {actual, giveaways} = selectConfinement(state, row);
	void openPage(context, {key: `confinement ${id}`, title: `Confinement of ${name}`}, async () => writeConfinement(row.container, actual, giveaways));
});
