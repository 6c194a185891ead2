import path from 'node:path';
import {setImmediate as nextTurn} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {readingOfGone, type CgroupLook} from '../../source/metrics/reading.js';
import type {Fact} from '../../source/recording/line.js';
import {createPlayer, type Player, type PlayerStatus} from '../../source/recording/player.js';
import {openRecording} from '../../source/recording/read.js';
import {startSession} from '../../source/session.js';
import {readHistory} from '../../source/store/history.js';
import {createState, type State} from '../../source/store/state.js';
import type {CloseTarget} from '../../source/store/looks.js';
import {createStore, type Store} from '../../source/store/store.js';
import {makeCgroupLook} from '../support/cgroups.js';
import {makeReading} from '../support/containers.js';
import {createFolder} from '../support/machine.js';
import {
	header, idOf, info, makeContainerFact, makeEvent, makeTick, takenAt, writeRecording,
} from '../support/recordings.js';

type Played = {
	readonly player: Player;
	readonly store: Store;
	readonly status: () => PlayerStatus;
	/** Waits until the screen would show it. */
	readonly until: (isSo: (state: State, status: PlayerStatus) => boolean) => Promise<void>;
};

/** Plays facts, paused, with a session on them as the dashboard has it. */
async function play(t: ExecutionContext, facts: ReadonlyArray<readonly [t: number, fact: Fact]>, loopFrom?: number): Promise<Played> {
	const file = path.join(createFolder(t), 'a.rec');
	await writeRecording(file, facts);
	const store = createStore(createState({
		address: 'a.rec', intervalMilliseconds: header.interval, isShowingAll: true, now: takenAt,
	}));
	let stop: (() => void) | undefined;
	let status: PlayerStatus = {
		position: 0, length: 0, speed: 1, isPaused: false,
	};
	const player = createPlayer({
		recording: await openRecording(file),
		address: 'a.rec',
		...(loopFrom !== undefined && {loopFrom}),
		onLeave() {
			stop?.();
			store.dispatch({type: 'jumped'});
		},
		onArrive() {
			stop = startSession({
				store, engine: player.engine, source: player.source, clock: player.clock, lookClock: player.lookClock, hostNamespaces: undefined,
			});
		},
		onStatus(next) {
			status = next;
		},
	});
	if (loopFrom === undefined) {
		player.togglePause();
	}

	t.teardown(() => {
		player.close();
		stop?.();
	});
	const until: Played['until'] = async isSo => {
		const signal = AbortSignal.timeout(10_000);
		while (!isSo(store.getState(), status)) {
			if (signal.aborted) {
				throw new Error(`It never came to that: ${JSON.stringify([status, store.getState().rows.values().map(({container}) => container).toArray()])}`);
			}

			await nextTurn();
		}
	};

	return {
		player, store, status: () => status, until,
	};
}

/** A minute of a container that uses a third of a CPU, joined after 30 s by one that breaks after 40. */
const minute: ReadonlyArray<readonly [t: number, fact: Fact]> = [
	[0, info],
	[5, makeContainerFact('web')],
	[6, {kind: 'images', images: []}],
	...Array.from({length: 30}, (_, second) => [second * 1000, makeTick(second, {web: second * 300_000})] as const),
	[30_100, makeEvent('start', 'late')],
	[30_200, makeContainerFact('late')],
	...Array.from({length: 10}, (_, second) => [(30 + second) * 1000 + 300, makeTick(30 + second, {web: (30 + second) * 300_000, late: second * 500_000})] as const),
	[40_100, makeEvent('die', 'late')],
	[40_200, makeContainerFact('late', {state: {Status: 'exited', Running: false, Pid: 0, ExitCode: 127, FinishedAt: new Date(takenAt + 40_000).toISOString()}})],
	...Array.from({length: 20}, (_, second) => [(40 + second) * 1000 + 300, makeTick(40 + second, {web: (40 + second) * 300_000})] as const),
];
const sorted = minute.toSorted(([one], [other]) => one - other);

const row = (state: State, name: string) => state.rows.get(idOf(name));
const percent = (state: State, name: string) => row(state, name)?.sample?.cpu?.percent;

