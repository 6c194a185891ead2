import test from 'ava';
import {selectNamespaceMatrix} from '../../source/store/namespace-matrix.js';
import {reduce} from '../../source/store/reducer.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';
import {makeLab} from '../support/states.js';

const web = makeContainer('web', {detail: makeDetail({namespaces: {net: 'private'}})});
const joined = makeContainer('joined', {detail: makeDetail({namespaces: {net: `container:${web.id}`, pid: 'host', ipc: 'container:gone'}})});
const remote = makeContainer('remote', {detail: makeDetail({namespaces: {net: 'host', pid: 'private'}})});

function build() {
	let state = reduce(makeLab({isShowingAll: true, sort: {id: 'name', isDescending: false}}), {type: 'listed', containers: [web, joined, remote]});
	state = reduce(state, {
		type: 'tick', now: 0, host: undefined, readings: new Map([
			[web.id, makeReading(1, {namespaces: {mnt: 21, pid: 22, net: 23}})],
			[joined.id, makeReading(1, {namespaces: {mnt: 31, pid: 2, net: 23}})],
		]),
	});
	return selectNamespaceMatrix(state);
}

test('in a column the same letter is the same namespace, and A is the host\'s', t => {
	const rows = build();
	const column = (kind: 'mnt' | 'pid' | 'net') => rows.map(({container, cells}) => `${container?.name ?? 'host'} ${cells[kind].letter ?? '-'}`);
	t.deepEqual(column('mnt'), ['host A', 'joined B', 'remote -', 'web C']);
	t.deepEqual(column('pid'), ['host A', 'joined A', 'remote -', 'web B']);
	t.deepEqual(column('net'), ['host A', 'joined B', 'remote -', 'web B']);
});

test('what was joined is told by name, also when that container is gone', t => {
	const cells = build().find(({container}) => container?.name === 'joined')?.cells;
	t.is(cells?.net.joined, 'web');
	t.is(cells?.ipc.joined, 'gone');
	t.deepEqual(cells?.net.others.map(({name}) => name), ['web']);
	t.true(cells?.pid.isOfHost);
});

test('where links cannot be read, what was declared counts', t => {
	const cells = build().find(({container}) => container?.name === 'remote')?.cells;
	t.like(cells?.net, {letter: undefined, inode: undefined, isOfHost: true, declared: 'host'});
	t.like(cells?.pid, {letter: undefined, isOfHost: false, declared: 'private'});
});
