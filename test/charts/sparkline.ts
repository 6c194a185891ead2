import test from 'ava';
import {drawSparkline} from '../../source/charts/sparkline.js';

const cases = [
	['each level from zero to the largest', [0, 1, 2, 3, 4, 5, 6, 7], 8, {}, '▁▂▃▄▅▆▇█'],
	['against a given maximum', [0, 50, 100], 3, {max: 100}, '▁▅█'],
	['more than the maximum is full', [500], 1, {max: 100}, '█'],
	['the last values when there are more than fit', [7, 7, 0, 7], 2, {}, '▁█'],
	['time before the first is a space', [7], 4, {}, '   █'],
	['unknown is a space, never zero', [7, NaN, undefined, 0], 4, {}, '█  ▁'],
	['all zeros are flat', [0, 0, 0], 3, {}, '▁▁▁'],
	['no values are spaces', [], 3, {}, ' '.repeat(3)],
	['with ASCII marks', [0, 1, 2, 3, 4, 5, 6, 7], 8, {isAscii: true}, '_.-:=+*#'],
	['no width is nothing', [1], 0, {}, ''],
] as const;

for (const [sentence, values, width, options, expected] of cases) {
	test(sentence, t => {
		t.is(drawSparkline(values, width, options), expected);
		t.is(drawSparkline(Float64Array.from(values, value => value ?? NaN), width, options), expected);
	});
}
