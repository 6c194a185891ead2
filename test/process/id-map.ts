import test from 'ava';
import {parseIdMap} from '../../source/process/id-map.js';

test('reads the map of a rootless container', t => {
	t.deepEqual(parseIdMap('         0       1000          1\n         1     100000      65536\n'), [
		{inside: 0, outside: 1000, count: 1},
		{inside: 1, outside: 100_000, count: 65_536},
	]);
});

test('what is not whole is unknown', t => {
	t.is(parseIdMap('         0       1000          1\n         1     1000'), undefined);
	t.is(parseIdMap('0 x 1\n'), undefined);
	t.is(parseIdMap('0 0\n'), undefined);
	t.is(parseIdMap(''), undefined);
});
