import {
	blank, fit, measure, removeColors, wrap, type Align,
} from './cells.js';
import type {Theme} from './theme.js';

export type Column<Row> = {
	readonly id: string;
	readonly title: string;
	/** Cells without which it is not shown. */
	readonly minimum: number;
	/** Cells beyond which more are of no use, unless it is `flex`. */
	readonly ideal: number;
	/** Its share of the cells that are left when all columns have their ideal. */
	readonly flex?: number;
	readonly align?: Align;
	/** Columns give way from the highest rank when it is narrow, and grow from the lowest when it is wide. */
	readonly rank: number;
	/** The cell's text in at most `width` cells; longer is cut. Called for rows and columns on screen only. */
	readonly draw: (row: Row, width: number) => string;
};

/**
 * A text that stands in a row in place of its columns from `from` on, such as why it does not run. Where that is too narrow it begins at a
 * column before, and where `from` is not shown it takes the place of as many of the last columns as it needs, but never of the first two.
 */
export type Remark = {
	readonly from?: string;
	readonly text: string;
	/** The same in few words, rather than without the hint. */
	readonly short?: string;
	/** What to do, after the text: in whole, or where it has no room not at all. */
	readonly hint?: string;
	/** After all that, as much as has room. */
	readonly more?: string;
};

export type TableOptions<Row> = {
	readonly columns: ReadonlyArray<Column<Row>>;
	readonly rows: readonly Row[];
	readonly width: number;
	/** Lines with the header. */
	readonly height: number;
	/** Index of the selected row; -1 is none. */
	readonly selected: number;
	/** Index of the first row shown; see `scrollTo`. */
	readonly offset: number;
	readonly isFocused: boolean;
	readonly theme: Theme;
	readonly sortedBy?: {readonly id: string; readonly isDescending: boolean};
	readonly remark?: (row: Row) => Remark | undefined;
	/** Marked rows have a sign in the gap after their first column. */
	readonly isMarked?: (row: Row) => boolean;
	/** Stands there when there are no rows. */
	readonly empty?: string;
};

export type PlacedColumn<Row> = {
	readonly column: Column<Row>;
	readonly width: number;
};

/** Lines that the header takes. */
export const tableHeaderLines = 1;
/** Cells before the first column. */
export const tableMarkerCells = 1;

const gap = 2;

/** Header and rows: exactly `height` lines of exactly `width` cells. The first cell of a line belongs to the selection marker. */
export function drawTable<Row>(options: TableOptions<Row>): string[] {
	const {columns, rows, width, height, offset, theme, empty = ''} = options;
	if (height <= 0) {
		return [];
	}

	const placed = placeColumns(columns, width - tableMarkerCells);
	const cellsOfAll = countCells(placed);
	const lines = [drawHeader(placed, options)];
	for (let index = offset; lines.length < height && index < rows.length; index++) {
		lines.push(drawRow(placed, cellsOfAll, options, index));
	}

	if (rows.length === 0 && height > tableHeaderLines) {
		const explanation = wrap(empty, width - 1).slice(0, height - tableHeaderLines);
		lines.push(...explanation.map(line => theme.faint(fit(` ${line}`, width, 'left', theme.glyphs.ellipsis))));
	}

	while (lines.length < height) {
		lines.push(blank(width));
	}

	return lines;
}

/** Which columns fit and how wide each is; those with no room are left out. */
export function placeColumns<Row>(columns: ReadonlyArray<Column<Row>>, width: number): ReadonlyArray<PlacedColumn<Row>> {
	const byRank = columns.toSorted((a, b) => a.rank - b.rank);
	const widths = new Map<Column<Row>, number>();
	let left = width + gap;
	for (const column of byRank) {
		// The first one is there at any width: a table of nothing tells nothing.
		const cells = widths.size === 0 ? Math.min(column.minimum, width) : column.minimum;
		if (cells <= 0 || left < cells + gap) {
			break;
		}

		widths.set(column, cells);
		left -= cells + gap;
	}

	for (const [column, cells] of widths) {
		const more = Math.min(left, Math.max(0, column.ideal - cells));
		widths.set(column, cells + more);
		left -= more;
	}

	let shares = 0;
	for (const {flex = 0} of widths.keys()) {
		shares += flex;
	}

	for (const [column, cells] of widths) {
		const {flex = 0} = column;
		const more = shares > 0 ? Math.floor(left * flex / shares) : 0;
		widths.set(column, cells + more);
		left -= more;
		shares -= flex;
	}

	return columns.flatMap(column => {
		const cells = widths.get(column);
		return cells === undefined ? [] : [{column, width: cells}];
	});
}

