import test from 'ava';
import type {Action} from '../../source/store/actions.js';
import type {ProcessReading} from '../../source/kernel.js';
import {readingOfGone} from '../../source/metrics/reading.js';
import {readHistory} from '../../source/store/history.js';
import {reduce} from '../../source/store/reducer.js';
import {createState, historyCapacity, type State} from '../../source/store/state.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';

const start = createState({
	address: 'unix:///x', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
});

function play(...actions: readonly Action[]): State {
	let state = start;
	for (const action of actions) {
		state = reduce(state, action);
	}

	return state;
}

const web = makeContainer('web');
const tick = (seconds: number, usageMicroseconds: number, more: Parameters<typeof makeReading>[1] = {}): Action => ({
	type: 'tick', now: seconds * 1000, readings: new Map([[web.id, makeReading(seconds, {...more, cpu: {usageMicroseconds}})]]), host: undefined,
});

test('two looks a second apart make a CPU figure, and its history', t => {
	const state = play({type: 'listed', containers: [web]}, tick(1, 0), tick(2, 300_000), tick(3, 800_000));
	const row = state.rows.get(web.id)!;
	t.is(row.sample?.cpu?.percent, 50);
	t.deepEqual([...readHistory(row.cpuHistory)], [NaN, 30, 50]);
});

test('an early look at new containers does not count as a look at all', t => {
	const look = {type: 'tick', readings: new Map(), host: undefined} as const;
	const looked = reduce(createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	}), {...look, now: 1000});
	const early = reduce(looked, {...look, now: 1700, isEarly: true});
	t.is(looked.lookedAt, 1000);
	t.is(early.lookedAt, 1000);
	t.is(early.now, 1700);
	t.is(reduce(early, {...look, now: 2000}).lookedAt, 2000);
});

test('a restarted container has counters from zero: unknown for one tick, never a spike', t => {
	const state = play({type: 'listed', containers: [web]}, tick(1, 5_000_000), tick(2, 10_000));
	t.is(state.rows.get(web.id)?.sample?.cpu?.percent, undefined);
});

test('what inspect told stays when the next list tells less', t => {
	const state = play(
		{type: 'containersChanged', containers: [web], gone: []},
		{type: 'listed', containers: [{...web, detail: undefined, name: 'renamed'}]},
	);
	t.is(state.rows.get(web.id)?.container.detail?.pid, 100);
	t.is(state.rows.get(web.id)?.container.name, 'renamed');
});

test('a container that ended has no numbers any more, but keeps its past', t => {
	const ended = makeContainer('web', {status: 'exited', detail: makeDetail({exitCode: 1})});
	const state = play({type: 'listed', containers: [web]}, tick(1, 0), tick(2, 300_000), {type: 'containersChanged', containers: [ended], gone: []});
	t.is(state.rows.get(web.id)?.sample, undefined);
	t.is(readHistory(state.rows.get(web.id)!.cpuHistory).at(-1), 30);
});

test('while a container does not run its past moves out, once a look, and the next run is apart from it', t => {
	const detail = makeDetail({exitCode: 0, finishedAt: 2500});
	const ended = makeContainer('web', {status: 'exited', detail});
	const empty = {
		type: 'tick', now: 3000, readings: new Map(), host: undefined,
	} as const;
	const historyOf = (state: State) => state.rows.get(web.id)!.cpuHistory;
	let state = play({type: 'listed', containers: [web]}, tick(1, 0), tick(2, 300_000), {type: 'containersChanged', containers: [ended], gone: []});
	state = reduce(state, {...empty, isEarly: true});
	t.deepEqual([...readHistory(historyOf(state))], [NaN, 30], 'an early look is about others');
	state = reduce(reduce(state, empty), tick(4, 900_000));
	t.deepEqual([...readHistory(historyOf(state))], [NaN, 30, NaN, NaN], 'a late reading is of the run that is over');
	t.is(state.rows.get(web.id)?.sample, undefined);
	t.deepEqual([...readHistory(state.rows.get(web.id)!.memoryHistory)], [0, 0, NaN, NaN]);

	const again: Action = {type: 'containersChanged', containers: [makeContainer('web', {detail: makeDetail({startedAt: 4500})})], gone: []};
	state = reduce(reduce(reduce(state, again), tick(5, 0)), tick(6, 100_000));
	t.deepEqual([...readHistory(historyOf(state))], [NaN, 30, NaN, NaN, NaN, 10]);
});

