import {cpuMetrics} from './cpu-metrics.js';
import {memoryEventMetrics} from './memory-event-metrics.js';
import {memoryMetrics} from './memory-metrics.js';
import {memoryPartMetrics} from './memory-part-metrics.js';
import type {Metric} from './metric.js';
import {pidsMetrics} from './pids-metrics.js';
import {ioMetrics, networkMetrics} from './traffic-metrics.js';

const list = [
	...cpuMetrics,
	...memoryMetrics,
	...memoryPartMetrics,
	...memoryEventMetrics,
	...networkMetrics,
	...ioMetrics,
	...pidsMetrics,
] as const;

export type MetricId = typeof list[number]['id'];

/**
 * The one list of numbers that dockdash knows about a container. Columns, sort menu, details, `--json` and the table in
 * the README are read from it, in this order.
 */
export const metrics: ReadonlyArray<Metric & {readonly id: MetricId}> = list;

const byId = new Map<string, Metric & {readonly id: MetricId}>(metrics.map(metric => [metric.id, metric]));

/** The entry of that id; undefined for an id from outside that there is none for. */
export function findMetric(id: string): (Metric & {readonly id: MetricId}) | undefined {
	return byId.get(id);
}
