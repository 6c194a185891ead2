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
