import type {LogLine} from '../container.js';
import type {Dialog, LogPlace} from '../store/state.js';
import {wrap} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';

type LogView = Extract<Dialog, {kind: 'log'}>;

/** Cells of the page that a log is shown on. */
type Size = {readonly width: number; readonly rows: number};

/** The last line on the page, and how many of its rows are below the page. */
type Last = {readonly index: number; readonly rowsBelow: number};

/** The page of a log that is looked at, and how it stands with the log. */
export function drawLog(view: LogView, size: Size, theme: Theme): {readonly lines: readonly string[]; readonly note: string} {
	const {lines, problem, isEnded} = view;
	const status = problem ?? (isEnded ? 'ended' : (isFollowing(view) ? 'following' : 'held: End follows again'));
	return {
		lines: lines.length === 0 ? [theme.faint(isEnded ? ' It has written nothing.' : ' Nothing yet.')] : drawRows(view, size, theme),
		note: `${lines.length} lines, ${status}`,
	};
}

/** Where a log is looked at when it is scrolled by so many rows from where it is: up where they are negative, and at most to either end. */
export function scrollLog(view: LogView, by: number, size: Size): LogPlace {
	const {lines} = view;
	if (by === Infinity || lines.length === 0) {
		return {linesFromEnd: 0, rowsBelow: 0};
	}

	// Where it is shown now may be lower than where it was left: old lines go.
	const now = keepFull(lines, lastOf(view), size);
	const {index, rowsBelow} = by < 0 ? keepFull(lines, moveUp(lines, now, -by, size), size) : moveDown(lines, now, by, size);
	return {linesFromEnd: lines.length - 1 - index, rowsBelow};
}

function isFollowing({linesFromEnd, rowsBelow}: LogPlace): boolean {
	return linesFromEnd === 0 && rowsBelow === 0;
}

function lastOf({lines, linesFromEnd, rowsBelow}: LogView): Last {
	return {index: lines.length - 1 - linesFromEnd, rowsBelow};
}

/** Filled from the last row up, because only as much as is seen is worth wrapping. */
function drawRows(view: LogView, size: Size, theme: Theme): readonly string[] {
	const {index: last, rowsBelow} = keepFull(view.lines, lastOf(view), size);
	let drawn: string[] = [];
	for (let index = last; index >= 0 && drawn.length < size.rows + rowsBelow; index--) {
		const {stream, text} = view.lines[index]!;
		const wrapped = wrap(text, size.width);
		drawn = [...(stream === 'stderr' ? wrapped.map(line => theme.warn(line)) : wrapped), ...drawn];
	}

	return drawn.slice(0, drawn.length - rowsBelow).slice(-size.rows);
}

/** No higher than where the first row of the log is at the top of the page. */
function keepFull(lines: readonly LogLine[], last: Last, size: Size): Last {
	// Each line has a row at least.
	if (last.index >= size.rows) {
		return last;
	}

	const highest = findHighest(lines, size);
	const isTooHigh = last.index < highest.index || (last.index === highest.index && last.rowsBelow > highest.rowsBelow);
	return isTooHigh ? highest : last;
}

function findHighest(lines: readonly LogLine[], {width, rows}: Size): Last {
	let used = 0;
	for (const [index, {text}] of lines.entries()) {
		used += wrap(text, width).length;
		if (used >= rows) {
			return {index, rowsBelow: used - rows};
		}
	}

	return {index: lines.length - 1, rowsBelow: 0};
}

function moveUp(lines: readonly LogLine[], from: Last, by: number, {width}: Size): Last {
	if (by === Infinity) {
		return {index: 0, rowsBelow: Infinity};
	}

	let {index} = from;
	let rowsBelow = from.rowsBelow + by;
	while (index > 0) {
		const {length} = wrap(lines[index]!.text, width);
		if (rowsBelow < length) {
			break;
		}

		rowsBelow -= length;
		index--;
	}

	return {index, rowsBelow};
}

function moveDown(lines: readonly LogLine[], from: Last, by: number, {width}: Size): Last {
	let {index} = from;
	let rowsBelow = from.rowsBelow - by;
	while (rowsBelow < 0 && index < lines.length - 1) {
		index++;
		rowsBelow += wrap(lines[index]!.text, width).length;
	}

	return {index, rowsBelow: Math.max(0, rowsBelow)};
}
