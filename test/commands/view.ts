import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
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
