import {metrics} from './metrics.js';
import type {Sample} from './sample.js';

/** Numbers by name, in groups; null is unknown, `max` no limit. */
export type MetricsDocument = {readonly [name: string]: number | 'max' | null | MetricsDocument};

type Draft = {[name: string]: number | 'max' | null | Draft};

/** Every number of the list at its `jsonPath`; without a sample all are null. */
export function selectMetricsDocument(sample: Sample | undefined): MetricsDocument {
	const document: Draft = {};
	for (const {jsonPath, select} of metrics) {
		const names = jsonPath.split('.');
		const last = names.pop() ?? jsonPath;
		let group = document;
		for (const name of names) {
			const inner = group[name];
			group = typeof inner === 'object' && inner !== null ? inner : group[name] = {};
		}

		group[last] = (sample && select(sample)) ?? null;
	}

	return document;
}
