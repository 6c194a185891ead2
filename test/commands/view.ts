import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
import {defaultChoices} from '../../source/replacement.js';
import {createState} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';

test('in a text, each key of a line scrolls one, also the first after End, and a page is what is visible', t => {
	const store = createStore(createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	const context: Partial<Context> = {
		store, screenSize: () => ({columns: 80, rows: 24}), countViewLines: () => 100, dialogTask: {controller: undefined},
	};
	const offsetAfter = (key: string): number | undefined => {
		pressKey(context as Context, key);
		const {dialog} = store.getState().view;
		return dialog !== undefined && 'offset' in dialog ? dialog.offset : undefined;
	};

	t.deepEqual(['?', 'end', 'up', 'pageup', 'home', 'pagedown'].map(key => offsetAfter(key)), [0, 81, 80, 61, 0, 19]);
});

test('a long plan scrolls by lines and by pages, and to its ends', t => {
	const store = createStore(createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	store.dispatch({
		type: 'dialog', dialog: {
			kind: 'plan', containerIds: ['a'], choices: defaultChoices, progress: {phase: 'ready', plans: []}, isShowingChanges: true, offset: 0,
		},
	});
	const context: Partial<Context> = {store, measurePlan: () => ({shown: 15, hidden: 85})};
	const offsetAfter = (key: string): number | undefined => {
		pressKey(context as Context, key);
		const {dialog} = store.getState().view;
		return dialog?.kind === 'plan' ? dialog.offset : undefined;
	};

	t.deepEqual(['pagedown', 'down', 'end', 'pageup', 'home', 'space', 'G', 'g'].map(key => offsetAfter(key)), [15, 16, 85, 70, 0, 15, 85, 0]);
});
