import test from 'ava';
import {createScale} from '../../source/charts/scale.js';

const mebibyte = 1024 ** 2;

const cases = [
	['nothing is held by one', [0, 4, 'decimal'], {top: 1, step: 0.25}],
	['a round peak is the top', [30, 4, 'decimal'], {top: 30, step: 10}],
	['100 % in quarters', [100, 4, 'decimal'], {top: 100, step: 25}],
	['what is not round goes up to what is', [34, 4, 'decimal'], {top: 40, step: 10}],
	['a tenth above is the next step up', [101, 4, 'decimal'], {top: 150, step: 50}],
	['small numbers', [0.03, 3, 'decimal'], {top: 0.03, step: 0.01}],
	['one interval has one mark', [30, 1, 'decimal'], {top: 30, step: 30}],
	['a step that is not round is no step', [80, 3, 'decimal'], {top: 80, step: 40}],
	['memory in powers of two', [64 * mebibyte, 4, 'binary'], {top: 64 * mebibyte, step: 16 * mebibyte}],
	['memory between two powers', [90 * mebibyte, 4, 'binary'], {top: 96 * mebibyte, step: 32 * mebibyte}],
	['more memory than there is', [2 ** 63, 2, 'binary'], {top: 2 ** 63, step: 2 ** 62}],
	['infinity is not believed', [Infinity, 2, 'decimal'], {top: 1, step: 0.5}],
] as const;

for (const [sentence, [peak, intervals, roundness], expected] of cases) {
	test(sentence, t => {
		const {top, step} = createScale(peak, intervals, roundness);
		t.true(Math.abs(top - expected.top) < expected.top * 1e-9, String(top));
		t.true(Math.abs(step - expected.step) < expected.step * 1e-9, String(step));
	});
}

test('every scale holds its peak without more than two thirds to spare, and its marks end at its top', t => {
	for (const roundness of ['decimal', 'binary'] as const) {
		for (let peak = 1e-3; peak < 1e15; peak *= 1.07) {
			const {top, step} = createScale(peak, 4, roundness);
			t.true(top >= peak * (1 - 1e-6) && top <= peak * 5 / 3, `${peak} in ${top}`);
			t.true(Math.abs((top / step) - Math.round(top / step)) < 1e-6 && top / step < 4.001, `${top} by ${step}`);
		}
	}
});
