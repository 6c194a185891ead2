import test from 'ava';
import stringWidth from 'string-width';
import {
	drawTable, placeColumns, type Column, type Remark, type TableOptions,
} from '../../source/ui/table.js';
import {createTheme} from '../../source/ui/theme.js';
import {hostileTexts} from '../support/hostile.js';

type Item = {readonly name: string; readonly image: string; readonly cpu: string; readonly problem?: string};

const plain = createTheme({hasColor: false, isAscii: false});
const colored = createTheme({hasColor: true, isAscii: false});
const columns: ReadonlyArray<Column<Item>> = [
	{
		id: 'name', title: 'NAME', minimum: 6, ideal: 10, flex: 1, rank: 0, draw: ({name}) => name,
	},
	{
		id: 'image', title: 'IMAGE', minimum: 6, ideal: 8, rank: 2, draw: ({image}) => image,
	},
	{
		id: 'cpu', title: 'CPU %', minimum: 6, ideal: 6, align: 'right', rank: 1, draw: ({cpu}) => cpu,
	},
];
const items: readonly Item[] = [
	{name: 'spin', image: 'lab:1', cpu: '30.0'},
	{
		name: 'broken', image: 'lab:1', cpu: '--', problem: 'exited 127 (command not found)',
	},
	{name: 'a-very-long-name', image: 'nginx:1.27', cpu: '1.2'},
	{name: 'db', image: 'postgres', cpu: '0.4'},
];

function draw(changes: Partial<TableOptions<Item>> = {}): string[] {
	return drawTable({
		columns, rows: items, width: 40, height: 5, selected: 0, offset: 0, isFocused: true, theme: plain, ...changes,
	});
}

test('header and rows in columns, the selected row marked', t => {
	t.deepEqual(draw({sortedBy: {id: 'cpu', isDescending: true}}), [
		' NAME                   IMAGE     CPU %▾',
		'▸spin                   lab:1       30.0',
		' broken                 lab:1         --',
		' a-very-long-name       nginx:1…     1.2',
		' db                     postgres     0.4',
	]);
});

test('columns give way from the highest rank, and the last one stays at any width', t => {
	t.deepEqual(draw({width: 24, height: 3}), [
		' NAME     IMAGE    CPU %',
		'▸spin     lab:1     30.0',
		' broken   lab:1       --',
	]);
	t.deepEqual(draw({width: 22, height: 3}), [
		' NAME            CPU %',
		'▸spin             30.0',
		' broken             --',
	]);
	t.deepEqual(draw({width: 10, height: 4}), [
		' NAME     ',
		'▸spin     ',
		' broken   ',
		' a-very-l…',
	]);
	t.deepEqual(draw({width: 4, height: 2}), [' NA…', '▸sp…']);
});

test('a column of a lower rank keeps its place while a wider one of a higher rank has none', t => {
	const shown = placeColumns([
		{...columns[0]!, id: 'first', rank: 0},
		{...columns[0]!, id: 'wide', rank: 1, minimum: 30},
		{...columns[0]!, id: 'small', rank: 2, minimum: 1},
	], 20);
	t.deepEqual(shown.map(({column}) => column.id), ['first']);
});

test('room to spare goes to the ideal widths first, and then to flex columns', t => {
	const widths = (width: number): readonly number[] => placeColumns(columns, width).map(placed => placed.width);
	t.deepEqual(widths(22), [6, 6, 6]);
	t.deepEqual(widths(25), [9, 6, 6]);
	t.deepEqual(widths(28), [10, 8, 6]);
	t.deepEqual(widths(60), [42, 8, 6]);
});

test('rows begin at the offset, and only what is on screen is drawn', t => {
	const drawn: string[] = [];
	const spied = columns.map(column => ({
		...column,
		draw(item: Item, width: number) {
			drawn.push(`${item.name} ${column.id}`);
			return column.draw(item, width);
		},
	}));
	const lines = draw({
		columns: spied, width: 22, height: 3, offset: 2, selected: 3,
	});
	t.deepEqual(lines.map(line => line.slice(0, 3)), [' NA', ' a-', '▸db']);
	t.deepEqual(drawn, ['a-very-long-name name', 'a-very-long-name cpu', 'db name', 'db cpu']);
});

