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
	const shown = Array.from({length: Math.max(0, width)}, (_, index) => {
		const value = values[values.length - width + index];
		return value === undefined || Number.isNaN(value) ? undefined : value;
	});
	const top = max ?? Math.max(0, ...shown.filter(value => value !== undefined));
	return shown.map(value => value === undefined ? ' ' : markOf(value, top, marks)).join('');
}

function markOf(value: number, top: number, marks: string): string {
	if (value <= 0 || top <= 0) {
		return marks.charAt(0);
	}

	const level = Math.round(value / top * (marks.length - 1));
	return marks.charAt(Math.min(level, marks.length - 1));
}
