import test from 'ava';
import {
	appendHistory, averageHistory, createHistory, passHistory, readHistory,
} from '../../source/store/history.js';

function fill(capacity: number, values: ReadonlyArray<number | undefined>) {
	let history = createHistory(capacity);
	for (const value of values) {
		history = appendHistory(history, value);
	}

	return history;
}

test('an empty history has no values and no average', t => {
	t.deepEqual([...readHistory(createHistory(3))], []);
	t.is(averageHistory(createHistory(3), 3), undefined);
});

test('values come back oldest first, and the oldest go when it is full', t => {
	t.deepEqual([...readHistory(fill(3, [1, 2]))], [1, 2]);
	t.deepEqual([...readHistory(fill(3, [1, 2, 3, 4, 5]))], [3, 4, 5]);
	t.deepEqual([...readHistory(fill(3, [1, 2, 3, 4, 5]), 2)], [4, 5]);
});

test('an unknown value is kept as a gap and does not count in the average', t => {
	t.deepEqual([...readHistory(fill(3, [1, undefined, 3]))], [1, NaN, 3]);
	t.is(averageHistory(fill(3, [1, undefined, 3]), 3), 2);
	t.is(averageHistory(fill(2, [undefined, undefined]), 2), undefined);
});

test('time without values moves the known ones out, and then changes nothing', t => {
	const passed = passHistory(fill(3, [1, undefined, 2]));
	t.deepEqual([...readHistory(passed)], [NaN, 2, NaN]);
	const over = passHistory(passHistory(passed));
	t.deepEqual([...readHistory(over)], [NaN, NaN, NaN]);
	t.is(passHistory(over), over);
	const empty = createHistory(3);
	t.is(passHistory(empty), empty);
});
