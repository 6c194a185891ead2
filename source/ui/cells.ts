import stringWidth from 'string-width';

export type Align = 'left' | 'right' | 'center';

// ASCII, Latin and our own glyphs: each one cell wide in every terminal, and never part of a longer character.
const simpleCharacter = String.raw`[\u{20}-\u{7E}\u{A1}-\u{AC}\u{AE}-\u{2FF}\u{2010}-\u{2026}\u{2190}-\u{2193}\u{221E}\u{23CE}\u{2500}-\u{25FC}\u{2713}-\u{271F}\u{2800}-\u{28FF}]`;
const simple = new RegExp(`^${simpleCharacter}*$`, 'v');
// eslint-disable-next-line regexp/no-control-character -- A colour code begins with one.
const simpleInColors = new RegExp(String.raw`^(?:${simpleCharacter}|\u{1B}\[[\d;]*m)*$`, 'v');
// Control characters, and those that join, modify or reorder their neighbours. Terminals disagree about the width of what they
// make; taken apart it is the same everywhere.
const disputed = /[\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}]/gv;
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- A colour code begins with one.
const colorCode = /(?<code>\u{1B}\[[\d;]*m)/gv;

const segmenter = new Intl.Segmenter();

/** The text without its colour codes. */
export function removeColors(text: string): string {
	return text.replaceAll(colorCode, '');
}

/** Whether each of its characters takes one cell, colour codes aside. */
export function isOfSingleCells(text: string): boolean {
	return simpleInColors.test(text);
}

/** Cells that the text takes on the screen, as `fit` would write it. Colour codes take none. */
export function measure(text: string): number {
	return settle(text).cells;
}

/** The first of the texts that fits in so many cells: one text in words of different length, the longest first. Where none does, the last. */
export function chooseFitting(texts: readonly string[], width: number): string {
	return texts.find(text => measure(text) <= width) ?? texts.at(-1) ?? '';
}

const blanks = Array.from({length: 256}, (_, cells) => ' '.repeat(cells));

/** So many spaces; none for less than one. */
export function blank(cells: number): string {
	return cells <= 0 ? '' : (blanks[cells] ?? ' '.repeat(cells));
}

/**
 * The text in exactly `width` cells: filled with spaces, or cut and ended with `ellipsis` (one cell). Wide characters are
 * never split, colours are closed, and what could move the cursor is removed.
 */
export function fit(text: string, width: number, align: Align = 'left', ellipsis = '…'): string {
	if (width <= 0) {
		return '';
	}

	const settled = settle(text);
	if (settled.cells > width) {
		const {head, cells} = take(settled.text, width - 1);
		return head + ellipsis + blank(width - 1 - cells);
	}

	const space = width - settled.cells;
	const before = align === 'left' ? 0 : (align === 'right' ? space : Math.floor(space / 2));
	return blank(before) + settled.text + blank(space - before);
}

/** Breaks text into lines of at most `width` cells (2 at least), between words where it can, and at every line feed. */
export function wrap(text: string, width: number): string[] {
	return text.split('\n').flatMap(paragraph => wrapParagraph(settle(paragraph).text, Math.max(2, width)));
}

/** The text in lines of at most `width` cells, beside its label in the first line and below where it began in the others. */
export function wrapBeside(label: string, text: string, width: number): string[] {
	const indent = measure(label);
	return wrap(text, width - indent).map((line, index) => (index === 0 ? label : ' '.repeat(indent)) + line);
}

function wrapParagraph(text: string, width: number): string[] {
	const lines: string[] = [];
	let rest = text;
	for (;;) {
		const line = take(rest, width);
		const following = removeColors(line.rest);
		if (following === '') {
			return [...lines, line.head];
		}

		if (line.cells === 0) {
			// A single character that is wider than a line: some scripts have them.
			return [...lines, fit(rest, width)];
		}

		const words = removeColors(line.head).replace(/ [^ ]*$/v, '');
		const isBetweenWords = following.startsWith(' ');
		const cells = isBetweenWords || words.trim() === '' ? line.cells : stringWidth(words);
		lines.push(take(rest, cells).head);
		const hasSpace = isBetweenWords || cells < line.cells;
		rest = take(rest, cells + (hasSpace ? 1 : 0)).rest;
	}
}

type Settled = {
	readonly text: string;
	readonly cells: number;
};

function settle(text: string): Settled {
	if (simple.test(text)) {
		return {text, cells: text.length};
	}

	if (isOfSingleCells(text)) {
		return {text, cells: text.length - countCodes(text)};
	}

	const pieces = text.split(colorCode).map((piece, index) => isCode(index) ? piece : piece.replaceAll(disputed, ''));
	const settled = pieces.join('').toWellFormed();
	return {text: settled, cells: stringWidth(settled)};
}

/** How long its colour codes are, all together. */
function countCodes(text: string): number {
	let length = 0;
	for (let start = text.indexOf('\u{1B}'); start !== -1; start = text.indexOf('\u{1B}', start + 1)) {
		length += text.indexOf('m', start) + 1 - start;
	}

	return length;
}

/** What stands at odd places when text is split at its colour codes. */
function isCode(index: number): boolean {
	return index % 2 === 1;
}

/** The longest beginning of settled text that fits in so many cells, and the rest. Both have all colour codes, so each closes what it opens. */
function take(text: string, cells: number): {readonly head: string; readonly rest: string; readonly cells: number} {
	let head = '';
	let rest = '';
	let used = 0;
	let isFull = false;
	for (const [index, piece] of text.split(colorCode).entries()) {
		if (isCode(index)) {
			head += piece;
			rest += piece;
			continue;
		}

		const fitting: Beginning = isFull ? {length: 0, cells: 0} : measureBeginning(piece, cells - used);
		head += piece.slice(0, fitting.length);
		rest += piece.slice(fitting.length);
		used += fitting.cells;
		isFull ||= fitting.length < piece.length;
	}

	return {head, rest, cells: used};
}

type Beginning = {
	readonly length: number;
	readonly cells: number;
};

function measureBeginning(text: string, room: number): Beginning {
	if (simple.test(text)) {
		const length = Math.min(text.length, room);
		return {length, cells: length};
	}

	let length = 0;
	let cells = 0;
	for (const {segment} of segmenter.segment(text)) {
		const width = stringWidth(segment);
		if (cells + width > room) {
			break;
		}

		length += segment.length;
		cells += width;
	}

	return {length, cells};
}
