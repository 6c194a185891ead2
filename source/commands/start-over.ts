import {defaultChoices} from '../replacement.js';
import {isBusy} from './act.js';
import {type Command, forChosen} from './context.js';
import {preparePlans} from './plan.js';

/** Opens the plan for the chosen containers. */
export const startOver: Command = forChosen((context, rows) => {
	const containerIds = rows.filter(row => !isBusy(context, row)).map(({container}) => container.id);
	if (containerIds.length === 0) {
		return;
	}

	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'plan', containerIds, choices: defaultChoices, progress: {phase: 'preparing'}, isShowingChanges: false, offset: 0,
		},
	});
	if (rows.length === 1) {
		// Until now it may only have been the first of the list; it is to be the selected one again when it comes back.
		context.store.dispatch({type: 'select', containerId: containerIds[0]});
	}

	void preparePlans(context, containerIds, defaultChoices);
});
