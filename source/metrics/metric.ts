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
	/** Unit of the raw value, as in JSON. */
	readonly unit: string;
	/** Place in the JSON document of a container, its parts joined by dots. */
	readonly jsonPath: string;
	readonly select: (sample: Sample) => Value;
	readonly format: Format;
	readonly sortDirection: 'ascending' | 'descending';
	readonly describe: Origin;
};

type Kind = Pick<Metric, 'unit' | 'format' | 'sortDirection'>;

const kind = (unit: string, format: Format): Kind => ({
	unit,
	format,
	sortDirection: 'descending',
});

/** What the entries of one kind have in common; an entry says otherwise where it differs. */
export const kinds = {
	corePercent: kind('percent of one core', formatPercent),
	percent: kind('percent', formatPercent),
	bytes: kind('bytes', formatBytes),
	byteRate: kind('bytes per second', formatRate),
	count: kind('count', formatCount),
	countRate: kind('per second', formatCount),
	microseconds: kind('microseconds', formatMicroseconds),
	state: kind('1 or 0', formatState),
} as const;
