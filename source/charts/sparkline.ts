const blocks = '▁▂▃▄▅▆▇█';
const letters = '_.-:=+*#';

/**
 * The last `width` values, one cell each, the newest at the right. The lowest mark is zero, the highest `max`, or the
 * largest value shown when `max` is not given. An unknown value (`undefined`, NaN) is a space, and so is time before the first.
 */
export function drawSparkline(
	values: ArrayLike<number | undefined>,
	width: number,
	{max, isAscii = false}: {readonly max?: number; readonly isAscii?: boolean} = {},
): string {
	const marks = isAscii ? letters : blocks;
	const first = values.length - Math.max(0, width);
	let top = max ?? 0;
	if (max === undefined) {
		for (let index = Math.max(0, first); index < values.length; index++) {
			top = Math.max(top, knownOf(values[index]) ?? top);
		}
	}

	let line = '';
	for (let index = first; index < values.length; index++) {
		const value = knownOf(values[index]);
		line += value === undefined ? ' ' : markOf(value, top, marks);
	}

	return line;
}

function knownOf(value: number | undefined): number | undefined {
	return value === undefined || Number.isNaN(value) ? undefined : value;
}

function markOf(value: number, top: number, marks: string): string {
	if (value <= 0 || top <= 0) {
		return marks.charAt(0);
	}

	const level = Math.round(value / top * (marks.length - 1));
	return marks.charAt(Math.min(level, marks.length - 1));
}
