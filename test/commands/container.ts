import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
import {selectSelectedRow, selectVisibleRows} from '../../source/store/selectors.js';
import {createState} from '../../source/store/state.js';
import {createStore, type Store} from '../../source/store/store.js';
import {makeContainer, makeDetail} from '../support/containers.js';
import {createScriptedEngine} from '../support/scripted-engine.js';

const names = ['api', 'db', 'web'];

/** A dashboard of what runs, on an engine that stops and starts. */
function open() {
	const {engine, containers} = createScriptedEngine();
	const made = names.map(name => makeContainer(name));
	for (const container of made) {
		containers.set(container.id, container);
	}

	const store = createStore(createState({
		address: engine.address, intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	}));
	store.dispatch({type: 'listed', containers: made});
	const change = (id: string, changes: Parameters<typeof makeContainer>[1]): void => {
		containers.set(id, {...containers.get(id)!, ...changes});
	};

	const context: Partial<Context> = {
		store,
		engine: {
			...engine,
			async stop(id) {
				change(id, {status: 'exited', detail: makeDetail({pid: undefined, exitCode: 137})});
			},
			async start(id) {
				change(id, {status: 'running', detail: makeDetail({startedAt: 2000})});
			},
		},
		now: () => 0,
		dialogTask: {controller: undefined},
	};
	return {
		store,
		press(...keys: readonly string[]) {
			for (const key of keys) {
				pressKey(context as Context, key);
			}
		},
	};
}

/** Until that is told, and nothing is being done to any container. */
async function waitForNotice(store: Store, text: string): Promise<void> {
	return new Promise(resolve => {
		store.subscribe(() => {
			const {notices, rows} = store.getState();
			if (notices.at(-1)?.text === text && rows.values().every(({pending}) => pending === undefined)) {
				resolve();
			}
		});
	});
}

const selections: ReadonlyArray<readonly [title: string, name: string, keys: readonly string[]]> = [
	['was selected', 'db', ['down']],
	['is the first, before anything is selected', 'api', []],
];

for (const [title, name, keys] of selections) {
	test(`what is stopped stays selected, so that s starts that one and no other: one that ${title}`, async t => {
		const {store, press} = open();
		const shown = (): readonly string[] => selectVisibleRows(store.getState()).map(({container}) => container.name);
		press(...keys);
		t.is(selectSelectedRow(store.getState())?.container.name, name);

		const stopped = waitForNotice(store, `${name} stopped.`);
		press('t', 'y');
		await stopped;
		t.is(selectSelectedRow(store.getState())?.container.name, name);

		const started = waitForNotice(store, `${name} started.`);
		press('s');
		await started;
		t.deepEqual(shown(), names);

		const stoppedAgain = waitForNotice(store, `${name} stopped.`);
		press('t', 'y');
		await stoppedAgain;
		t.deepEqual(shown().toSorted(), names);
		press('up');
		t.deepEqual(shown(), names.filter(each => each !== name), 'it leaves the list when the selection moves on');
	});
}
