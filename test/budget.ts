import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import test, {type ExecutionContext} from 'ava';
import {createLiveSource, type LiveSource} from '../source/sampler/live-source.js';
import {lookAtOnce} from '../source/sampler/sampler.js';
import {watchEngine} from '../source/sampler/watch.js';
import {createState} from '../source/store/state.js';
import {createStore} from '../source/store/store.js';
import {openApp} from './support/app.js';
import {createTestClock} from './support/clock.js';
import {makeContainer, makeDetail} from './support/containers.js';
import {copyMachine, readMachine, writeFiles} from './support/machine.js';
import {createScriptedEngine} from './support/scripted-engine.js';
import {labTick} from './support/states.js';

/** What a tick may cost, in counts, which are the same on every machine. Times are measured by `npm run bench`. */

const opening = ['openSync', 'statSync', 'readFileSync', 'readdirSync', 'readlinkSync', 'existsSync'] as const;

/** Notes every path that is opened or looked up from now on, and found there. */
function watchOpening(t: ExecutionContext): readonly string[] {
	const found: string[] = [];
	for (const name of opening) {
		const original = fs[name] as (...parameters: unknown[]) => unknown;
		Object.assign(fs, {
			[name](...parameters: unknown[]) {
				const result = original(...parameters);
				found.push(`${name} ${String(parameters[0])}`);
				return result;
			},
		});
		t.teardown(() => {
			Object.assign(fs, {[name]: original});
			syncBuiltinESMExports();
		});
	}

	syncBuiltinESMExports();
	return found;
}

const names = ['limited', 'unlimited', 'paused', 'oomchild'];

/** Follows the containers of a recorded machine, of whom the kernel tells everything. */
function followRecorded(t: ExecutionContext, folder: string): LiveSource {
	const {procRoot, find} = readMachine(folder);
	const source = createLiveSource({
		engine: {isLocal: true, watchStats: () => t.fail('the engine is not asked')},
		host: {read: () => t.fail('nobody asks for the host'), close: () => undefined},
		procRoot,
		cgroupRoot: `${folder}/cgroup`,
	});
	t.teardown(source.close);
	source.follow(names.map(name => {
		const {id, pid} = find(name);
		return makeContainer(name, {id, detail: makeDetail({pid})});
	}), []);
	return source;
}

for (const recording of ['test/fixtures/cgroup1', 'test/fixtures/cgroup2']) {
	test.serial(`after the first look at ${recording} no tick opens a file`, t => {
		const source = followRecorded(t, copyMachine(t, recording));
		t.is(lookAtOnce(source.read()).size, names.length);
		const opened = watchOpening(t);
		for (let tick = 0; tick < 60; tick++) {
			t.is(lookAtOnce(source.read()).size, names.length);
		}

		t.deepEqual(opened, []);
	});
}

/** Counts the files that are read from now on. */
function watchReading(t: ExecutionContext): () => number {
	const original = fs.readvSync;
	let count = 0;
	Object.assign(fs, {
		readvSync(...parameters: Parameters<typeof fs.readvSync>) {
			count++;
			return original(...parameters);
		},
	});
	syncBuiltinESMExports();
	t.teardown(() => {
		Object.assign(fs, {readvSync: original});
		syncBuiltinESMExports();
	});
	return () => count;
}

const pressureFiles = {'cpu.pressure': 'some\n', 'memory.pressure': 'some\n', 'io.pressure': 'some\n'};
const sums = {
	'test/fixtures/cgroup1': {'proc/pressure': {memory: 'some\n'}, 'cgroup/unified/docker': pressureFiles, 'cgroup/blkio/docker': {'blkio.throttle.io_service_bytes_recursive': 'Total 0\n', 'blkio.throttle.io_serviced_recursive': 'Total 0\n'}},
	'test/fixtures/cgroup2': {'proc/pressure': {memory: 'some\n'}, 'cgroup/system.slice': {...pressureFiles, 'io.stat': ''}},
};

for (const [recording, files] of Object.entries(sums)) {
	test.serial(`of containers at rest, ${recording} has few files read in a tick`, t => {
		const folder = copyMachine(t, recording);
		for (const [directory, texts] of Object.entries(files)) {
			writeFiles(`${folder}/${directory}`, texts);
		}

		const source = followRecorded(t, folder);
		lookAtOnce(source.read());
		lookAtOnce(source.read());
		const count = watchReading(t);
		const ticks = 8;
		for (let tick = 0; tick < ticks; tick++) {
			t.is(lookAtOnce(source.read()).size, names.length);
		}

		// CPU time and network of each, and what is added up for all; all files are looked at again after some seconds only.
		const most = ticks * ((names.length * 2) + 6);
		t.true(count() <= most, `${count()} files, ${most} at most`);
	});
}

