import {
	formatBytes,
	formatCount,
	formatMicroseconds,
	formatPercent,
	formatRate,
	formatState,
	type Format,
	type Value,
} from './format.js';
import type {Sample} from './sample.js';

/** The panel a number belongs to. */
export type MetricGroup = 'cpu' | 'memory' | 'io' | 'network' | 'pids';

/** Where a number comes from. A list that is empty means that it is not to be had that way. */
export type Origin = {
	/** Files of cgroup v1 (pressure: of the v2 tree that a hybrid host has beside it), or under /proc/PID; after a space the field. */
	readonly v1: readonly string[];
	/** The same for cgroup v2. */
	readonly v2: readonly string[];
	/** Fields of the engine's stats API. */
	readonly engine: readonly string[];
	/** How the number is made of them; `now` and `before` are two readings. */
	readonly formula: string;
	/** What it means, for somebody who is learning containers. */
	readonly sentence: string;
};

/** One entry of the list of numbers. */
export type Metric = {
	readonly id: string;
	readonly group: MetricGroup;
	readonly title: string;
	/** Head of its column. */
	readonly header: string;
	/** Unit of the raw value, as in JSON. */
	readonly unit: string;
	/** Place in the JSON document of a container, its parts joined by dots. */
	readonly jsonPath: string;
	readonly select: (sample: Sample) => Value;
	readonly format: Format;
	/** Cells of its column, enough for header and values. */
	readonly columnWidth: number;
	readonly sortDirection: 'ascending' | 'descending';
	/** Columns with a higher rank give way first; undefined is a column only for who asks for it. */
	readonly rank: number | undefined;
	readonly describe: Origin;
};

type Kind = Pick<Metric, 'unit' | 'format' | 'columnWidth' | 'sortDirection' | 'rank'>;

const kind = (unit: string, format: Format, columnWidth: number): Kind => ({
	unit,
	format,
	columnWidth,
	sortDirection: 'descending',
	rank: undefined,
});

/** What the entries of one kind have in common; an entry says otherwise where it differs. */
export const kinds = {
	corePercent: kind('percent of one core', formatPercent, 6),
	percent: kind('percent', formatPercent, 6),
	bytes: kind('bytes', formatBytes, 6),
	byteRate: kind('bytes per second', formatRate, 7),
	count: kind('count', formatCount, 6),
	countRate: kind('per second', formatCount, 6),
	microseconds: kind('microseconds', formatMicroseconds, 6),
	state: kind('1 or 0', formatState, 6),
} as const;
