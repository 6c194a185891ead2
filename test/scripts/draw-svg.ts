import test from 'ava';
import {drawSvg} from '../../scripts/draw-svg.js';
import type {Cell} from '../support/screen.js';

function makeCell(text: string, style: Partial<Cell> = {}): Cell {
	return {
		text,
		foreground: undefined,
		background: undefined,
		isBold: false,
		isDim: false,
		isItalic: false,
		isUnderlined: false,
		isInverse: false,
		...style,
	};
}

test('each character stands at its own column and row, whatever its font makes of it', t => {
	const svg = drawSvg([
		[makeCell('a'), makeCell(' '), makeCell('⣿')],
		[makeCell(' '), makeCell('b')],
	]);
	const places = svg.matchAll(/<text x="(?<x>[\d.]+)" y="(?<y>[\d.]+)">(?<text>.)</gv).map(({groups}) => [groups?.text, Number(groups?.x), Number(groups?.y)]).toArray();
	t.deepEqual(places, [['a', 12, 30.6], ['⣿', 36.1, 30.6], ['b', 24, 53.8]]);
});

const styles: ReadonlyArray<readonly [title: string, style: Partial<Cell>, expected: RegExp]> = [
	['one of the cube of colours', {foreground: 196}, /fill="rgb\(255,0,0\)"/v],
	['a grey', {foreground: 244}, /fill="rgb\(128,128,128\)"/v],
	['a colour of its own', {foreground: '#012345'}, /fill="#012345"/v],
	['inverse, with its colour behind it', {foreground: '#012345', isInverse: true}, /<rect [^>]*fill="#012345"\/><g fill="#14171c"/v],
	['bold', {isBold: true}, /font-weight="bold"/v],
];

for (const [title, style, expected] of styles) {
	test(`a character is drawn in ${title}`, t => {
		t.regex(drawSvg([[makeCell('x', style)]]), expected);
	});
}

test('text cannot become markup', t => {
	t.regex(drawSvg([['<', '&', '>'].map(text => makeCell(text))]), />&lt;<.*>&amp;<.*>&gt;</v);
});