for (const recording of Object.keys(sums)) {
	test.serial(`with the tree of ${recording} open no cgroup of a container is read twice, and no file opened`, t => {
		const source = followRecorded(t, copyMachine(t, recording));
		const look = (hasCgroups: boolean, confinementOf: string | undefined) => {
			lookAtOnce(source.read());
			return source.look({
				hasCgroups, confinementOf, processesOf: undefined, closeUp: undefined, selected: undefined,
			});
		};

		const countIn = (task: () => void): number => {
			const before = count();
			task();
			return count() - before;
		};

		const [container] = lookAtOnce(source.read()).keys();
		look(true, container);
		look(true, container);
		const opened = watchOpening(t);
		const count = watchReading(t);
		const nodes = look(true, container).cgroups!.nodes.length;
		// Nothing has changed, so of each cgroup it is a file for CPU time, one for memory, one for processes and some for block I/O.
		const most = (nodes - names.length) * 5;
		const more = countIn(() => look(true, container)) - countIn(() => look(false, undefined));
		t.true(more <= most, `${more} files more than without the panels, ${most} at most`);
		t.deepEqual(opened, []);
	});
}

for (const recording of Object.keys(sums)) {
	test.serial(`the open tree of ${recording} lists no directory again where no cgroup has come or gone`, t => {
		const source = followRecorded(t, copyMachine(t, recording));
		const look = () => source.look({
			hasCgroups: true, confinementOf: undefined, processesOf: undefined, closeUp: undefined, selected: undefined,
		}).cgroups!.nodes.length;
		const nodes = look();
		const opened = watchOpening(t);
		for (let tick = 0; tick < 60; tick++) {
			t.is(look(), nodes);
		}

		t.deepEqual(opened.filter(path => path.startsWith('readdirSync')), []);
	});
}

test('in an idle minute the engine is asked for its two lists, twice, whatever the number of containers', async t => {
	const {engine, containers, calls} = createScriptedEngine();
	for (let index = 0; index < 100; index++) {
		const container = makeContainer(`idle${index}`);
		containers.set(container.id, container);
	}

	const clock = createTestClock();
	const controller = new AbortController();
	const {dispatch} = createStore(createState({
		address: engine.address, intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	}));
	const ended = watchEngine({
		engine, dispatch, clock, signal: controller.signal, onContainers: () => undefined,
	});
	t.teardown(async () => {
		controller.abort();
		await ended;
	});
	await clock.advance(1000);
	calls.length = 0;
	await clock.advance(60_000);
	t.deepEqual(calls, ['list', 'images', 'list', 'images']);
});

test('live, a tick is one painting and no frame of Ink', async t => {
	const {emulator, store, painter, countInkFrames} = await openApp(t, {isPainted: true});
	const frames = countInkFrames();
	for (let second = 12; second < 20; second++) {
		await emulator.readLines();
		const before = emulator.countBytes();
		store.dispatch(labTick(second));
		const painted = painter!.paint();
		await emulator.readLines();
		t.true(painted > 0);
		t.is(emulator.countBytes(), before + painted);
	}

	t.is(countInkFrames(), frames);
});

test('composited, a tick is one frame of Ink', async t => {
	const {dispatch, countInkFrames} = await openApp(t, {isPainted: false});
	for (let second = 12; second < 16; second++) {
		const frames = countInkFrames();
		await dispatch(labTick(second));
		t.is(countInkFrames(), frames + 1);
	}
});

test('what has not changed takes no byte', async t => {
	const {emulator, painter} = await openApp(t, {isPainted: true});
	const bytes = emulator.countBytes();
	t.is(painter!.paint(), 0);
	t.is(emulator.countBytes(), bytes);
});

test('with every panel on screen there are two nodes for each rectangle, however many lines are in it', async t => {
	const {countNodes} = await openApp(t, {isPainted: true});
	// Six panels would have two thousand cells; header, notices, footer, five panels, and the box around all.
	t.true(countNodes() <= 20, `${countNodes()} nodes`);
});
