/** The middle value; of an even number the upper one of the two. Undefined when there is none, or one is unknown. */
export function median(values: ReadonlyArray<number | undefined>): number | undefined {
	const known = values.filter(value => value !== undefined).toSorted((first, second) => first - second);
	return known.length < values.length ? undefined : known[Math.floor(known.length / 2)];
}

/** The value below which that share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Rows of equal length as a table in Markdown; numbers stand at the right. */
export function formatTable(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const widths = header.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
	const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join(' | ')} |`;
	const rule = widths.map((width, column) => '-'.repeat(width - (column === 0 ? 0 : 1)) + (column === 0 ? '' : ':'));
	return [line(header), line(rule), ...rows.map(row => line(row))].join('\n');
}

/** A number with so many digits after the point; unknown is `--`. */
export function formatNumber(value: number | undefined, digits: number): string {
	return value === undefined || Number.isNaN(value) ? '--' : value.toFixed(digits);
}
