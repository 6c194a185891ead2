import test from 'ava';
import {readingOfGone} from '../../source/metrics/reading.js';
import type {Action} from '../../source/store/actions.js';
import {reduce} from '../../source/store/reducer.js';
import {createState} from '../../source/store/state.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';

const mebi = 1024 * 1024;
const hog = makeContainer('hog', {detail: makeDetail({startedAt: 1000})});
const ended = (isOomKilled: boolean): Action => ({
	type: 'containersChanged', containers: [makeContainer('hog', {status: 'exited', detail: makeDetail({startedAt: 1000, exitCode: 137, isOomKilled})})], gone: [],
});
const inspected: Action = {type: 'containersChanged', containers: [hog], gone: []};
const listed: readonly Action[] = [{type: 'listed', containers: [{...hog, detail: undefined}]}, inspected];
const outOfMemory: Action = {type: 'outOfMemory', containerId: hog.id};
const gone: Action = {type: 'containersChanged', containers: [], gone: [hog.id]};

function look(second: number, oomKills: number, source: 'cgroup' | 'engine' = 'cgroup'): Action {
	return {
		type: 'tick', now: second * 1000, host: undefined, readings: new Map([[hog.id, makeReading(second, {
			source, cpu: {usageMicroseconds: second}, memory: {oomKills: source === 'engine' ? undefined : oomKills, limitBytes: 16 * mebi},
		})]]),
	};
}

function tell(...actions: readonly Action[]): readonly string[] {
	let state = createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	});
	for (const action of actions) {
		state = reduce(state, action);
	}

	return state.notices.map(({text}) => text);
}

const killed = 'hog had a process OOM-killed (limit 16 MiB)';

test('what the counters tell is told once, whatever the engine says of it too', t => {
	t.deepEqual(tell(...listed, look(1, 0), outOfMemory, look(2, 1), look(3, 1), ended(true)), [killed]);
});

test('a container that is killed between two looks has no counters any more: then it is the engine that knows', t => {
	t.deepEqual(tell(...listed, look(1, 0), outOfMemory, ended(true)), [killed]);
	t.deepEqual(tell(...listed, look(1, 0), outOfMemory, ended(false)), [killed], 'by its event, where its flag is wrong');
	t.deepEqual(tell(...listed, look(1, 0), ended(true)), [killed], 'by its flag, where it sends no event');
	t.deepEqual(tell(...listed, look(1, 0), outOfMemory, gone), [killed], 'with --rm');
	t.deepEqual(tell(...listed, look(1, 0), ended(false)), []);
});

test('a look that finds its cgroup gone tells nothing, and takes nothing from what the engine tells after it', t => {
	const limited = {...hog, detail: makeDetail({startedAt: 1000, limits: {...makeDetail().limits, memoryBytes: 16 * mebi}})};
	const known: readonly Action[] = [...listed, {type: 'containersChanged', containers: [limited], gone: []}, look(1, 0)];
	const ending: Action = {
		type: 'tick', now: 2000, host: undefined, readings: new Map([[hog.id, {...readingOfGone, takenAtMicroseconds: 2_000_000}]]),
	};
	t.deepEqual(tell(...known, ending, ended(false)), []);
	t.deepEqual(tell(...known, outOfMemory, ending, ended(false)), [killed]);
	t.deepEqual(tell(...known, ending, outOfMemory, ended(true)), [killed]);
});

test('a restart policy does not hide it', t => {
	const again = makeContainer('hog', {detail: makeDetail({startedAt: 2000})});
	t.deepEqual(tell(...listed, look(1, 0), outOfMemory, {type: 'containersChanged', containers: [again], gone: []}), [killed]);
});

test('what happened before we looked is not told', t => {
	t.deepEqual(tell(...listed, look(1, 4), look(2, 4)), []);
	t.deepEqual(tell({type: 'listed', containers: [{...hog, detail: undefined, status: 'exited'}]}, ended(true)), []);
});

test('of a container that was started while we look everything is told', t => {
	t.deepEqual(tell({type: 'listed', containers: []}, inspected, look(1, 1)), [killed]);
});

test('one line for the kills of one run, with their sum; another for the next run', t => {
	t.deepEqual(tell(...listed, look(1, 0), look(2, 1), look(3, 2), look(4, 4)), ['hog had 2 processes OOM-killed, 4 since its start (limit 16 MiB)']);
	const again = makeContainer('hog', {detail: makeDetail({startedAt: 9000})});
	t.deepEqual(tell(...listed, look(1, 0), look(2, 1), {type: 'containersChanged', containers: [again], gone: []}, look(9, 1)), [killed, killed]);
});

test('where only the engine tells, its event is all there is', t => {
	t.deepEqual(tell(...listed, look(1, 0, 'engine'), outOfMemory), ['hog had a process OOM-killed']);
});

test('it stays when the container is gone', t => {
	t.deepEqual(tell(...listed, look(1, 0), look(2, 1), gone, {type: 'listed', containers: []}), [killed]);
});

test('an event of a container that we do not know changes nothing', t => {
	t.deepEqual(tell(outOfMemory), []);
});
