import test from 'ava';
import type {Container} from '../../source/container.js';
import {parkedName} from '../../source/replacement.js';
import {reduce} from '../../source/store/reducer.js';
import {
	isBroken, selectChosenRows, selectCounts, selectMarkedRows, selectSelectedIndex, selectSelectedRow, selectVisibleRows,
} from '../../source/store/selectors.js';
import {createState, type State, type View} from '../../source/store/state.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';

function stateOf(containers: readonly Container[], view: Partial<View> = {}): State {
	const empty = createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	});
	const state = reduce(empty, {type: 'listed', containers});
	return {...state, view: {...state.view, ...view}};
}

const exited = (name: string, exitCode: number, error = ''): Container => makeContainer(name, {status: 'exited', detail: makeDetail({pid: undefined, exitCode, error})});
const namesOf = (state: State): readonly string[] => selectVisibleRows(state).map(({container}) => container.name);

test('running and broken containers are shown; a shows what ended well too, after those that run', t => {
	const containers = [exited('ended', 0), exited('broken', 127), exited('stopped', 137), makeContainer('web')];
	t.deepEqual(namesOf(stateOf(containers)), ['web', 'broken']);
	t.deepEqual(namesOf(stateOf(containers, {isShowingAll: true})), ['web', 'broken', 'ended', 'stopped']);
});

test('broken is: an exit code that no stop explains, an error of the runtime, out of memory', t => {
	const table: ReadonlyArray<readonly [Container, boolean]> = [
		[makeContainer('running'), false],
		[exited('well', 0), false],
		[exited('terminated', 143), false],
		[exited('killed', 137), false],
		[exited('failed', 1), true],
		[makeContainer('oom', {status: 'exited', detail: makeDetail({exitCode: 137, isOomKilled: true})}), true],
		[makeContainer('never started', {status: 'created', detail: makeDetail({error: 'exec: "x": not found'})}), true],
		[makeContainer('created', {status: 'created', detail: makeDetail()}), false],
		[makeContainer('dead', {status: 'dead'}), true],
		[makeContainer('loop', {status: 'restarting', detail: makeDetail({exitCode: 1, restartCount: 2})}), true],
	];
	for (const [container, expected] of table) {
		const [row] = stateOf([container]).rows.values();
		t.is(isBroken(row!), expected, container.name);
	}
});

test('the filter looks at name, image, state and labels, in any case', t => {
	const containers = [makeContainer('Web'), makeContainer('db', {image: 'postgres:16'}), makeContainer('job', {labels: {team: 'Blue'}}), makeContainer('nap', {status: 'paused'})];
	for (const [filter, expected] of [['web', ['Web']], ['POSTGRES', ['db']], ['team=blue', ['job']], ['paused', ['nap']], ['zzz', []]] as const) {
		t.deepEqual(namesOf(stateOf(containers, {filter})), [...expected], filter);
	}
});

test('names sort a to z, and unknown numbers come last when the largest are first', t => {
	const containers = [makeContainer('b'), makeContainer('a'), makeContainer('c')];
	t.deepEqual(namesOf(stateOf(containers, {sort: {id: 'name', isDescending: false}})), ['a', 'b', 'c']);
	t.deepEqual(namesOf(stateOf(containers, {sort: {id: 'memoryUsed', isDescending: true}})), ['a', 'b', 'c']);
});

test('those without a limit are in the order of their names, and come first when the largest are first', t => {
	const containers = ['d', 'b', 'e', 'a', 'c'].map(name => makeContainer(name));
	const readings = new Map(containers.map(({id, name}) => [id, makeReading(1, {memory: {limitBytes: name === 'c' ? 5 : 'max'}})]));
	const state = (isDescending: boolean): State => reduce(stateOf(containers, {sort: {id: 'memoryLimit', isDescending}}), {
		type: 'tick', now: 1, readings, host: undefined,
	});
	t.deepEqual(namesOf(state(true)), ['a', 'b', 'd', 'e', 'c']);
	t.deepEqual(namesOf(state(false)), ['c', 'a', 'b', 'd', 'e']);
});

test('the selection follows its container; before anything is selected it is the first row', t => {
	const containers = [makeContainer('a'), makeContainer('b')];
	const state = stateOf(containers, {selectedId: makeContainer('b').id});
	t.is(selectSelectedRow(state)?.container.name, 'b');
	t.is(selectSelectedIndex(state), 1);
	t.is(selectSelectedRow(stateOf(containers))?.container.name, 'a');
	t.is(selectSelectedRow(stateOf([])), undefined);
});

