import test from 'ava';
import {parseNumber, splitLines} from '../../source/kernel-files/number.js';

const numbers: ReadonlyArray<readonly [text: string, value: number | undefined, why: string]> = [
	['0', 0, 'zero is a number'],
	['9007199254740993', 9_007_199_254_740_992, 'beyond 2^53 the nearest double'],
	['18446744073709551615', 2 ** 64, 'the largest of 64 bits'],
	['184467440737095516150', undefined, 'longer than 64 bits is damage'],
	['', undefined, 'nothing is not zero'],
	['-1', undefined, 'no sign'],
	['12\n', undefined, 'no newline'],
	[' 12', undefined, 'no space'],
	['0x10', undefined, 'no hexadecimal'],
	['1e3', undefined, 'no exponent'],
	['１２', undefined, 'no digits of another script'],
];

for (const [text, value, why] of numbers) {
	test(`parseNumber of ${JSON.stringify(text)}: ${why}`, t => {
		t.is(parseNumber(text), value);
	});
}

test('parseNumber reads a part of a text, and nothing beyond its end', t => {
	t.is(parseNumber('usage 123\n', 6, 9), 123);
	t.is(parseNumber('12', 0, 4), undefined);
	t.is(parseNumber('12', 2, 1), undefined);
});

test('a last line without its newline was cut off and does not count', t => {
	t.deepEqual(splitLines('a 1\nb 2\nc 3'), ['a 1', 'b 2']);
	t.deepEqual(splitLines(''), []);
});