test('a remark without a column takes the place of as many of the last ones as it needs, but not of the first two', t => {
	const remarkOf = (text: string) => draw({remark: ({name}) => name === 'db' ? {text} : undefined})[4]?.trimEnd();
	t.is(remarkOf('sick'), ' db                     postgres  sick');
	t.is(remarkOf('sick since yesterday'), ' db                     postgres  sick …');
});

test('a remark stands in place of the columns from its own on, and nowhere when that column has no place', t => {
	const remark = ({problem}: Item) => problem === undefined ? undefined : {from: 'image', text: problem};
	t.is(draw({remark})[2], ' broken                 exited 127 (com…');
	t.is(draw({remark, width: 22})[2], ' broken             --');
});

/** The row of a remark that belongs at the last of four columns; the third begins at cell 25 and the last at 35. */
function drawRemark(remark: Omit<Remark, 'from'>, width: number): string | undefined {
	const [name, image, cpu] = columns.map(column => ({...column, flex: 0}));
	return draw({
		columns: [name!, {...name!, id: 'state'}, image!, cpu!], width, rows: items.slice(3), remark: () => ({...remark, from: 'cpu'}),
	})[1]?.trimEnd();
}

test('a remark begins before its own column where it has no room there, but never at the first two', t => {
	t.is(drawRemark({text: 'sick'}, 50), '▸db          db          postgres  sick');
	t.is(drawRemark({text: 'sick since today'}, 51), '▸db          db          postgres  sick since today');
	t.is(drawRemark({text: 'sick since today'}, 50), '▸db          db          sick since today');
	t.is(drawRemark({text: 'sick since the day before'}, 50), '▸db          db          sick since the day before');
	t.is(drawRemark({text: 'sick since the day before'}, 49), '▸db          db          sick since the day befo…');
});

test('the hint of a remark is there in whole or not at all, and few words with it are better than many without', t => {
	const text = 'exited 1 3d ago';
	const remark = {text, short: 'exited 1', hint: 'R start over'} as const;
	const rest = (width: number, more?: string): string | undefined => drawRemark({...remark, more}, width)?.replace(/^▸db +db +/v, '');
	t.is(rest(64), 'postgres  exited 1 3d ago  R start over');
	t.is(rest(63), 'exited 1 3d ago  R start over');
	t.is(rest(54), 'exited 1 3d ago  R start over');
	t.is(rest(53), 'exited 1  R start over');
	t.is(rest(47), 'exited 1  R start over');
	t.is(rest(46), 'exited 1 3d ago');
	t.is(rest(80, 'its last words'), 'postgres  exited 1 3d ago  R start over  its last words');
	t.is(rest(74, 'its last words'), 'postgres  exited 1 3d ago  R start over  its las…');
	t.is(rest(66, 'its last words'), 'postgres  exited 1 3d ago  R start over', 'a word or two of it are none');
});

test('a table without rows says why', t => {
	t.deepEqual(draw({rows: [], empty: 'no container runs', width: 22, height: 3}), [
		' NAME            CPU %',
		' no container runs    ',
		' '.repeat(22),
	]);
});

test('the selected row is a bar in one colour when focused, and keeps its colours when not', t => {
	const painted = columns.map(column => ({...column, draw: (item: Item) => colored.good(item[column.id as 'name'])}));
	const row = (isFocused: boolean): string => draw({
		columns: painted, width: 22, theme: colored, isFocused,
	})[1]!;
	t.is(row(true), colored.selected('▸spin             30.0'));
	t.is(row(false), `${colored.accent('▸')}${colored.good('spin')}${' '.repeat(13)}${colored.good('30.0')}`);
});

test('a table has its exact size at every size, whatever is in it', t => {
	const rows = Object.values(hostileTexts).map(text => ({
		name: text, image: text, cpu: text, problem: text,
	}));
	for (const remark of [undefined, ({problem}: Item) => ({from: 'image', text: problem ?? ''})]) {
		for (let width = 0; width <= 200; width++) {
			const height = width % 25;
			const lines = draw({
				rows, width, height, theme: colored, empty: 'x', selected: 3, ...(remark !== undefined && {remark}),
			});
			t.is(lines.length, height);
			t.true(lines.every(line => stringWidth(line) === width), `at ${width}x${height}`);
		}
	}
});
