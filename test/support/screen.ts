import type {IBufferCell, Terminal} from '@xterm/headless';

/** A colour as the program chose it: one of the terminal's 256, `#rrggbb`, or the terminal's own. */
export type Colour = number | `#${string}` | undefined;

/** One place on the screen. */
export type Cell = {
	/** A space where nothing is; empty behind the left half of a wide character. */
	readonly text: string;
	readonly foreground: Colour;
	readonly background: Colour;
	readonly isBold: boolean;
	readonly isDim: boolean;
	readonly isItalic: boolean;
	readonly isUnderlined: boolean;
	readonly isInverse: boolean;
};

/** The lines that an emulator shows now, without spaces at their ends. */
export function readLines({buffer: {active}, rows}: Terminal): readonly string[] {
	return Array.from({length: rows}, (_, row) => active.getLine(active.baseY + row)?.translateToString().trimEnd() ?? '');
}

/** The rows of cells that an emulator shows now. */
export function readCells({buffer: {active}, rows, cols}: Terminal): ReadonlyArray<readonly Cell[]> {
	return Array.from({length: rows}, (_row, row) => {
		const line = active.getLine(active.baseY + row);
		return Array.from({length: cols}, (_column, column) => convertCell(line?.getCell(column) ?? active.getNullCell()));
	});
}

function convertCell(cell: IBufferCell): Cell {
	return {
		text: cell.getChars() === '' && cell.getWidth() > 0 ? ' ' : cell.getChars(),
		foreground: convertColour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
		background: convertColour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
		isBold: cell.isBold() !== 0,
		isDim: cell.isDim() !== 0,
		isItalic: cell.isItalic() !== 0,
		isUnderlined: cell.isUnderline() !== 0,
		isInverse: cell.isInverse() !== 0,
	};
}

function convertColour(isDefault: boolean, isRgb: boolean, value: number): Colour {
	if (isDefault) {
		return undefined;
	}

	return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