test('a jump shows what there was then, with its past, and another jump what there was at that time', async t => {
	const {player, store, until} = await play(t, sorted);
	player.jump(35_500);
	await until((state, {position}) => position >= 35_300 && percent(state, 'late') === 50);
	t.is(percent(store.getState(), 'web'), 30);
	t.true(readHistory(row(store.getState(), 'web')!.cpuHistory).length > 30);
	player.jump(50_000);
	await until(state => row(state, 'late')?.container.status === 'exited');
	t.is(row(store.getState(), 'late')?.container.detail?.exitCode, 127);
	player.jump(10_000);
	await until((state, {position}) => position >= 10_000 && percent(state, 'web') === 30);
	t.is(row(store.getState(), 'late'), undefined);
	t.is(store.getState().now, takenAt + 10_000);
});

test('a step is one look, and it is paused there', async t => {
	const {player, status, store, until} = await play(t, sorted);
	player.jump(10_000);
	await until((_, {position}) => position === 10_000);
	player.step();
	await until((_, {position}) => position === 11_000);
	t.true(status().isPaused);
	t.is(store.getState().now, takenAt + 11_000);
	await nextTurn();
	t.is(status().position, 11_000);
});

test('from one thing that happened to the next, and back', async t => {
	const {player, until} = await play(t, sorted);
	t.false(player.jumpToMark(-1));
	t.true(player.jumpToMark(1));
	await until((state, {position}) => position === 30_300 && row(state, 'late')?.container.status === 'running');
	t.true(player.jumpToMark(1));
	await until((state, {position}) => position === 40_300 && row(state, 'late')?.container.status === 'exited');
	t.false(player.jumpToMark(1));
	t.true(player.jumpToMark(-1));
	await until((_, {position}) => position === 30_300);
});

test('at the end it stays, and plays again when it is let go on', async t => {
	const {player, status, until} = await play(t, sorted);
	player.jump(Infinity);
	await until((_, {position, length}) => position === length);
	t.true(status().isPaused);
	player.step();
	t.true(status().isPaused);
	player.togglePause();
	await until((_, {position, isPaused}) => position < 6000 && !isPaused);
});

test('after a jump only what settles what happened is shortened: longer timers of the session wait as they do live', async t => {
	const {player, until} = await play(t, sorted);
	player.jump(10_000);
	await until((state, {position}) => position === 10_000 && percent(state, 'web') === 30);
	const fired: string[] = [];
	const settled = Promise.withResolvers<void>();
	t.teardown(player.clock.schedule(1000, () => {
		fired.push('long');
	}));
	t.teardown(player.clock.schedule(300, () => {
		fired.push('short');
		settled.resolve();
	}));
	await settled.promise;
	t.deepEqual(fired, ['short']);
});

test('a jump that another one follows at once leaves nothing behind', async t => {
	const {player, store, status, until} = await play(t, [
		[0, info],
		[5, makeContainerFact('web')],
		[6, {kind: 'images', images: []}],
		[50, makeTick(0, {web: 0})],
		[900, makeTick(1, {web: 300_000})],
		[1000, makeContainerFact('late')],
		[1900, makeTick(2, {web: 600_000, late: 0})],
	]);
	player.jump(1400);
	player.jump(100);
	await until((state, {position}) => position === 100 && row(state, 'web') !== undefined);
	player.step();
	await until((_, {position}) => position >= 900);
	t.is(status().position, 900);
	t.false(store.getState().rows.has(idOf('late')));
	t.deepEqual((await player.engine.listContainers()).map(({id}) => id), [idOf('web')]);
});

