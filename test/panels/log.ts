import test from 'ava';
import {drawLog, scrollLog} from '../../source/panels/log.js';
import type {Dialog} from '../../source/store/state.js';
import {createTheme} from '../../source/ui/theme.js';

type LogView = Extract<Dialog, {kind: 'log'}>;

const theme = createTheme({hasColor: false, isAscii: false});
// Of a screen of 80x24.
const size = {width: 78, rows: 19};

/** A log at its end; each line has so many rows, which tell where they are from. */
function makeLog(count: number, rowsOfEach: number): LogView {
	const lines = Array.from({length: count}, (_, line) => ({
		stream: 'stdout', text: Array.from({length: rowsOfEach}, (__, row) => nameRow(line, row)).join(''), at: undefined,
	} as const));
	return {
		kind: 'log', containerId: 'a', lines, problem: undefined, isEnded: false, linesFromEnd: 0, rowsBelow: 0,
	};
}

function nameRow(line: number, row: number): string {
	return `line-${line}-row-${row}-`.padEnd(size.width, 'x');
}

const scroll = (view: LogView, by: number): LogView => ({...view, ...scrollLog(view, by, size)});
const draw = (view: LogView): readonly string[] => drawLog(view, size, theme).lines;

for (const [count, rowsOfEach] of [[1000, 3], [10, 26], [1, 60], [40, 1]] as const) {
	test(`of ${count} lines with ${rowsOfEach} rows each, every row comes up one by one, from the last to the first and back`, t => {
		const rows = Array.from({length: count * rowsOfEach}, (_, index) => nameRow(Math.floor(index / rowsOfEach), index % rowsOfEach));
		let view = makeLog(count, rowsOfEach);
		for (let top = rows.length - size.rows; top >= 0; top--) {
			t.deepEqual(draw(view), rows.slice(top, top + size.rows));
			view = scroll(view, -1);
		}

		t.deepEqual(draw(view), rows.slice(0, size.rows), 'it stays at the first');
		t.deepEqual(draw(scroll(view, 1)), rows.slice(1, size.rows + 1));
		t.deepEqual(draw(scroll(view, size.rows)), rows.slice(size.rows, size.rows * 2));
		const end = makeLog(count, rowsOfEach);
		t.deepEqual(draw(scroll(end, -Infinity)), rows.slice(0, size.rows));
		t.deepEqual(scroll(scroll(end, -Infinity), Infinity), end);
		t.deepEqual(scroll(view, rows.length), end, 'at the end it follows again');
	});
}

test('a log that is shorter than the page cannot be scrolled, and goes on to be followed', t => {
	const view = makeLog(6, 3);
	t.is(draw(view).length, 18);
	for (const by of [-1, -Infinity, 1]) {
		t.deepEqual(scroll(view, by), view);
	}

	t.deepEqual(scroll(makeLog(0, 1), -1), makeLog(0, 1));
});

test('a held page is full also where the lines that it showed are no longer kept', t => {
	const view = {...makeLog(100, 3), linesFromEnd: 99};
	t.deepEqual(draw(view), draw(scroll(view, -Infinity)));
	t.is(draw(scroll(view, 1))[0], nameRow(0, 1));
});
