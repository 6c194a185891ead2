import {selectMarkedRows, selectSelectedRow} from '../store/selectors.js';
import {closeDialog, type Command} from './context.js';
import {goToTime} from './replay.js';

export const filter: Command = ({store}) => {
	const {view} = store.getState();
	store.dispatch({type: 'focus', panel: 'containers'});
	store.dispatch({type: 'dialog', dialog: {kind: 'filter', text: view.filter}});
};

export const fieldAccept: Command = context => {
	const {store} = context;
	const {dialog} = store.getState().view;
	if (dialog?.kind === 'filter') {
		// What was looked for stays selected when the filter goes, and what was selected before is not kept in the list.
		store.dispatch({type: 'select', containerId: selectSelectedRow(store.getState())?.container.id});
		store.dispatch({type: 'filter', text: dialog.text.trim()});
	}

	closeDialog(context);
	if (dialog?.kind === 'time') {
		goToTime(context, dialog.text.trim());
	}
};

export const fieldCancel: Command = context => {
	closeDialog(context);
};

export const all: Command = ({store}) => {
	store.dispatch({type: 'showAll', isShowingAll: !store.getState().view.isShowingAll});
};

/** Leaves the zoom, then the filter, then the marks, which took the most work. */
export const escape: Command = ({store}) => {
	const state = store.getState();
	const {view} = state;
	if (view.isZoomed) {
		store.dispatch({type: 'zoom', isZoomed: false});
	} else if (view.filter !== '') {
		store.dispatch({type: 'filter', text: ''});
	} else if (selectMarkedRows(state).length > 0) {
		store.dispatch({type: 'mark', containerIds: [...view.marked], isMarked: false});
	} else {
		store.dispatch({type: 'focus', panel: 'containers'});
	}
};
