import sliceAnsi from 'slice-ansi';
import stringWidth from 'string-width';

export type Align = 'left' | 'right' | 'center';

// ASCII, Latin and our own glyphs: each one cell wide in every terminal, and never part of a longer character.
const simple = /^[\u{20}-\u{7E}\u{A1}-\u{AC}\u{AE}-\u{2FF}\u{2010}-\u{2026}\u{2190}-\u{2193}\u{221E}\u{2500}-\u{25FC}\u{2713}-\u{271F}\u{2800}-\u{28FF}]*$/v;
// Control characters, and those that join, modify or reorder their neighbours. Terminals disagree about the width of what they
// make; taken apart it is the same everywhere.
const disputed = /[\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Control}\p{Format}\p{Line_Separator}\p{Paragraph_Separator}]/gv;
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- A colour code begins with one.
const colorCode = /(?<code>\u{1B}\[[\d;]*m)/gv;

/** The text without its colour codes. */
export function removeColors(text: string): string {
	return text.replaceAll(colorCode, '');
}

/** Cells that the text takes on the screen, as `fit` would write it. Colour codes take none. */
export function measure(text: string): number {
	return settle(text).cells;
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
		const kept = cut(settled, width - 1);
		return kept.text + ellipsis + ' '.repeat(width - 1 - kept.cells);
	}

	const space = width - settled.cells;
	const before = align === 'left' ? 0 : (align === 'right' ? space : Math.floor(space / 2));
	return ' '.repeat(before) + settled.text + ' '.repeat(space - before);
}

/** Breaks text into lines of at most `width` cells, between words where it can, and at every line feed. */
export function wrap(text: string, width: number): string[] {
	return text.split('\n').flatMap(paragraph => wrapParagraph(settle(paragraph).text, Math.max(1, width)));
}

function wrapParagraph(text: string, width: number): string[] {
	const lines: string[] = [];
	// Cell positions: of the line's first cell, of the end of its last word, and of the next word.
	let from = 0;
	let to = 0;
	let at = 0;
	for (const word of removeColors(text).split(' ')) {
		const end = at + stringWidth(word);
		if (end - from > width && to > from) {
			lines.push(sliceAnsi(text, from, to));
			from = at;
		}

		while (end - from > width) {
			const piece = sliceAnsi(text, from, from + width);
			lines.push(piece);
			from += Math.max(1, stringWidth(piece));
		}

		to = end;
		at = end + 1;
	}

	return [...lines, sliceAnsi(text, from, to)];
}

type Settled = {
	readonly text: string;
	readonly cells: number;
	/** True when every character outside of colour codes is one cell. */
	readonly isSimple: boolean;
};

function settle(text: string): Settled {
	if (simple.test(text)) {
		return {text, cells: text.length, isSimple: true};
	}

	const bare = removeColors(text);
	if (simple.test(bare)) {
		return {text, cells: bare.length, isSimple: true};
	}

	const settled = mapText(text, piece => piece.replaceAll(disputed, '')).toWellFormed();
	return {text: settled, cells: stringWidth(settled), isSimple: false};
}

function cut({text, isSimple}: Settled, cells: number): {readonly text: string; readonly cells: number} {
	if (!isSimple) {
		const kept = sliceAnsi(text, 0, cells);
		return {text: kept, cells: stringWidth(kept)};
	}

	let room = cells;
	const kept = mapText(text, piece => {
		const start = piece.slice(0, room);
		room -= start.length;
		return start;
	});
	return {text: kept, cells};
}

// Colour codes stay, in a cut text also those past its end: they close what was opened before it.
function mapText(text: string, change: (piece: string) => string): string {
	return text.split(colorCode).map((piece, index) => index % 2 === 1 ? piece : change(piece)).join('');
}