test('of files there is what was read last, with its time, also of what was started over; not of what does not run', async t => {
	const look = (second: number): Fact => ({
		kind: 'texts', look: {
			containerId: idOf('web'),
			reading: makeReading(second, {cpu: {usageMicroseconds: second * 300_000}}),
			texts: [{path: '/sys/fs/cgroup/system.slice/docker-web.scope/cpu.stat', text: `usage_usec ${second * 300_000}\n`}],
		},
	});
	const {player, until} = await play(t, [...sorted, [5001, look(5)] as const, [12_001, look(12)] as const].toSorted(([one], [other]) => one - other));
	const closeUp = (target: CloseTarget) => player.source.look({
		processesOf: undefined, confinementOf: undefined, hasCgroups: false, closeUp: target, selected: undefined,
	}).closeUp;
	const web = {kind: 'container', id: idOf('web')} as const;
	player.jump(10_000);
	await until((state, {position}) => position === 10_000 && percent(state, 'web') === 30);
	t.like(closeUp(web), {target: web, texts: [{text: 'usage_usec 1500000\n'}], recorded: {at: 5001, before: undefined}});
	player.jump(20_000);
	await until((state, {position}) => position === 20_000 && percent(state, 'web') === 30);
	t.like(closeUp(web), {texts: [{text: 'usage_usec 3600000\n'}], recorded: {at: 12_001, before: {cpu: {usageMicroseconds: 1_500_000}}}});
	const cgroup = {kind: 'cgroup', path: '/system.slice/docker-web.scope'} as const;
	t.like(closeUp(cgroup), {target: cgroup, recorded: {at: 12_001}});
	t.is(closeUp({kind: 'cgroup', path: '/system.slice'}), undefined);
	t.is(closeUp({kind: 'container', id: idOf('late')}), undefined);
	await player.engine.stop(idOf('web'));
	t.is(closeUp(web), undefined);
});

test('the tree of cgroups is the last that was recorded, with its time and what rates need', async t => {
	const treeAt = (second: number): readonly [number, Fact] => [second * 1000 + 1, {kind: 'cgroups', look: makeCgroupLook(second, {'/': {cpu: second}})}];
	const {player, until} = await play(t, [...sorted, treeAt(1), treeAt(2), treeAt(12)].toSorted(([one], [other]) => one - other));
	const look = (): CgroupLook | undefined => player.source.look({
		processesOf: undefined, confinementOf: undefined, hasCgroups: true, closeUp: undefined, selected: undefined,
	}).cgroups;
	player.jump(10_000);
	await until((state, {position}) => position === 10_000 && percent(state, 'web') === 30);
	t.like(look(), {recordedAt: 2001, nodes: {0: {reading: {takenAtMicroseconds: 2_000_000}}}, before: {0: {reading: {takenAtMicroseconds: 1_000_000}}}});
	player.jump(20_000);
	await until((state, {position}) => position === 20_000 && percent(state, 'web') === 30);
	t.like(look(), {recordedAt: 12_001, nodes: {0: {reading: {takenAtMicroseconds: 12_000_000}}}});
});

test('speeds have an end on both sides', async t => {
	const {player, status} = await play(t, sorted);
	for (let times = 0; times < 20; times++) {
		player.changeSpeed(1);
	}

	t.is(status().speed, 32);
	for (let times = 0; times < 20; times++) {
		player.changeSpeed(-1);
	}

	t.is(status().speed, 0.25);
});

test('what is done to a container stays done while it plays on, until a jump', async t => {
	const {player, store, until} = await play(t, sorted);
	player.jump(10_000);
	await until((state, {position}) => position === 10_000 && percent(state, 'web') === 30);
	await player.engine.stop(idOf('web'));
	await until(state => row(state, 'web')?.container.status === 'exited');
	player.step();
	await until((_, {position}) => position === 11_000);
	t.is(row(store.getState(), 'web')?.sample, undefined);
	await player.engine.start(idOf('web'));
	await until(state => row(state, 'web')?.container.status === 'running');
	player.step();
	await until((_, {position}) => position === 12_000);
	player.step();
	await until((state, {position}) => position === 13_000 && percent(state, 'web') === 30);
	t.is(row(store.getState(), 'web')?.sample?.cpu?.usageMicroseconds, 300_000);
	player.jump(20_000);
	await until((state, {position}) => position === 20_000 && row(state, 'web')?.sample?.cpu?.usageMicroseconds === 6_000_000);
});

