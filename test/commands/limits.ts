import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
import type {DeclaredLimits, LimitsUpdate} from '../../source/container.js';
import {EngineError} from '../../source/errors.js';
import {createState} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';
import {makeContainer, makeDetail} from '../support/containers.js';
import {createScriptedEngine} from '../support/scripted-engine.js';

const mebibyte = 1024 * 1024;
const detail = makeDetail({limits: {...makeDetail().limits, memoryBytes: 64 * mebibyte, memorySwapBytes: 128 * mebibyte}});
const web = makeContainer('web', {detail});

/** A dashboard on an engine that takes limits as `update` says: it throws, or hands back what it made of them. */
function open(update: (limits: LimitsUpdate) => Promise<Partial<DeclaredLimits>>) {
	const {engine, containers} = createScriptedEngine();
	containers.set(web.id, web);
	const updates: LimitsUpdate[] = [];
	const store = createStore(createState({
		address: engine.address, intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	store.dispatch({type: 'containersChanged', containers: [web], gone: []});
	const context: Partial<Context> = {
		store,
		engine: {
			...engine, async update(_id, limits) {
				updates.push(limits);
				const taken = await update(limits);
				containers.set(web.id, {...web, detail: {...detail, limits: {...detail.limits, ...taken}}});
			},
		},
		now: () => 0,
		oldLimits: new Map(),
		dialogTask: {controller: undefined},
		underWay: new Set(),
	};
	const waitFor = async (isThere: () => boolean): Promise<void> => new Promise(resolve => {
		const look = (): void => {
			if (isThere()) {
				resolve();
			}
		};

		store.subscribe(look);
		look();
	});
	return {
		store,
		updates,
		waitFor,
		press(...keys: readonly string[]) {
			for (const key of keys) {
				pressKey(context as Context, key);
			}
		},
		notices: () => store.getState().notices.map(({text}) => text),
		dialog: () => store.getState().view.dialog,
	};
}

const toMemory = ['L', 'down', 'down', 'down', 'ctrl+u'];

test('what is typed goes to the field, and Enter to the engine; u puts back what was there, memory with its swap', async t => {
	const {press, updates, notices, waitFor, dialog} = open(async () => ({}));
	press(...toMemory, '9', '6', 'x', 'backspace', 'm', 'return');
	await waitFor(() => notices().length > 0);
	t.deepEqual(updates, [{memoryBytes: 96 * mebibyte}]);
	t.is(dialog(), undefined);
	press('u');
	await waitFor(() => notices().some(text => text.includes('old limits back')));
	t.deepEqual(updates[1], {memoryBytes: 64 * mebibyte, memorySwapBytes: 128 * mebibyte});
	t.is(notices().at(-1), 'web has its old limits back: memory 64m, memory+swap 128m.');
});

test('changes are undone one by one, the last first', async t => {
	const {press, updates, notices, waitFor} = open(async limits => limits);
	press('L', 'ctrl+u', '1', 'return');
	await waitFor(() => notices().length === 1);
	press('L', 'ctrl+u', '2', 'return');
	await waitFor(() => notices().length === 2);
	press('u');
	await waitFor(() => notices().length === 3);
	press('u');
	await waitFor(() => notices().length === 4);
	t.deepEqual(updates, [{cpus: 1}, {cpus: 2}, {cpus: 1}, {cpus: undefined}]);
});

test('nothing is sent while a field is wrong: the cursor goes there', t => {
	const {press, updates, dialog} = open(async () => ({}));
	press(...toMemory, '1', 'm', 'up', 'return');
	t.deepEqual(updates, []);
	t.like(dialog(), {kind: 'limits', field: 'memoryBytes'});
});

test('nothing changed is nothing sent', t => {
	const {press, updates, dialog} = open(async () => ({}));
	press('L', 'return');
	t.deepEqual(updates, []);
	t.is(dialog(), undefined);
});

test('what the engine refuses is said in the form, which stays to be corrected', async t => {
	const {press, dialog, waitFor, notices} = open(async () => {
		throw new EngineError('failed', 'The kernel says no.');
	});
	const phase = (): string | undefined => {
		const now = dialog();
		return now?.kind === 'limits' ? now.progress.phase : undefined;
	};

	press(...toMemory, '9', 'm', 'return');
	await waitFor(() => phase() === 'refused');
	t.like(dialog(), {progress: {phase: 'refused', reason: 'The kernel says no.'}});
	press('backspace');
	t.is(phase(), 'editing');
	t.deepEqual(notices(), []);
});

test('who has left the form by then is told in the notice line', async t => {
	const {promise, resolve} = Promise.withResolvers<void>();
	const {press, notices, waitFor} = open(async () => {
		await promise;
		throw new EngineError('failed', 'The kernel says no.');
	});
	press(...toMemory, '9', 'm', 'return', 'escape');
	resolve();
	await waitFor(() => notices().length > 0);
	t.deepEqual(notices(), ['Could not change the limits of web: The kernel says no.']);
});

test('what the engine leaves out is told', async t => {
	const {press, notices, waitFor} = open(async () => ({memoryBytes: 96 * mebibyte, memorySwapBytes: 'max'}));
	press(...toMemory, '9', '6', 'm', 'down', 'ctrl+u', '9', '6', 'm', 'return');
	await waitFor(() => notices().length === 2);
	t.deepEqual(notices(), ['web: memory 96m, memory+swap 96m.', 'web: the engine said yes and still tells another value for memory+swap; its kernel may not be able to limit that.']);
});

test('what is being started over is not changed meanwhile', t => {
	const {press, store, updates, notices} = open(async () => ({}));
	store.dispatch({type: 'pending', containerId: web.id, text: 'starting over'});
	press(...toMemory, '9', 'm', 'return');
	t.deepEqual(updates, []);
	t.deepEqual(notices(), ['web is still starting over.']);
});

test('the form is not opened on limits that have just been changed', async t => {
	const {press, waitFor, dialog, store, updates} = open(async ({memoryBytes}) => ({memoryBytes}));
	press(...toMemory, '3', '2', 'm', 'return');
	await waitFor(() => dialog() === undefined);
	t.is(updates.length, 1);
	t.is(store.getState().rows.get(web.id)?.container.detail?.limits.memoryBytes, 32 * mebibyte);
});
