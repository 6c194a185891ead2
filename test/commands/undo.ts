import test, {type ExecutionContext} from 'ava';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
import {defaultChoices} from '../../source/replacement.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {startOver} from '../../source/start-over/run.js';
import {createState} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';
import {createFolder} from '../support/machine.js';
import {openRecordedEngine} from '../support/recorded-engine.js';
import {waitUntil} from '../support/wait.js';

/** A dashboard on the recorded lab with those marked, some of them started over. */
async function open(t: ExecutionContext, {marked, startedOver}: {readonly marked: readonly string[]; readonly startedOver: readonly string[]}) {
	const engine = await openRecordedEngine();
	const journalFolder = createFolder(t);
	const idOf = async (name: string): Promise<string> => (await engine.inspectContainer(name)).container.id;
	const oldIds = await Promise.all(marked.map(async name => idOf(name)));
	for (const plan of await prepareStartOver(engine, startedOver, defaultChoices)) {
		if (plan.kind === 'plan') {
			await startOver(engine, plan, {folder: journalFolder, settle: {settleMilliseconds: 1, pollMilliseconds: 1}});
		}
	}

	const store = createStore(createState({
		address: engine.address, intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	const looks = await Promise.all(marked.map(async name => engine.inspectContainer(name)));
	const containers = looks.map(({container}) => container);
	store.dispatch({type: 'containersChanged', containers, gone: []});
	store.dispatch({type: 'mark', containerIds: containers.map(({id}) => id), isMarked: true});
	const context: Partial<Context> = {
		store, engine, journalFolder, now: () => 0, oldLimits: new Map(), underWay: new Set(), dialogTask: {controller: undefined},
	};
	return {
		oldIds,
		newIds: containers.map(({id}) => id),
		idsNow: async () => Promise.all(marked.map(async name => idOf(name))),
		press(key: string) {
			pressKey(context as Context, key);
		},
		dialog: () => store.getState().view.dialog,
		notices: () => store.getState().notices.map(({text}) => text),
	};
}

test('before start overs of several marked containers are undone it is asked once, with their names; no changes nothing', async t => {
	const {press, dialog, notices, oldIds, newIds, idsNow} = await open(t, {marked: ['web', 'db'], startedOver: ['web', 'db']});
	press('u');
	await waitUntil(() => dialog() !== undefined);
	t.like(dialog(), {kind: 'confirm', title: 'Undo the start over of 2 containers?'});
	t.regex(JSON.stringify(dialog()), /web, db\.|db, web\./v);
	t.regex(JSON.stringify(dialog()), /written since will be gone for good/v);
	press('n');
	t.deepEqual(await idsNow(), newIds);
	press('u');
	await waitUntil(() => dialog() !== undefined);
	press('y');
	await waitUntil(() => notices().length === 2);
	t.deepEqual(await idsNow(), oldIds);
});

test('of marked containers, only those whose start over can be undone are asked about', async t => {
	const {press, dialog, notices, oldIds, idsNow} = await open(t, {marked: ['web', 'db'], startedOver: ['db']});
	press('u');
	await waitUntil(() => dialog() !== undefined);
	t.like(dialog(), {kind: 'confirm', title: 'Undo the start over of db?'});
	press('y');
	await waitUntil(() => notices().length === 2);
	t.deepEqual(await idsNow(), oldIds);
	t.true(notices().some(text => text.startsWith('No start over of web can be undone')));
});

test('where nothing would be lost, undo of several asks nothing', async t => {
	const {press, dialog, notices} = await open(t, {marked: ['web', 'db'], startedOver: []});
	press('u');
	await waitUntil(() => notices().length === 2);
	t.is(dialog(), undefined);
});

test('undo of a single start over is one key', async t => {
	const {press, dialog, notices, oldIds, idsNow} = await open(t, {marked: ['web'], startedOver: ['web']});
	press('u');
	await waitUntil(() => notices().length === 1);
	t.is(dialog(), undefined);
	t.deepEqual(await idsNow(), oldIds);
});

test('a signal to several names them', async t => {
	const {press, dialog} = await open(t, {marked: ['web', 'db'], startedOver: []});
	press('K');
	t.regex(JSON.stringify(dialog()), /"title":"Send a signal to 2 containers: (?:web, db|db, web)"/v);
});