test('what has not run for as long as graphs reach has no past, and costs nothing', t => {
	const ended = makeContainer('web', {status: 'exited', detail: makeDetail({exitCode: 0})});
	const empty: Action = {
		type: 'tick', now: 0, readings: new Map(), host: undefined,
	};
	let state = play({type: 'listed', containers: [web]}, tick(1, 0), tick(2, 300_000), {type: 'containersChanged', containers: [ended], gone: []});
	for (let look = 0; look < historyCapacity; look++) {
		state = reduce(state, empty);
	}

	const row = state.rows.get(web.id)!;
	t.true(readHistory(row.cpuHistory).every(value => Number.isNaN(value)));
	t.is(reduce(state, empty).rows.get(web.id), row);
});

test('one whose cgroup is gone has no numbers, though the engine is away', t => {
	const look: Action = {
		type: 'tick', now: 3000, readings: new Map([[web.id, {...readingOfGone, takenAtMicroseconds: 3_000_000}]]), host: undefined,
	};
	const row = play({type: 'listed', containers: [web]}, tick(1, 0), tick(2, 300_000), {type: 'connectionLost', problem: 'Gone.', retryAt: 5}, look).rows.get(web.id)!;
	t.like(row.sample, {cpu: undefined, memory: undefined, problems: {0: {group: 'cgroup'}}});
	t.deepEqual([...readHistory(row.cpuHistory)], [NaN, 30, NaN]);
});

test('containers that a list does not name are gone, and so are those an event says are gone', t => {
	t.is(play({type: 'listed', containers: [web]}, {type: 'listed', containers: []}).rows.size, 0);
	t.is(play({type: 'listed', containers: [web]}, {type: 'containersChanged', containers: [], gone: [web.id]}).rows.size, 0);
});

test('a lost engine leaves the last known rows', t => {
	const state = play({type: 'listed', containers: [web]}, {type: 'connectionLost', problem: 'Gone.', retryAt: 5});
	t.is(state.rows.size, 1);
	t.is(state.connection.status, 'lost');
});

test('an OOM kill is told once, with the container\'s name', t => {
	const kills = (oomKills: number) => ({memory: {oomKills}});
	const state = play({type: 'listed', containers: [web]}, tick(1, 0, kills(0)), tick(2, 0, kills(1)), tick(3, 0, kills(1)));
	t.deepEqual(state.notices.map(({severity}) => severity), ['bad']);
	t.regex(state.notices[0]?.text ?? '', /^web .*OOM/v);
});

test('host CPU is busy time over all time between two looks', t => {
	const host = (busyMicroseconds: number, totalMicroseconds: number): Action => ({
		type: 'tick', now: 0, readings: new Map(), host: {
			hostName: 'lab', cpus: 2, busyMicroseconds, totalMicroseconds, memoryBytes: 1, memoryUsedBytes: 1, swapBytes: undefined, swapUsedBytes: undefined, load: undefined, disk: undefined,
		},
	});
	t.is(play(host(0, 0)).hostCpuPercent, undefined);
	t.is(play(host(0, 0), host(500, 2000)).hostCpuPercent, 25);
});

test('answers for a dialog that is closed, or another container\'s, change nothing', t => {
	const opened = play({
		type: 'dialog', dialog: {
			kind: 'log', containerId: 'a', lines: [], problem: undefined, isEnded: false, linesFromEnd: 0, rowsBelow: 0,
		},
	});
	const line = {stream: 'stdout', text: 'x', at: undefined} as const;
	t.is(reduce(opened, {type: 'logLines', containerId: 'b', lines: [line]}), opened);
	t.is(reduce(start, {type: 'logLines', containerId: 'a', lines: [line]}), start);
});

