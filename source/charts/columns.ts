/** How values fall into columns. */
export type Columns = {
	readonly valuesPerColumn: number;
	/** How many values there have been in all: it tells where a column begins, so that values stay together as time goes on. */
	readonly count: number;
};

/**
 * The newest values, oldest first, in so many columns. A column of several values has their largest one, so that no spike is
 * lost; it is `undefined` where none is known.
 */
export function gatherColumns(values: ArrayLike<number | undefined>, width: number, {valuesPerColumn, count}: Columns): ReadonlyArray<number | undefined> {
	const columns: Array<number | undefined> = Array.from({length: width});
	const newest = Math.floor((count - 1) / valuesPerColumn);
	for (let age = 0; age < values.length; age++) {
		const column = width - 1 - newest + Math.floor((count - 1 - age) / valuesPerColumn);
		if (column < 0) {
			break;
		}

		const value = values[values.length - 1 - age];
		if (value !== undefined && !Number.isNaN(value)) {
			columns[column] = Math.max(value, columns[column] ?? value);
		}
	}

	return columns;
}
