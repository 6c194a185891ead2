import type {Cell, Colour} from '../test/support/screen.js';

// A character of DejaVu Sans Mono is 0.602 em wide, and its box drawing is 1.164 em high: lines meet at these distances.
const fontSize = 20;
const cellWidth = fontSize * 0.602;
const cellHeight = fontSize * 1.164;
const margin = 12;

const ground = '#14171c';
const ink = '#d5d9e0';
const firstSixteen = [
	'#2b303b',
	'#e0606c',
	'#93c47d',
	'#e5c07b',
	'#6aa5e8',
	'#c586c0',
	'#5fb8c4',
	'#c8ccd4',
	'#6b7280',
	'#ff7a85',
	'#aee08f',
	'#ffd88f',
	'#8cc0ff',
	'#e0a3dc',
	'#7fd6e2',
	'#ffffff',
];

/** Draws rows of cells as they stand on a terminal. */
export function drawSvg(rows: ReadonlyArray<readonly Cell[]>): string {
	const width = ((rows[0]?.length ?? 0) * cellWidth) + (margin * 2);
	const height = (rows.length * cellHeight) + (margin * 2);
	const drawn = rows.map((row, number) => drawRow(row, margin + (number * cellHeight))).join('');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(1)} ${height.toFixed(1)}" font-family="DejaVu Sans Mono, monospace" font-size="${fontSize}">`
		+ `<rect width="100%" height="100%" rx="8" fill="${ground}"/>${drawn}</svg>\n`;
}

function drawRow(row: readonly Cell[], top: number): string {
	let drawn = '';
	for (let start = 0; start < row.length;) {
		let end = start + 1;
		while (end < row.length && isSameStyle(row[start], row[end])) {
			end++;
		}

		drawn += drawRun(row.slice(start, end), margin + (start * cellWidth), top);
		start = end;
	}

	return drawn;
}

function isSameStyle(one: Cell | undefined, other: Cell | undefined): boolean {
	return one !== undefined && other !== undefined
		&& JSON.stringify({...one, text: ''}) === JSON.stringify({...other, text: ''});
}

/** Cells of one style. Each character has a place of its own, so that one from another font does not shift the rest. */
function drawRun(run: readonly Cell[], left: number, top: number): string {
	const [style] = run;
	if (style === undefined) {
		return '';
	}

	const foreground = convertColour(style.foreground, ink);
	const background = convertColour(style.background, ground);
	const [above, below] = style.isInverse ? [background, foreground] : [foreground, background];
	const box = below === ground
		? ''
		: `<rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${(run.length * cellWidth).toFixed(1)}" height="${cellHeight.toFixed(1)}" fill="${below}"/>`;
	const attributes = [
		`fill="${above}"`,
		style.isBold && ' font-weight="bold"',
		style.isItalic && ' font-style="italic"',
		style.isUnderlined && ' text-decoration="underline"',
		style.isDim && ' opacity="0.55"',
	].filter(attribute => attribute !== false).join('');
	const text = run.map((cell, index) => drawText(cell.text, left + (index * cellWidth), top)).join('');
	return text === '' ? box : `${box}<g ${attributes}>${text}</g>`;
}

function drawText(text: string, left: number, top: number): string {
	return text.trim() === '' ? '' : `<text x="${left.toFixed(1)}" y="${(top + (fontSize * 0.928)).toFixed(1)}">${escapeXml(text)}</text>`;
}

function convertColour(colour: Colour, own: string): string {
	if (typeof colour !== 'number') {
		return colour ?? own;
	}

	if (colour >= 232) {
		const level = 8 + ((colour - 232) * 10);
		return `rgb(${level},${level},${level})`;
	}

	const levels = [0, 95, 135, 175, 215, 255];
	const cube = colour - 16;
	return firstSixteen[colour] ?? `rgb(${levels[Math.trunc(cube / 36)]},${levels[Math.trunc(cube / 6) % 6]},${levels[cube % 6]})`;
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
