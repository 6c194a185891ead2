import test from 'ava';
import stringWidth from 'string-width';
import {
	chooseFitting, fit, measure, removeColors, wrap, wrapBeside, type Align,
} from '../../source/ui/cells.js';
import {hostileTexts} from '../support/hostile.js';

const widths = Array.from({length: 201}, (_, width) => width);

test('fit gives exactly the width asked for, whatever the text', t => {
	for (const [name, text] of Object.entries(hostileTexts)) {
		for (const align of ['left', 'right', 'center'] satisfies Align[]) {
			for (const width of widths) {
				const fitted = fit(text, width, align);
				// The width as the library counts it, which knows nothing of our fast paths.
				t.is(stringWidth(fitted), width, `${name} ${align} ${width}`);
				t.is(measure(fitted), width, `${name} ${align} ${width}, measured`);
			}
		}
	}
});

test('nothing that fit returns can move the cursor or reorder the line', t => {
	for (const [name, text] of Object.entries(hostileTexts)) {
		for (const width of widths) {
			const rest = removeColors(fit(text, width));
			t.notRegex(rest, /[\p{Control}\p{Format}]/v, `${name} ${width}: ${JSON.stringify(rest)}`);
			t.true(rest.isWellFormed());
		}
	}
});

test('short text is filled up on the side that the alignment says', t => {
	t.is(fit('ab', 5), 'ab   ');
	t.is(fit('ab', 5, 'right'), '   ab');
	t.is(fit('ab', 5, 'center'), ' ab  ');
	t.is(fit('日本', 6, 'right'), '  日本');
});

test('long text is cut with the ellipsis in its last cell, and a wide character that does not fit goes whole', t => {
	t.is(fit('abcdef', 4), 'abc…');
	t.is(fit('abcdef', 4, 'right', '~'), 'abc~');
	t.is(fit('abc', 3), 'abc');
	t.is(fit('日本語', 6), '日本語');
	t.is(fit('日本語', 5), '日本…');
	t.is(fit('日本語', 4), '日… ');
	t.is(fit('日', 1), '…');
});

test('a colour that was open where the text is cut is closed', t => {
	t.is(fit('\u{1B}[31mabcdef\u{1B}[39m', 4), '\u{1B}[31mabc\u{1B}[39m…');
	t.is(fit('\u{1B}[31m日本語\u{1B}[39m', 4), '\u{1B}[31m日\u{1B}[39m… ');
});

test('of several wordings the first that has room is chosen, or the last', t => {
	const texts = ['\u{1B}[31mthree cells\u{1B}[39m or more', 'three', '三'] as const;
	t.is(chooseFitting(texts, 40), texts[0]);
	t.is(chooseFitting(texts, 19), texts[0]);
	t.is(chooseFitting(texts, 18), texts[1]);
	t.is(chooseFitting(texts, 4), texts[2]);
	t.is(chooseFitting(texts, 1), texts[2]);
});

test('wrap breaks between words, in long words, and at line feeds', t => {
	t.deepEqual(wrap('the quick brown fox', 9), ['the quick', 'brown fox']);
	t.deepEqual(wrap('the quick brown fox', 10), ['the quick', 'brown fox']);
	t.deepEqual(wrap('one\n\ntwo', 10), ['one', '', 'two']);
	t.deepEqual(wrap('a sha256:0123456789', 8), ['a', 'sha256:0', '12345678', '9']);
	t.deepEqual(wrap('日本語の', 5), ['日本', '語の']);
	t.deepEqual(wrap('', 5), ['']);
});

test('a colour goes on in the next line of a wrapped text, and each line closes its own', t => {
	t.deepEqual(wrap('\u{1B}[31mred words\u{1B}[39m here', 6), ['\u{1B}[31mred\u{1B}[39m', '\u{1B}[31mwords\u{1B}[39m', '\u{1B}[31m\u{1B}[39mhere']);
});

test('no line of a wrapped text is too wide, and nothing is lost but spaces', t => {
	const text = Object.values(hostileTexts).join(' ');
	const read = (width: number): string => removeColors(wrap(text, width).join('')).replaceAll(' ', '');
	const everything = read(10_000);
	for (const width of widths.slice(4)) {
		t.true(wrap(text, width).every(line => stringWidth(line) <= width), `at ${width}`);
		t.is(read(width), everything, `at ${width}`);
	}
});

test('a character wider than the line ends a wrapped text instead of wrapping it for ever', t => {
	t.is(wrap('a क्ष्म b', 2).length, 2);
});

test('a text beside its label goes on below where it began', t => {
	t.deepEqual(wrapBeside('ab: ', 'one two three', 11), ['ab: one two', '    three']);
	t.deepEqual(wrapBeside('ab: ', 'one', 11), ['ab: one']);
});
