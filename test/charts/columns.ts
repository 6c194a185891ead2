import test from 'ava';
import {gatherColumns} from '../../source/charts/columns.js';

const values = [1, 9, 2, 3, undefined, NaN, 4];

test('one value a column: the newest that fit, at the right', t => {
	t.deepEqual(gatherColumns(values, 3, {valuesPerColumn: 1, count: 7}), [undefined, undefined, 4]);
	t.deepEqual(gatherColumns([1, 2], 4, {valuesPerColumn: 1, count: 2}), [undefined, undefined, 1, 2]);
});

test('several values a column: the largest of them, unknown only if all are', t => {
	t.deepEqual(gatherColumns(values, 4, {valuesPerColumn: 2, count: 7}), [9, 3, undefined, 4]);
});

test('values stay together while new ones come, and the whole moves by one column at a time', t => {
	const stream = [5, 1, 7, 2, 8, 3, 6, 4];
	const seen = [5, 6, 7, 8].map(count => gatherColumns(stream.slice(0, count), 4, {valuesPerColumn: 2, count}));
	t.deepEqual(seen, [
		[undefined, 5, 7, 8],
		[undefined, 5, 7, 8],
		[5, 7, 8, 6],
		[5, 7, 8, 6],
	]);
});

test('no values are no columns', t => {
	t.deepEqual(gatherColumns([], 2, {valuesPerColumn: 3, count: 0}), [undefined, undefined]);
});
