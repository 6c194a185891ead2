/** A grid of dots, two by four in each cell. Dots are counted from the lower left. */
export type Raster = {
	/** In cells. */
	readonly width: number;
	/** In cells. */
	readonly height: number;
	/** One byte a cell, row by row from the top: the bits of its braille character. */
	readonly masks: Uint8Array;
};

/** Dots of a cell. */
export const dotsAcross = 2;
export const dotsUp = 4;

// By height above the cell's lower edge, left and right.
const bits = [[0x40, 0x80], [0x04, 0x20], [0x02, 0x10], [0x01, 0x08]] as const;
// By the number of dots, where there is no braille.
const densities = ' ..::oo##';
const marks = Array.from({length: 256}, (_, mask) => densities.codePointAt(countBits(mask))!);
const leftDots = 0x47;
const rightDots = 0xB8;
// By the mask of a cell: the same with all dots below its highest ones, in each of its two columns.
const fills = Uint8Array.from({length: 256}, (_, mask) => fillCell(mask));
// By the mask of a cell.
const brailles = Array.from({length: 256}, (_, mask) => mask === 0 ? 0x20 : 0x28_00 + mask);

/** A raster without dots. */
export function createRaster(width: number, height: number): Raster {
	return {width, height, masks: new Uint8Array(width * height)};
}

/** Sets one dot; outside of the raster does nothing. */
export function setDot({width, height, masks}: Raster, x: number, y: number): void {
	if (x < 0 || x >= width * dotsAcross || y < 0 || y >= height * dotsUp) {
		return;
	}

	const row = height - 1 - Math.floor(y / dotsUp);
	masks[(row * width) + Math.floor(x / dotsAcross)]! |= bits[y % dotsUp]![x % dotsAcross]!;
}

/** Whether a dot is set. */
export function hasDot({width, height, masks}: Raster, x: number, y: number): boolean {
	const row = height - 1 - Math.floor(y / dotsUp);
	const mask = masks[(row * width) + Math.floor(x / dotsAcross)] ?? 0;
	return (mask & bits[y % dotsUp]![x % dotsAcross]!) !== 0;
}

/** A line through points one dot apart, the first at `x`; heights in dots. Neighbours meet half way, so that it has no holes. */
export function strokeLine(raster: Raster, x: number, heights: readonly number[]): void {
	for (let index = 0; index < heights.length; index++) {
		const height = heights[index]!;
		setDot(raster, x + index, height);
		const before = heights[index - 1] ?? height;
		const step = Math.sign(height - before);
		const between = Math.abs(height - before) - 1;
		for (let distance = 1; distance <= between; distance++) {
			const isLeft = distance <= between / 2;
			setDot(raster, x + index - (isLeft ? 1 : 0), before + (step * distance));
		}
	}
}

/** Fills every column of dots from its highest one down. */
export function fillBelow(raster: Raster): void {
	const {width, height, masks} = raster;
	for (let column = 0; column < width; column++) {
		// Of the two columns of dots in a cell, the bits that are to be set from the highest dot down.
		let inside = 0;
		for (let row = 0; row < height; row++) {
			const index = (row * width) + column;
			const filled = fills[masks[index]!]! | inside;
			masks[index] = filled;
			inside = ((filled & leftDots) === 0 ? 0 : leftDots) | ((filled & rightDots) === 0 ? 0 : rightDots);
		}
	}
}

/** The cells of one row, counted from the top, one character each: braille or, in ASCII, marks that are denser the more dots they stand for. No dots is a space. */
export function readRow({width, masks}: Raster, row: number, isAscii: boolean): string {
	const glyphs = isAscii ? marks : brailles;
	return String.fromCodePoint(...Array.from(masks.subarray(row * width, (row + 1) * width), mask => glyphs[mask]!));
}

function fillCell(mask: number): number {
	let filled = mask;
	for (let y = dotsUp - 1; y > 0; y--) {
		for (let x = 0; x < dotsAcross; x++) {
			filled |= (filled & bits[y]![x]!) === 0 ? 0 : bits[y - 1]![x]!;
		}
	}

	return filled;
}

function countBits(mask: number): number {
	let count = 0;
	for (let left = mask; left > 0; left &= left - 1) {
		count++;
	}

	return count;
}
