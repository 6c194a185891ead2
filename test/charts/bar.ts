import test from 'ava';
import {drawStackedBar, formatLegend} from '../../source/charts/bar.js';
import {measure} from '../../source/ui/cells.js';
import {createTheme} from '../../source/ui/theme.js';

const style = createTheme({hasColor: false, isAscii: false});
const ascii = createTheme({hasColor: false, isAscii: true});

const segments = [
	{name: 'anon', value: 4, text: '4M'},
	{name: 'file', value: 2, text: '2M'},
	{name: 'slab', value: undefined, text: '--'},
	{name: 'kernel', value: 1, text: '1M'},
];

test('segments stand side by side, told apart by their fill, and the rest of the total is empty', t => {
	t.is(drawStackedBar(segments, 8, 8, style), '████▓▓░ ');
	t.is(drawStackedBar(segments, 8, 8, ascii), '####==- ');
});

test('the legend names each segment with its fill and value', t => {
	t.is(formatLegend(segments, style, 80), '█ anon 4M  ▓ file 2M  ▒ slab --  ░ kernel 1M');
	t.is(formatLegend(segments, style, 25), '█ anon 4M  ▓ file 2M', 'what has no room is left out');
});

test('where not all parts have room in the legend those of nothing go first, and then the smallest; the fills stay those of the bar', t => {
	const parts = [
		{name: 'anon', value: 56, text: '56k'},
		{name: 'file', value: 0, text: '0'},
		{name: 'kernel', value: 83, text: '83k'},
		{name: 'slab', value: 201, text: '201k'},
	];
	t.is(formatLegend(parts, style, 48), '█ anon 56k  ▓ file 0  ▒ kernel 83k  ░ slab 201k');
	t.is(formatLegend(parts, style, 47), '█ anon 56k  ▓ file 0  ▒ kernel 83k  ░ slab 201k');
	t.is(formatLegend(parts, style, 46), '█ anon 56k  ▒ kernel 83k  ░ slab 201k');
	t.is(formatLegend(parts, style, 36), '▒ kernel 83k  ░ slab 201k');
	t.is(formatLegend(parts, style, 20), '░ slab 201k');
	t.is(formatLegend(parts, style, 5), '');
	t.is(formatLegend(parts, undefined, 34), 'anon 56k  kernel 83k  slab 201k', 'without a bar');
});

test('a stacked bar is exactly as wide as it should be', t => {
	const colored = createTheme({hasColor: true, isAscii: false});
	for (let width = 0; width <= 200; width++) {
		// A total smaller than its parts, or of nothing, is what counters that are read one after the other can give.
		for (const total of [0, 5, 7, 7.5, 1000]) {
			t.is(measure(drawStackedBar(segments, total, width, colored)), width);
		}
	}
});
