import {isOfSingleCells} from './cells.js';

/** The part of a line that has to be written where another one stands. */
export type Change = {
	/** Cells before it. */
	readonly column: number;
	/** With all of its colours, which end with it. */
	readonly text: string;
};

type Attribute = 'color' | 'weight' | 'inverse';

/** What the codes of a theme end and begin; all others begin a colour. */
const ends: Readonly<Record<string, Attribute>> = {39: 'color', 22: 'weight', 27: 'inverse'};
const begins: Readonly<Record<string, Attribute>> = {1: 'weight', 7: 'inverse'};
const escape = '\u{1B}';

/**
 * What turns one line on the screen into another of the same width: from the first cell that differs to the last, in whole
 * colours. Both are lines of a theme, in which each colour ends by the end of the line.
 */
export function findChange(before: string, after: string): Change {
	if (!isOfSingleCells(after)) {
		return {column: 0, text: after};
	}

	const same = countSame(before, after);
	const sameEnd = after.length - countSameEnd(before, after, same);
	const on = new Set<Attribute>();
	let start = 0;
	let column = 0;
	let cells = 0;
	for (let index = 0; index < after.length;) {
		if (on.size === 0 && index <= same) {
			start = index;
			column = cells;
		}

		if (on.size === 0 && index >= sameEnd) {
			return {column, text: after.slice(start, index)};
		}

		if (after[index] === escape) {
			const end = after.indexOf('m', index);
			toggle(on, after.slice(index + 2, end));
			index = end + 1;
		} else {
			cells++;
			index++;
		}
	}

	return {column, text: after.slice(start)};
}

function countSame(before: string, after: string): number {
	let count = 0;
	while (count < before.length && before[count] === after[count]) {
		count++;
	}

	return count;
}

function countSameEnd(before: string, after: string, same: number): number {
	const most = Math.min(before.length, after.length) - same;
	let count = 0;
	while (count < most && before[before.length - 1 - count] === after[after.length - 1 - count]) {
		count++;
	}

	return count;
}

function toggle(on: Set<Attribute>, code: string): void {
	const ended = ends[code];
	if (ended === undefined) {
		on.add(begins[code] ?? 'color');
	} else {
		on.delete(ended);
	}
}