function drawHeader<Row>(placed: ReadonlyArray<PlacedColumn<Row>>, {sortedBy, width, theme}: TableOptions<Row>): string {
	const {ascending, descending, ellipsis} = theme.glyphs;
	const titles = placed.map(({column, width: cells}) => {
		if (column.id !== sortedBy?.id) {
			return theme.faint(fit(column.title, cells, column.align, ellipsis));
		}

		const arrow = sortedBy.isDescending ? descending : ascending;
		const title = fit(column.title, Math.min(measure(column.title), cells - 1), 'left', ellipsis) + arrow;
		return theme.accent(fit(title, cells, column.align, ellipsis));
	});
	return finish(' ', titles, width - countCells(placed));
}

function drawRow<Row>(placed: ReadonlyArray<PlacedColumn<Row>>, cellsOfAll: number, options: TableOptions<Row>, index: number): string {
	const {rows, selected, isFocused, width, theme} = options;
	const {marker, marked, ellipsis} = theme.glyphs;
	const row = rows[index]!;
	const remark = options.remark?.(row);
	const remarkPlace = remark === undefined ? undefined : placeRemark(placed, remark, width);
	const shown = remarkPlace === undefined ? placed : placed.slice(0, remarkPlace.index);
	const cells = shown.map(({column, width: cellWidth}) => fit(column.draw(row, cellWidth), cellWidth, column.align, ellipsis));
	let left = width - (shown === placed ? cellsOfAll : countCells(shown));
	if (remark !== undefined && remarkPlace !== undefined) {
		const room = left - gap;
		const hasMore = remark.more !== undefined && measure(remarkPlace.text) + gap + leastCellsForMore <= room;
		cells.push(fit(hasMore ? `${remarkPlace.text}${blank(gap)}${remark.more}` : remarkPlace.text, room, 'left', ellipsis));
		left = 0;
	}

	const mark = options.isMarked?.(row) === true ? theme.accent(marked) : ' ';
	if (index !== selected) {
		return finish(' ', cells, left, mark);
	}

	// On the bar of the selected row other colours would be patches of background; the glyphs still tell the state.
	return isFocused
		? theme.selected(removeColors(finish(marker, cells, left, mark)))
		: finish(theme.accent(marker), cells, left, mark);
}

type RemarkPlace = {
	/** Of the first column that it replaces. */
	readonly index: number;
	/** With the hint, if that has room. */
	readonly text: string;
};

// State and name.
const keptColumns = 2;
const leastCellsForMore = 8;

/** Where a remark stands, and in which words; undefined where it has no place. */
function placeRemark<Row>(placed: ReadonlyArray<PlacedColumn<Row>>, {from, text, short, hint}: Remark, width: number): RemarkPlace | undefined {
	const found = placed.findIndex(({column}) => column.id === from);
	const last = found === -1 ? placed.length - 1 : found;
	if (found === -1 && last < keptColumns) {
		return undefined;
	}

	const first = Math.min(last, keptColumns);
	for (const ending of hint === undefined ? [''] : [blank(gap) + hint, '']) {
		for (const words of short === undefined ? [text] : [text, short]) {
			const whole = words + ending;
			const index = findRoom(placed, {first, last}, measure(whole), width);
			if (index !== undefined) {
				return {index, text: whole};
			}
		}
	}

	return {index: first, text: short ?? text};
}

/** Index of the last column from which on there are so many cells. */
function findRoom<Row>(placed: ReadonlyArray<PlacedColumn<Row>>, {first, last}: {readonly first: number; readonly last: number}, cells: number, width: number): number | undefined {
	let found: number | undefined;
	let left = width - tableMarkerCells;
	for (const [index, column] of placed.entries()) {
		if (index > last || left < cells) {
			break;
		}

		found = index < first ? undefined : index;
		left -= column.width + gap;
	}

	return found;
}

/** Cells of the columns with the marker before them and the gaps between. */
function countCells<Row>(placed: ReadonlyArray<PlacedColumn<Row>>): number {
	let cells = tableMarkerCells;
	for (const {width} of placed) {
		cells += width + gap;
	}

	return placed.length === 0 ? cells : cells - gap;
}

/** A line that ends with so many spaces. The gap after the first cell has room for a mark of one cell. */
function finish(marker: string, cells: readonly string[], spaces: number, mark = ' '): string {
	const begin = marker + (cells[0] ?? '');
	return (cells.length < 2 ? begin : begin + mark + blank(gap - 1) + cells.slice(1).join(blank(gap))) + blank(spaces);
}
