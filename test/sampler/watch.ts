import test, {type ExecutionContext} from 'ava';
import type {Container} from '../../source/container.js';
import {EngineError} from '../../source/errors.js';
import {watchEngine} from '../../source/sampler/watch.js';
import {createState} from '../../source/store/state.js';
import {createStore, type Store} from '../../source/store/store.js';
import {createTestClock, type TestClock} from '../support/clock.js';
import {makeContainer} from '../support/containers.js';
import {createScriptedEngine, type ScriptedEngine} from '../support/scripted-engine.js';

type Watched = ScriptedEngine & {
	readonly clock: TestClock;
	readonly store: Store;
	/** Names and states of the containers on screen. */
	readonly rows: () => readonly string[];
	/** Each call to onContainers. */
	readonly followed: Array<{readonly changed: readonly string[]; readonly gone: readonly string[]}>;
	readonly stop: () => void;
};

/** Watches an engine with these containers; the first connection stands when it returns, unless `prepare` has other plans. */
async function watch(t: ExecutionContext, containers: readonly Container[] = [], prepare: (scripted: ScriptedEngine) => void = () => undefined): Promise<Watched> {
	const scripted = createScriptedEngine();
	const clock = createTestClock();
	const store = createStore(createState({
		address: scripted.engine.address, intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	for (const container of containers) {
		scripted.containers.set(container.id, container);
	}

	prepare(scripted);
	const controller = new AbortController();
	const followed: Watched['followed'] = [];
	const ended = watchEngine({
		engine: scripted.engine,
		dispatch: store.dispatch,
		clock,
		signal: controller.signal,
		onContainers(changed, gone) {
			followed.push({changed: changed.map(({name}) => name), gone});
		},
	});
	t.teardown(async () => {
		controller.abort();
		await ended;
	});
	await clock.advance(0);
	return {
		...scripted,
		clock,
		store,
		followed,
		rows: () => store.getState().rows.values().map(({container: {name, status}}) => `${name} ${status}`).toArray(),
		stop() {
			controller.abort();
		},
	};
}

const [web, data] = [makeContainer('web'), makeContainer('data')];
const lost = new EngineError('unreachable', 'The connection was lost.');

function connectionOf({store}: Watched) {
	return store.getState().connection;
}

test('it subscribes, then lists, then inspects, and then says that it is connected', async t => {
	const watched = await watch(t, [web, data]);
	t.deepEqual(watched.calls.toSorted(), ['events', 'images', 'info', `inspect ${data.id}`, `inspect ${web.id}`, 'list']);
	t.deepEqual(watched.calls.slice(0, 2), ['events', 'list']);
	t.deepEqual(watched.rows(), ['web running', 'data running']);
	t.true(watched.store.getState().rows.values().every(({container}) => container.detail !== undefined));
	t.is(connectionOf(watched).status, 'connected');
	t.deepEqual(watched.followed.at(-1), {changed: ['web', 'data'], gone: []});
});

test('a container that is made while the list is under way is not lost', async t => {
	const listed = Promise.withResolvers<void>();
	const watched = await watch(t, [web], ({holds}) => {
		holds.set('list', listed.promise);
	});
	// The list has been asked for, and its answer does not hold the new one.
	watched.containers.set(data.id, data);
	watched.emit('start', data.id);
	await watched.clock.advance(100);
	t.deepEqual(watched.rows(), []);
	listed.resolve();
	await watched.clock.advance(0);
	t.deepEqual(watched.rows(), ['web running', 'data running']);
});

test('only what an event names is inspected, once for a burst', async t => {
	const watched = await watch(t, [web, data]);
	watched.calls.length = 0;
	watched.containers.set(web.id, {...web, status: 'exited'});
	for (const action of ['kill', 'die', 'stop']) {
		watched.emit(action, web.id);
	}

	await watched.clock.advance(99);
	t.deepEqual(watched.calls, []);
	await watched.clock.advance(1);
	t.deepEqual(watched.calls, [`inspect ${web.id}`]);
	t.deepEqual(watched.rows(), ['web exited', 'data running']);
});

test('what the kernel killed for want of memory is told by its event, though the container ends before the next look', async t => {
	const watched = await watch(t, [web]);
	watched.containers.set(web.id, {...web, status: 'exited'});
	watched.emit('oom', web.id);
	watched.emit('die', web.id);
	await watched.clock.advance(1000);
	t.deepEqual(watched.store.getState().notices.map(({text}) => text), ['web had a process OOM-killed']);
});

test('what changes nothing on screen is not looked at', async t => {
	const watched = await watch(t, [web]);
	watched.calls.length = 0;
	for (const action of ['exec_create: sh', 'exec_start: sh', 'exec_die', 'exec', 'attach', 'resize', 'top']) {
		watched.emit(action, web.id);
	}

	watched.emit('connect', 'a network', 'other');
	await watched.clock.advance(1000);
	t.deepEqual(watched.calls, []);
});

test('a storm of events costs one inspect of each container', async t => {
	const many = Array.from({length: 100}, (_, index) => makeContainer(`c${index}-`));
	const watched = await watch(t, many);
	watched.calls.length = 0;
	for (let index = 0; index < 500; index++) {
		watched.emit('die', many[index % 100]!.id);
	}

	await watched.clock.advance(5000);
	t.is(watched.calls.length, 100);
});

test('a container that restarts all the time is inspected at most once in 60 ms', async t => {
	const watched = await watch(t, [web]);
	watched.calls.length = 0;
	for (let milliseconds = 0; milliseconds < 1000; milliseconds += 10) {
		watched.emit('die', web.id);
		watched.emit('start', web.id);
		await watched.clock.advance(10);
	}

	t.true(watched.calls.length <= 17, `${watched.calls.length}`);
	t.true(watched.calls.length >= 10, `${watched.calls.length}`);
});

test('images are listed again after their events, once for a burst', async t => {
	const watched = await watch(t, [web]);
	watched.calls.length = 0;
	watched.emit('untag', 'sha256:a', 'image');
	watched.emit('delete', 'sha256:a', 'image');
	await watched.clock.advance(300);
	t.deepEqual(watched.calls, ['images']);
	watched.emit('commit', web.id);
	await watched.clock.advance(300);
	t.deepEqual(watched.calls.filter(call => call === 'images'), ['images', 'images']);
});

test('every 30 s the list finds what no event told, and nothing else is inspected', async t => {
	const watched = await watch(t, [web, data]);
	watched.calls.length = 0;
	const fresh = makeContainer('fresh');
	watched.containers.set(fresh.id, fresh);
	watched.containers.set(web.id, {...web, status: 'paused'});
	watched.containers.delete(data.id);
	await watched.clock.advance(29_000);
	t.deepEqual(watched.rows(), ['web running', 'data running']);
	await watched.clock.advance(1000);
	t.deepEqual(watched.rows(), ['web paused', 'fresh running']);
	t.deepEqual(watched.calls.filter(call => call.startsWith('inspect')), [`inspect ${web.id}`, `inspect ${fresh.id}`]);
	t.deepEqual(watched.followed.flatMap(({gone}) => gone), [data.id]);
	watched.calls.length = 0;
	await watched.clock.advance(30_000);
	t.deepEqual(watched.calls, ['list', 'images']);
});

test('a container that goes between list and inspect is gone', async t => {
	const listed = Promise.withResolvers<void>();
	const watched = await watch(t, [web, data], ({holds}) => {
		holds.set('list', listed.promise);
	});
	watched.containers.delete(data.id);
	listed.resolve();
	await watched.clock.advance(0);
	t.deepEqual(watched.rows(), ['web running']);
	t.deepEqual(watched.followed.at(-1), {changed: ['web'], gone: [data.id]});
});

test('without an engine it tries again after 0.5, 1, 2, 3 and 3 s, and says when', async t => {
	const watched = await watch(t, [web], ({failures}) => {
		failures.set('events', lost);
	});
	for (const [seconds, attempts] of [[0.5, 1], [1, 2], [2, 3], [3, 4], [3, 5]] as const) {
		t.is(watched.calls.length, attempts);
		t.like(connectionOf(watched), {status: 'lost', problem: lost.message, retryAt: watched.clock.now() + (seconds * 1000)});
		await watched.clock.advance((seconds * 1000) - 1);
		t.is(watched.calls.length, attempts);
		await watched.clock.advance(1);
	}

	watched.failures.clear();
	await watched.clock.advance(3000);
	t.is(connectionOf(watched).status, 'connected');
	t.deepEqual(watched.rows(), ['web running']);
});

test('a daemon that restarts: rows stay meanwhile, everything is looked at again, and the next loss is retried after 0.5 s', async t => {
	const watched = await watch(t, [web, data]);
	watched.failures.set('events', lost);
	watched.breakEvents(lost);
	await watched.clock.advance(0);
	t.is(connectionOf(watched).status, 'lost');
	t.deepEqual(watched.rows(), ['web running', 'data running']);
	await watched.clock.advance(1600);
	t.is(connectionOf(watched).status, 'lost');
	// Meanwhile one has gone, and the other runs with another main process.
	watched.containers.delete(data.id);
	watched.containers.set(web.id, {...web, detail: {...web.detail!, pid: 4711}});
	watched.failures.clear();
	await watched.clock.advance(2000);
	t.is(connectionOf(watched).status, 'connected');
	t.deepEqual(watched.rows(), ['web running']);
	t.deepEqual(watched.followed.flatMap(({gone}) => gone), [data.id]);
	t.is(watched.store.getState().rows.get(web.id)?.container.detail?.pid, 4711);

	watched.breakEvents();
	await watched.clock.advance(0);
	t.like(connectionOf(watched), {status: 'lost', problem: 'The engine at unix:///run/lab.sock closed the connection.', retryAt: watched.clock.now() + 500});
});

for (const call of ['list', 'images', 'info', `inspect ${web.id}`]) {
	test(`an engine that stops answering at “${call.slice(0, 7).trim()}” is lost, and found again`, async t => {
		const watched = await watch(t, [web], ({failures}) => {
			failures.set(call, lost);
		});
		t.is(connectionOf(watched).status, 'lost');
		watched.failures.clear();
		await watched.clock.advance(500);
		t.is(connectionOf(watched).status, 'connected');
		t.deepEqual(watched.rows(), ['web running']);
	});
}

test('an engine that hangs at the reconcile is lost', async t => {
	const watched = await watch(t, [web]);
	watched.failures.set('list', lost);
	await watched.clock.advance(30_000);
	t.is(connectionOf(watched).status, 'lost');
});

test('what the engine fails to tell of one container, or of images, is said once and takes away nothing else', async t => {
	const watched = await watch(t, [web, data], ({failures}) => {
		failures.set(`inspect ${data.id}`, new EngineError('failed', 'Cannot look at the container data: its files are broken.'));
		failures.set('images', new EngineError('denied', 'Cannot list the images.'));
	});
	await watched.clock.advance(60_000);
	t.is(connectionOf(watched).status, 'connected');
	t.deepEqual(watched.rows(), ['web running', 'data running']);
	t.deepEqual(watched.store.getState().notices.map(({text, severity}) => `${severity}: ${text}`).toSorted(), [
		'warn: Cannot list the images.', 'warn: Cannot look at the container data: its files are broken.',
	]);
	t.is(watched.store.getState().images, undefined);
});

test('when it is stopped nothing is asked, told or tried any more', async t => {
	const watched = await watch(t, [web]);
	watched.emit('die', web.id);
	watched.stop();
	const before = watched.store.getState();
	watched.calls.length = 0;
	await watched.clock.advance(60_000);
	t.deepEqual(watched.calls, []);
	t.is(watched.store.getState(), before);
});

test('an answer that comes after the connection broke changes nothing', async t => {
	const listed = Promise.withResolvers<void>();
	const watched = await watch(t, [web], ({holds}) => {
		holds.set('list', listed.promise);
	});
	watched.failures.set('events', lost);
	watched.breakEvents(lost);
	await watched.clock.advance(0);
	listed.resolve();
	await watched.clock.advance(0);
	t.is(connectionOf(watched).status, 'lost');
	t.deepEqual(watched.rows(), []);
});
