import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
import {selectSelectedRow, selectVisibleRows} from '../../source/store/selectors.js';
import {createStore} from '../../source/store/store.js';
import {makeLab} from '../support/states.js';

test('what a filter has found stays selected when the filter goes', t => {
	const store = createStore(makeLab());
	const context = {store, dialogTask: {controller: undefined}} as unknown as Context;
	const selected = (): string | undefined => selectSelectedRow(store.getState())?.container.name;
	t.is(selected(), 'spin');
	for (const key of ['/', 'w', 'e', 'b', 'return']) {
		pressKey(context, key);
	}

	t.is(selected(), 'web');
	pressKey(context, 'escape');
	t.is(store.getState().view.filter, '');
	t.is(selected(), 'web');
});

test('what a filter has found is selected in place of what was', t => {
	const store = createStore(makeLab());
	const context = {store, dialogTask: {controller: undefined}} as unknown as Context;
	const [spin] = selectVisibleRows(store.getState());
	store.dispatch({type: 'select', containerId: spin?.container.id});
	for (const key of ['/', 'w', 'e', 'b', 'return']) {
		pressKey(context, key);
	}

	t.deepEqual(selectVisibleRows(store.getState()).map(({container}) => container.name), ['web']);
	t.is(selectSelectedRow(store.getState())?.container.name, 'web');
});

test('Escape leaves the zoom, then the filter, and only then the marks, which took the most work', t => {
	const store = createStore(makeLab({isZoomed: true, filter: 'w'}));
	const context = {store} as unknown as Context;
	pressKey(context, 'space');
	t.is(store.getState().view.marked.size, 1);
	pressKey(context, 'escape');
	t.false(store.getState().view.isZoomed);
	pressKey(context, 'escape');
	t.is(store.getState().view.filter, '');
	t.is(store.getState().view.marked.size, 1);
	pressKey(context, 'escape');
	t.is(store.getState().view.marked.size, 0);
});