test('the selected container stays in the list when it has ended, until the selection moves on', t => {
	const containers = [makeContainer('db'), makeContainer('web'), exited('ended', 137)];
	const [db, web, ended] = containers.map(({id}) => id);
	const state = stateOf(containers, {selectedId: ended});
	t.deepEqual(namesOf(state), ['db', 'web', 'ended']);
	t.is(selectSelectedRow(state)?.container.name, 'ended');
	t.deepEqual(namesOf(stateOf(containers, {selectedId: ended, filter: 'running'})), ['db', 'web', 'ended'], 'it no longer matches');
	const parked = makeContainer(parkedName('old', 'a'.repeat(64)), {status: 'exited'});
	t.deepEqual(namesOf(stateOf([...containers, parked], {selectedId: parked.id})), ['db', 'web'], 'not what is kept for undo');

	const select = (selectedId: string | undefined): State => ({...state, view: {...state.view, selectedId}});
	t.deepEqual(namesOf(select(web)), ['db', 'web']);
	t.is(selectVisibleRows(select(db)), selectVisibleRows(select(web)), 'nothing is sorted again for a move among those that run');
});

test('a filter that is being typed leaves the selected one behind when it does not match', t => {
	const containers = [makeContainer('web'), exited('ended', 0)];
	const type = (text: string): State => stateOf(containers, {selectedId: exited('ended', 0).id, dialog: {kind: 'filter', text}});
	t.deepEqual(namesOf(type('WEB ')), ['web']);
	t.is(selectSelectedRow(type('web'))?.container.name, 'web');
	t.deepEqual(namesOf(type('end')), ['ended']);
});

test('where the selected container was removed, the selection stays at its place, and goes back to it when it comes back', t => {
	const containers = ['a', 'b', 'c', 'd'].map(name => makeContainer(name));
	const select = (index: number): State => reduce(stateOf(containers, {sort: {id: 'name', isDescending: false}}), {type: 'select', containerId: containers[index]?.id});
	const remove = (state: State, index: number): State => reduce(state, {type: 'containersChanged', containers: [], gone: [containers[index]?.id ?? '']});
	const selected = (state: State): string | undefined => selectSelectedRow(state)?.container.name;
	const removed = remove(select(1), 1);
	t.is(selected(removed), 'c');
	t.is(selected(remove(removed, 2)), 'd');
	t.is(selected(reduce(removed, {type: 'containersChanged', containers, gone: []})), 'b');
	t.is(selected(reduce(select(2), {type: 'listed', containers: containers.slice(0, 2)})), 'b', 'the last one where the list has become shorter');

	const ended = reduce(select(1), {type: 'containersChanged', containers: [exited('b', 137)], gone: []});
	t.is(selectSelectedIndex(ended), 3);
	t.is(selected(remove(ended, 1)), 'c', 'where it stood before it ended');
	t.is(selected(reduce(removed, {type: 'dialog', dialog: {kind: 'filter', text: ''}})), 'a', 'a filter is looked through from its top');
});

test('keys are about the marked ones, in the order of the list, also where a filter hides them; those that are gone do not count', t => {
	const containers = [makeContainer('a', {image: 'other:1'}), makeContainer('b'), makeContainer('c'), makeContainer('b.dockdash-old-aaaaaaaaaaaa')];
	const marked = new Set([...containers.map(({id}) => id), 'gone']).difference(new Set([makeContainer('c').id]));
	const names = (view: Partial<View>): readonly string[] => selectChosenRows(stateOf(containers, view)).map(({container}) => container.name);
	const sort = {id: 'name', isDescending: true};
	t.deepEqual(names({marked, sort}), ['b', 'a']);
	t.deepEqual(names({marked, sort, filter: 'other'}), ['a', 'b']);
	t.deepEqual(names({selectedId: makeContainer('c').id}), ['c'], 'the selected one where none is marked');
	t.deepEqual(selectMarkedRows(stateOf(containers)), []);
});

test('the old containers that are kept for undo are not counted: nobody sees them', t => {
	const id = 'a'.repeat(64);
	const state = stateOf([makeContainer('web'), makeContainer(parkedName('web', id), {status: 'exited'})]);
	t.deepEqual(selectCounts(state), {running: 1, all: 1});
});
