import test from 'ava';
import {countLosses, maximumPaths} from '../source/losses.js';

test('counts by kind, without folders that are listed only for what is in them', t => {
	t.like(countLosses([
		{kind: 'changed', path: '/etc'},
		{kind: 'changed', path: '/etc/passwd'},
		{kind: 'added', path: '/new'},
		{kind: 'added', path: '/new/file'},
		{kind: 'deleted', path: '/usr/bin'},
		{kind: 'changed', path: '/usr'},
		{kind: 'changed', path: '/user'},
	]), {added: 2, changed: 2, deleted: 1, bytes: undefined});
});

test('nothing changed is nothing lost', t => {
	t.deepEqual(countLosses([], 0), {
		added: 0, changed: 0, deleted: 0, bytes: 0, paths: [],
	});
});

test('counts all of a huge list, and keeps its beginning', t => {
	const changes = Array.from({length: maximumPaths * 3}, (_, index) => ({kind: 'added' as const, path: `/deep/er/${index}`}));
	const {added, paths} = countLosses(changes);
	t.is(added, changes.length);
	t.is(paths.length, maximumPaths);
});
