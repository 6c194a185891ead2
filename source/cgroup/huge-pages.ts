import type {HugePagesReading} from '../metrics/reading.js';
import type {Folder} from './folder.js';
import {parseLimit, parseValue} from './parse.js';
import {parseLimit as parseV1Limit} from './v1/memory.js';

/** Huge pages of each size that is used or limited, on v2; undefined where the controller is off. */
export function readHugePages(folder: Folder, sizes: readonly string[]): HugePagesReading[] | undefined {
	return listUsed(sizes, size => ({
		size,
		currentBytes: parseValue(folder.read(`hugetlb.${size}.current`)),
		limitBytes: parseLimit(folder.readSetting(`hugetlb.${size}.max`)),
	}));
}

/** The same on v1. */
export function readV1HugePages(folder: Folder, sizes: readonly string[]): HugePagesReading[] | undefined {
	return listUsed(sizes, size => ({
		size,
		currentBytes: parseValue(folder.read(`hugetlb.${size}.usage_in_bytes`)),
		limitBytes: parseV1Limit(folder.readSetting(`hugetlb.${size}.limit_in_bytes`)),
	}));
}

function listUsed(
	sizes: readonly string[],
	read: (size: string) => Omit<HugePagesReading, 'currentBytes'> & {readonly currentBytes: number | undefined},
): HugePagesReading[] | undefined {
	const readings: HugePagesReading[] = [];
	let isTold = false;
	for (const size of sizes) {
		const {currentBytes, limitBytes} = read(size);
		isTold ||= currentBytes !== undefined;
		if (currentBytes !== undefined && (typeof limitBytes === 'number' || currentBytes > 0)) {
			readings.push({size, currentBytes, limitBytes});
		}
	}

	return isTold ? readings : undefined;
}