test('one whose cgroup was found gone has no numbers from then on, and goes on from those before when it is started here', async t => {
	const goneTick: Fact = {kind: 'tick', readings: {[idOf('web')]: {...readingOfGone, takenAtMicroseconds: 10_000_000}}, host: undefined};
	const {player, store, until} = await play(t, [
		[0, info],
		[5, makeContainerFact('web')],
		[6, {kind: 'images', images: []}],
		...Array.from({length: 10}, (_, second) => [second * 1000 + 10, makeTick(second, {web: second * 300_000})] as const),
		...Array.from({length: 10}, (_, second) => [(10 + second) * 1000 + 10, goneTick] as const),
	]);
	player.jump(9010);
	await until((state, {position}) => position === 9010 && percent(state, 'web') === 30);
	player.step();
	await until((state, {position}) => position === 10_010 && row(state, 'web')?.sample?.cpu === undefined);
	t.like(row(store.getState(), 'web')?.sample, {source: 'cgroup', memory: undefined, problems: {0: {group: 'cgroup'}}});
	await player.engine.stop(idOf('web'));
	await until(state => row(state, 'web')?.container.status === 'exited');
	await player.engine.start(idOf('web'));
	await until(state => row(state, 'web')?.container.status === 'running');
	player.step();
	await until((state, {position}) => position === 11_010 && row(state, 'web')?.sample?.cpu !== undefined);
});

test('a paused container uses nothing, and what it would have used meanwhile is not added when it goes on', async t => {
	const {player, store, until} = await play(t, sorted);
	const stepTo = async (second: number) => {
		player.step();
		await until((_, {position}) => position === second * 1000);
	};

	player.jump(10_000);
	await until((state, {position}) => position === 10_000 && percent(state, 'web') === 30);
	await player.engine.pause(idOf('web'));
	await until(state => row(state, 'web')?.container.status === 'paused');
	await stepTo(11);
	await stepTo(12);
	await until(state => percent(state, 'web') === 0);
	await player.engine.unpause(idOf('web'));
	await until(state => row(state, 'web')?.container.status === 'running');
	await stepTo(13);
	await until(state => percent(state, 'web') === 0);
	await stepTo(14);
	await until(state => percent(state, 'web') === 30);
	t.is(row(store.getState(), 'web')?.container.status, 'running');
});

test('round and round: what was done stays, numbers go on without a gap, and clocks do not go back', async t => {
	const {player, store, until} = await play(t, sorted, 50_300);
	for (let times = 0; times < 20; times++) {
		player.changeSpeed(1);
	}

	await player.engine.inspectContainer(idOf('web')).catch(() => undefined);
	let last = 0;
	let rounds = 0;
	let wasAt = 0;
	player.jump(59_000);
	await until((state, {position}) => {
		t.true(state.now >= last);
		last = state.now;
		rounds += position < wasAt ? 1 : 0;
		wasAt = position;
		return rounds === 1;
	});
	await player.engine.remove(idOf('late'), {force: true, volumes: false});
	await until((state, {position}) => {
		t.true(state.now >= last);
		last = state.now;
		t.is(percent(state, 'web') ?? 30, 30);
		rounds += position < wasAt ? 1 : 0;
		wasAt = position;
		return rounds === 3;
	});
	t.is(percent(store.getState(), 'web'), 30);
	t.true((row(store.getState(), 'web')?.sample?.cpu?.usageMicroseconds ?? 0) > 60 * 300_000);
	t.is(row(store.getState(), 'late'), undefined);
});

test('round and round: one that was started again in between is, before that, what it was then', async t => {
	const facts: ReadonlyArray<readonly [t: number, fact: Fact]> = [
		[0, info],
		[5, makeContainerFact('web')],
		[6, {kind: 'images', images: []}],
		...Array.from({length: 30}, (_, second) => [second * 1000, makeTick(second, {web: second * 300_000})] as const),
		[30_100, makeContainerFact('web', {state: {StartedAt: new Date(takenAt + 30_000).toISOString()}})],
		...Array.from({length: 10}, (_, second) => [(30 + second) * 1000 + 300, makeTick(30 + second, {web: second * 100_000})] as const),
	];
	const {player, store, status, until} = await play(t, facts.toSorted(([one], [other]) => one - other), 10_300);
	for (let times = 0; times < 20; times++) {
		player.changeSpeed(1);
	}

	player.jump(38_000);
	await until((state, {position}) => position > 38_000 && (row(state, 'web')?.sample?.cpu?.usageMicroseconds ?? 0) < 1_000_000);
	await until((_, {position}) => position > 12_000 && position < 29_000);
	t.is(row(store.getState(), 'web')?.sample?.cpu?.usageMicroseconds, status().position * 300);
});
