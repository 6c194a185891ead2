/** Wraps text in a colour or an attribute, or leaves it as it is. Adds no cells. */
export type Paint = (text: string) => string;

/** How a chart looks: the part of a theme that charts need. */
export type ChartStyle = {
	/** True draws with ASCII characters only. */
	readonly isAscii: boolean;
	/** Axes and what is only there for orientation. */
	readonly faint: Paint;
	/** The line of a limit and its name. */
	readonly limit: Paint;
	/** What has reached its limit. */
	readonly bad: Paint;
	/** Quantities without a meaning of their own, told apart; at least one. */
	readonly series: readonly [Paint, ...Paint[]];
};

/** Cells joined to text, each in its own paint; neighbours in the same paint share one pair of codes. */
export function paintRuns(cells: readonly string[], paints: readonly Paint[]): string {
	let text = '';
	let start = 0;
	for (let end = 1; end <= cells.length; end++) {
		if (end === cells.length || paints[end] !== paints[start]) {
			text += paints[start]!(cells.slice(start, end).join(''));
			start = end;
		}
	}

	return text;
}
