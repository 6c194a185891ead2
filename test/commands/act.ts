import test, {type ExecutionContext} from 'ava';
import {act, type Deed} from '../../source/commands/act.js';
import type {Context} from '../../source/commands/context.js';
import type {ContainerStatus} from '../../source/container.js';
import {EngineError} from '../../source/errors.js';
import {createState} from '../../source/store/state.js';
import {createStore, type Store} from '../../source/store/store.js';
import {makeContainer} from '../support/containers.js';
import {createScriptedEngine, type ScriptedEngine} from '../support/scripted-engine.js';

const web = makeContainer('web');

function open(): ScriptedEngine & {readonly store: Store; readonly doIt: (deed: Partial<Deed>) => Promise<void>} {
	const scripted = createScriptedEngine();
	scripted.containers.set(web.id, web);
	const store = createStore(createState({
		address: scripted.engine.address, intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	store.dispatch({type: 'containersChanged', containers: [web], gone: []});
	const context: Pick<Context, 'store' | 'engine' | 'now'> = {store, engine: scripted.engine, now: () => 0};
	return {
		...scripted,
		store,
		doIt: async deed => act(context as Context, store.getState().rows.values().toArray(), {
			doing: 'stopping', verb: 'stop', done: 'stopped', run: async () => undefined, ...deed,
		}),
	};
}

/** What the row shows at the moment that the notice appears. */
function watchNotice(t: ExecutionContext, store: Store): () => string | undefined {
	let seen: string | undefined;
	t.teardown(store.subscribe(() => {
		const {notices, rows} = store.getState();
		seen ??= notices.length === 0 ? undefined : `${rows.get(web.id)?.container.status ?? 'no row'}: ${notices[0]?.text}`;
	}));
	return () => seen;
}

const outcomes: ReadonlyArray<readonly [title: string, after: ContainerStatus | 'gone', shown: string]> = [
	['stopped', 'exited', 'exited: web stopped.'],
	['removed', 'gone', 'no row: web stopped.'],
];

for (const [title, after, shown] of outcomes) {
	test(`the row of what was ${title} is true when the notice says so, before any event`, async t => {
		const {store, containers, doIt} = open();
		const seen = watchNotice(t, store);
		await doIt({
			async run() {
				if (after === 'gone') {
					containers.delete(web.id);
				} else {
					containers.set(web.id, {...web, status: after});
				}
			},
		});
		t.is(seen(), shown);
		t.is(store.getState().rows.get(web.id)?.pending, undefined);
	});
}

test('what was done is told as done also when the engine does not answer the look after it', async t => {
	const {store, failures, doIt} = open();
	failures.set(`inspect ${web.id}`, new EngineError('unreachable', 'It is gone away.'));
	await doIt({});
	t.deepEqual(store.getState().notices.map(({text, severity}) => [severity, text]), [['good', 'web stopped.']]);
	t.is(store.getState().rows.get(web.id)?.container.status, 'running');
});

test('what failed is told with the engine\'s reason, and the row can be worked on again', async t => {
	const {store, calls, doIt} = open();
	await doIt({
		async run() {
			throw new EngineError('conflict', 'It is being removed.');
		},
	});
	t.deepEqual(store.getState().notices.map(({text, severity}) => [severity, text]), [['bad', 'Could not stop web: It is being removed.']]);
	t.is(store.getState().rows.get(web.id)?.pending, undefined);
	t.deepEqual(calls, []);
});

test('while something is being done nothing else is begun', async t => {
	const {store, doIt} = open();
	const done = Promise.withResolvers<void>();
	const first = doIt({run: async () => done.promise});
	await doIt({
		async run() {
			t.fail();
		},
	});
	t.is(store.getState().notices[0]?.text, 'web is still stopping.');
	done.resolve();
	await first;
	t.is(store.getState().notices.at(-1)?.text, 'web stopped.');
});

test('what was done to several is told once, and each failure by itself', async t => {
	const {store, containers, doIt} = open();
	const others = ['db', 'job'].map(name => makeContainer(name));
	store.dispatch({type: 'containersChanged', containers: others, gone: []});
	for (const other of others) {
		containers.set(other.id, other);
	}

	await doIt({
		async run(_, id) {
			if (id === others[0]?.id) {
				throw new EngineError('conflict', 'It is being removed.');
			}
		},
	});
	t.deepEqual(store.getState().notices.map(({text}) => text), ['Could not stop db: It is being removed.', 'web, job stopped.']);
});
