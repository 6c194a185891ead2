import {parseNumber, splitLines} from '../kernel-files/number.js';
import type {IdRange} from '../kernel.js';

/** /proc/PID/uid_map and gid_map; undefined unless every line is whole. */
export function parseIdMap(text: string): IdRange[] | undefined {
	const ranges: IdRange[] = [];
	for (const line of splitLines(text)) {
		const [inside, outside, count, ...more] = line.trim().split(/ +/v).map(word => parseNumber(word));
		if (inside === undefined || outside === undefined || count === undefined || more.length > 0) {
			return undefined;
		}

		ranges.push({inside, outside, count});
	}

	return text.endsWith('\n') ? ranges : undefined;
}