test('who has scrolled back in a log goes on seeing the same lines while new ones arrive', t => {
	const line = {stream: 'stdout', text: 'x', at: undefined} as const;
	const held = play({
		type: 'dialog', dialog: {
			kind: 'log', containerId: 'a', lines: [line, line, line], problem: undefined, isEnded: false, linesFromEnd: 2, rowsBelow: 0,
		},
	}, {type: 'logLines', containerId: 'a', lines: [line, line]});
	const {dialog} = held.view;
	t.is(dialog?.kind === 'log' ? dialog.linesFromEnd : undefined, 4);
});

test('a log that is held while more comes than is kept never runs out of lines to show', t => {
	const line = {stream: 'stdout', text: 'x', at: undefined} as const;
	const many = Array.from({length: 4000}, () => line);
	const held = play({
		type: 'dialog', dialog: {
			kind: 'log', containerId: 'a', lines: many, problem: undefined, isEnded: false, linesFromEnd: 0, rowsBelow: 1,
		},
	}, {type: 'logLines', containerId: 'a', lines: many}, {type: 'logLines', containerId: 'a', lines: many});
	const {dialog} = held.view;
	t.is(dialog?.kind === 'log' ? dialog.lines.length - dialog.linesFromEnd : undefined, 1);
});

test('the selected process stays selected while others come above it; in another container it begins at the top', t => {
	const process = (pid: number, startTicks = pid): ProcessReading => ({
		pid, innerPid: pid, parentPid: 1, userId: 0, state: 'sleeping', cpuMicroseconds: 0, startTicks, residentBytes: undefined, threads: 1, command: 'sleep', reactsToTerminate: undefined,
	});
	let takenAtMicroseconds = 0;
	const look = (containerId: string, ...readings: readonly ProcessReading[]) => ({
		type: 'tick', now: 1, readings: new Map(), host: undefined, looks: {processes: {containerId, takenAtMicroseconds: ++takenAtMicroseconds, readings}},
	}) as const;
	let state = reduce(reduce(start, look('a', process(10), process(20))), {type: 'cursor', panel: 'processes', index: 1});
	state = reduce(state, look('a', process(5), process(10), process(20)));
	t.is(state.view.cursors.processes, 2);
	state = reduce(state, look('a', process(5), process(10), process(20, 99)));
	t.is(state.view.cursors.processes, 2, 'it has ended: its place stays');
	state = reduce(state, look('b', process(20, 99), process(30), process(40)));
	t.is(state.view.cursors.processes, 0);
});

test('until somebody selects one, the selection stays with the container that was first once there are numbers, as long as it is among the first', t => {
	const containers = Array.from({length: 12}, (_, index) => makeContainer(`c${String(index).padStart(2, '0')}`));
	const look = (seconds: number): Action => ({
		type: 'tick', now: seconds * 1000, host: undefined, readings: new Map(containers.map(({id}) => [id, makeReading(seconds)])),
	});
	const selected = (state: State): string | undefined => state.rows.get(state.view.selectedId ?? '')?.container.name;
	const listed = play({type: 'listed', containers}, {type: 'sort', sort: {id: 'pids', isDescending: false}}, look(1));
	t.is(selected(listed), undefined, 'not in an order without numbers');

	const held = reduce(listed, look(2));
	t.is(selected(held), 'c00');
	t.is(selected(reduce(reduce(held, {type: 'sort', sort: {id: 'name', isDescending: true}}), look(3))), 'c11', 'it is the last of twelve');
	const close = reduce({...held, rows: new Map([...held.rows].slice(0, 3))}, {type: 'sort', sort: {id: 'name', isDescending: true}});
	t.is(selected(reduce(close, look(3))), 'c00', 'it is the third');

	const last = containers.at(-1)!;
	const chosen = reduce(held, {type: 'select', containerId: last.id});
	t.is(selected(reduce(chosen, look(3))), 'c11', 'what somebody selected is followed everywhere');
	const asking = reduce(reduce(held, {type: 'sort', sort: {id: 'name', isDescending: true}}), {type: 'dialog', dialog: {kind: 'help', offset: 0}});
	t.is(selected(reduce(asking, look(3))), 'c00', 'nothing moves below a dialog');
});
