import test from 'ava';
import stringWidth from 'string-width';
import {drawLineChart, type LineChartOptions} from '../../source/charts/line-chart.js';
import {createTheme} from '../../source/ui/theme.js';

const style = createTheme({hasColor: false, isAscii: false});

function draw(values: LineChartOptions['values'], changes: Partial<LineChartOptions> = {}): string[] {
	return drawLineChart({
		values, secondsPerValue: 1, width: 40, height: 7, limit: 30, format: String, style, ...changes,
	});
}

const mebibyte = 1024 ** 2;
const repeat = (value: number | undefined, times: number) => Array.from({length: times}, () => value);

const cases: ReadonlyArray<readonly [string, LineChartOptions['values'], Partial<LineChartOptions>, readonly string[]]> = [
	['no values: the axes and the limit are there already', [], {}, [
		'   30┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ limit',
		'     │                                  ',
		'   20┤                                  ',
		'     │                                  ',
		'   10┤                                  ',
		'     │                                  ',
		'    0└───────────────────────────── 68 s',
	]],
	['one value is a point at the right edge', [12], {}, [
		'   30┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ limit',
		'     │                                  ',
		'   20┤                                  ',
		'     │                                 ⢠',
		'   10┤                                 ⢸',
		'     │                                 ⢸',
		'    0└───────────────────────────── 68 s',
	]],
	['zeros lie at the bottom, to be told from unknown', repeat(0, 100), {}, [
		'   30┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ limit',
		'     │                                  ',
		'   20┤                                  ',
		'     │                                  ',
		'   10┤                                  ',
		'     │⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀',
		'    0└───────────────────────────── 68 s',
	]],
	['at its limit all the time: the limit still has its name', repeat(30, 100), {}, [
		'   30┤limit ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'     │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'   20┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'     │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'   10┤⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'     │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'    0└───────────────────────────── 68 s',
	]],
	['a spike above the limit is on the scale, and so is the limit', [...repeat(10, 40), 55, 55, ...repeat(10, 10)], {}, [
		'   60┤                            ⣤     ',
		'     │                            ⣿     ',
		'   40┤                            ⣿⡀    ',
		'     │limit ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⢸⣿⡇┈┈┈┈',
		'   20┤                           ⢸⣿⡇    ',
		'     │        ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'    0└───────────────────────────── 68 s',
	]],
	['unknown values are a gap, not a line and not zero', [...repeat(12, 20), ...repeat(undefined, 10), ...repeat(24, 6)], {}, [
		'   30┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ limit',
		'     │                               ⣶⣶⣶',
		'   20┤                               ⣿⣿⣿',
		'     │                ⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤     ⣿⣿⣿',
		'   10┤                ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿     ⣿⣿⣿',
		'     │                ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿     ⣿⣿⣿',
		'    0└───────────────────────────── 68 s',
	]],
	['without a limit the axis reaches at least where it is told to', repeat(12, 60), {limit: undefined, leastTop: 100}, [
		'  100┤                                  ',
		'     │                                  ',
		'     │                                  ',
		'   50┤                                  ',
		'     │                                  ',
		'     │    ⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶',
		'    0└───────────────────────────── 68 s',
	]],
	['too low for the time axis', [...repeat(10, 30), ...repeat(20, 10)], {height: 3}, [
		'   30┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ limit',
		'   15┤                            ⢀⣿⣿⣿⣿⣿',
		'     │              ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
	]],
	['too low for any axis', [...repeat(10, 30), ...repeat(20, 10)], {height: 2}, [
		'limit ┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⣀⣀⣀⣀⣀',
		'                    ⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣶⣿⣿⣿⣿⣿',
	]],
	['too narrow for axes', [...repeat(10, 30), ...repeat(20, 10)], {width: 12}, [
		'┈┈┈┈┈┈ limit',
		' '.repeat(12),
		'       ⣶⣶⣶⣶⣶',
		'      ⢀⣿⣿⣿⣿⣿',
		'⣀⣀⣀⣀⣀⣀⣸⣿⣿⣿⣿⣿',
		'⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
		'⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿',
	]],
	['with ASCII characters', [...repeat(10, 30), ...repeat(20, 10)], {style: createTheme({hasColor: false, isAscii: true})}, [
		'   30|---------------------------- limit',
		'     |                                  ',
		'   20|                             #####',
		'     |                            :#####',
		'   10|              ####################',
		'     |              ####################',
		'    0+----------------------------- 68 s',
	]],
];

for (const [sentence, values, changes, expected] of cases) {
	test(sentence, t => {
		t.deepEqual(draw(values, changes), expected);
	});
}

test('memory has an axis of binary units', t => {
	const lines = draw([3, 4, 5].map(value => value * mebibyte), {limit: 64 * mebibyte, roundness: 'binary', format: value => `${value / mebibyte}M`});
	t.deepEqual(lines.map(line => line.slice(0, 6)), ['  64M┤', '     │', '     │', '  32M┤', '     │', '     │', '   0M└']);
});

test('the time axis says how long the whole width is', t => {
	const spans = [0.1, 1, 5, 60, 600].map(secondsPerValue => draw([], {secondsPerValue}).at(-1)!.replace(/^.*─ /v, ''));
	t.deepEqual(spans, ['6.8 s', '68 s', '5.7 min', '68 min', '11 h']);
});

test('a chart that must show more values than it has dots shows them, and says so', t => {
	const values = [...repeat(30, 10), ...repeat(5, 170)];
	const lines = draw(values, {leastValues: 180});
	t.true(lines.at(-1)?.endsWith(' 3.4 min'), lines.at(-1));
	t.true(lines[0]?.includes('⣿⣿'), lines[0]);
});

test('values are in their colour, and red where they have reached the limit', t => {
	const theme = createTheme({hasColor: true, isAscii: false});
	const [series] = theme.series;
	const lines = draw([...repeat(10, 20), ...repeat(30, 8)], {height: 2, width: 20, style: theme});
	t.deepEqual(lines, [
		`${theme.limit('limit ┈┈┈┈┈┈┈┈┈')}${series('⢀')}${theme.bad('⣿⣿⣿⣿')}`,
		series('      ⣶⣶⣶⣶⣶⣶⣶⣶⣶⣾⣿⣿⣿⣿'),
	]);
});

test('a chart has its exact size at every size, whatever the values', t => {
	const theme = createTheme({hasColor: true, isAscii: false});
	const series = [[], [1], repeat(0, 500), [Infinity, -5, NaN, undefined, 1e300], Float64Array.from({length: 400}, (_, index) => index % 40)];
	for (const values of series) {
		for (let width = 0; width <= 200; width++) {
			const height = width % 12;
			const lines = draw(values, {width, height, style: theme, format: value => value.toFixed(3)});
			t.is(lines.length, height);
			t.true(lines.every(line => stringWidth(line) === width), `at ${width}x${height}`);
		}
	}
});
