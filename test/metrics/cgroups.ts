import test from 'ava';
import {computeCgroups, parentOf, type CgroupTable} from '../../source/metrics/cgroups.js';
import {makeCgroupLook, type CgroupUse} from '../support/cgroups.js';

function look(second: number, uses: Readonly<Record<string, CgroupUse>>, previous?: CgroupTable, isWhole = true): CgroupTable {
	return computeCgroups(previous, {...makeCgroupLook(second, uses), isWhole});
}

function ownOf({rows}: CgroupTable, path: string): readonly [cpuPercent: number | undefined, memoryBytes: number | undefined] {
	const {cpuPercent, memoryBytes} = rows.get(path)!.own;
	return [cpuPercent === undefined ? undefined : Math.round(cpuPercent), memoryBytes];
}

test('own use is the total without what is directly below', t => {
	const first = look(1, {'/': {cpu: 10, memory: 100}, '/a': {cpu: 5, memory: 60}, '/a/b': {cpu: 1, memory: 50}, '/c': {cpu: 2, memory: 30}});
	const second = look(2, {'/': {cpu: 12, memory: 120}, '/a': {cpu: 6.5, memory: 70}, '/a/b': {cpu: 2, memory: 55}, '/c': {cpu: 2.2, memory: 30}}, first);
	t.deepEqual(Array.from(second.rows.values(), ({path, depth, children, sample}) => [path, depth, children, Math.round(sample.cpu?.percent ?? NaN)]), [
		['/', 0, ['/a', '/c'], 200], ['/a', 1, ['/a/b'], 150], ['/a/b', 2, [], 100], ['/c', 1, [], 20],
	]);
	t.deepEqual(ownOf(second, '/'), [30, undefined], 'the topmost is not charged with everything');
	t.deepEqual(ownOf(second, '/a'), [50, 15]);
	t.deepEqual(ownOf(second, '/a/b'), [100, 55]);
});

test('one look has no CPU rates, but memory', t => {
	t.deepEqual(ownOf(look(1, {'/a': {cpu: 10, memory: 100}, '/a/b': {cpu: 5, memory: 60}}), '/a'), [undefined, 40]);
});

test('where the look before was not shown, it comes along for rates', t => {
	const uses = {'/a': {cpu: 10, memory: 100}, '/a/b': {cpu: 5, memory: 60}};
	const table = computeCgroups(undefined, {...makeCgroupLook(2, uses), before: makeCgroupLook(1, {'/a': {cpu: 9}, '/a/b': {cpu: 4.7}}).nodes});
	t.is(Math.round(table.rows.get('/a')?.sample.cpu?.percent ?? NaN), 100);
	t.deepEqual(ownOf(table, '/a'), [70, 40]);
});

test('a child without a controller is charged to its parent, one that may not be read is unknown', t => {
	const first = look(1, {'/a': {cpu: 5, memory: 60}, '/a/b': {cpu: 1}});
	const second = look(2, {'/a': {cpu: 6, memory: 60}, '/a/b': {cpu: 1.5}}, first);
	t.deepEqual(ownOf(second, '/a'), [50, 60]);
	const denied = look(3, {'/a': {cpu: 7, memory: 60}, '/a/b': {cpu: 2, problems: [{group: 'memory', status: 'denied', reason: ''}]}}, second);
	t.deepEqual(ownOf(denied, '/a'), [50, undefined]);
});

test('what a child used before it ended is not taken for its parent\'s own', t => {
	const first = look(1, {'/a': {cpu: 5, memory: 60}, '/a/b': {cpu: 1, memory: 10}});
	const second = look(2, {'/a': {cpu: 6, memory: 55}}, first);
	t.deepEqual(ownOf(second, '/a'), [undefined, 55]);
	t.deepEqual(ownOf(look(3, {'/a': {cpu: 6.5, memory: 55}}, second), '/a'), [50, 55]);
});

test('a new child makes its parent\'s own CPU unknown for one look', t => {
	const first = look(1, {'/a': {cpu: 5}});
	const second = look(2, {'/a': {cpu: 6}, '/a/b': {cpu: 0.5}}, first);
	t.deepEqual(ownOf(second, '/a'), [undefined, undefined]);
	t.deepEqual(ownOf(look(3, {'/a': {cpu: 7}, '/a/b': {cpu: 1}}, second), '/a'), [50, undefined]);
});

test('a counter that went back is a new cgroup under an old name, and no spike', t => {
	const first = look(1, {'/a': {cpu: 100}});
	t.is(look(2, {'/a': {cpu: 1}}, first).rows.get('/a')?.sample.cpu?.percent, undefined);
});

test('children that were read later may have a little more than their parent, which then has nothing of its own', t => {
	t.deepEqual(ownOf(look(1, {'/a': {memory: 1000}, '/a/b': {memory: 1001}}), '/a'), [undefined, 0]);
	t.deepEqual(ownOf(look(1, {'/a': {memory: 1000}, '/a/b': {memory: 1100}}), '/a'), [undefined, undefined], 'much more is no part of it');
});

test('where not all cgroups are looked at, own use is unknown', t => {
	t.deepEqual(ownOf(look(1, {'/a': {memory: 10}}, undefined, false), '/a'), [undefined, undefined]);
});

test('the path above', t => {
	t.deepEqual(['/', '/a', '/a/b'].map(path => parentOf(path)), ['/', '/', '/a']);
});
