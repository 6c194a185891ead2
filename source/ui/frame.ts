import {fit, measure} from './cells.js';
import type {Theme} from './theme.js';

export type FrameOptions = {
	readonly title: string;
	/** Short remarks after the title, set off by a piece of border. Those that have no room are left out, from the last. */
	readonly notes?: readonly string[];
	/** Stands at the right end of the top border, if there is room. */
	readonly right?: string;
	readonly body: readonly string[];
	readonly width: number;
	readonly height: number;
	readonly isFocused: boolean;
	readonly theme: Theme;
};

/** Cells that a frame takes from the width and from the height. */
export const frameCells = 2;

/** Cells that a note takes in the top border, beside its own. */
export const noteGap = 3;

/** Cells that the top border has for all notes after that title, when nothing stands at its right end. */
export function cellsForNotes(title: string, width: number): number {
	return roomFor(width - frameCells) - measure(title);
}

/** A space at both ends, and one piece of border before the corner, are always there. */
function roomFor(inside: number): number {
	return inside - 3;
}

/** A border with a title in it around lines of any length: exactly `height` lines of exactly `width` cells. */
export function drawFrame(options: FrameOptions): string[] {
	const {body, width, height, isFocused, theme} = options;
	const {glyphs} = theme;
	if (width < frameCells || height < frameCells) {
		return Array.from({length: Math.max(0, height)}, () => ' '.repeat(Math.max(0, width)));
	}

	const border = isFocused ? theme.accent : theme.faint;
	const inside = width - frameCells;
	const side = border(glyphs.vertical);
	return [
		drawTop(options, border, inside),
		...Array.from({length: height - frameCells}, (_, index) => side + fit(body[index] ?? '', inside, 'left', glyphs.ellipsis) + side),
		border(glyphs.bottomLeft + glyphs.horizontal.repeat(inside) + glyphs.bottomRight),
	];
}

function drawTop({title, notes = [], right = '', isFocused, theme}: FrameOptions, border: (text: string) => string, inside: number): string {
	const {horizontal, topLeft, topRight, ellipsis} = theme.glyphs;
	const room = roomFor(inside);
	if (title === '' || room < 1) {
		return border(topLeft + horizontal.repeat(inside) + topRight);
	}

	const fitting = fit(title, Math.min(room, measure(title)), 'left', ellipsis);
	// Bold alone is easily missed where the border has no colour.
	const paint = theme.hasColor ? theme.strong : theme.selected;
	const pieces = [isFocused ? paint(fitting) : fitting];
	let used = measure(fitting);
	const rightCells = right === '' ? 0 : measure(right) + noteGap;
	const hasRight = rightCells > 0 && used + rightCells <= room;
	used += hasRight ? rightCells : 0;
	for (const note of notes) {
		const cells = measure(note) + noteGap;
		if (used + cells > room) {
			continue;
		}

		// Fitted to its own width it can do no more than take its cells.
		pieces.push(fit(note, measure(note)));
		used += cells;
	}

	const left = pieces.join(` ${border(horizontal)} `);
	const line = horizontal.repeat(room - used + 1);
	const end = hasRight ? `${border(line)} ${fit(right, measure(right))} ${border(horizontal + topRight)}` : border(line + topRight);
	return `${border(topLeft)} ${left} ${end}`;
}
