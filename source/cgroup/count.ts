import {KeptFile} from '../kernel-files/kept-file.js';
import type {Hierarchy} from './hierarchy.js';

/** Tells at the cost of two files whether cgroups have come or gone anywhere. */
export type Count = {
	/** Whether there are more or fewer than when it was asked before. Always true at first, and where the kernel does not tell. */
	readonly hasChanged: () => boolean;
	readonly close: () => void;
};

/** Opens nothing yet. The controllers of v1 are counted in /proc/cgroups, and v2 in the `cgroup.stat` of its topmost cgroup. */
export function openCount({procRoot, mounts, now}: Pick<Hierarchy, 'procRoot' | 'mounts' | 'now'>): Count {
	const unified = mounts.get('unified');
	const files = [
		...(mounts.size > (unified === undefined ? 0 : 1) ? [`${procRoot}/cgroups`] : []),
		...(unified === undefined ? [] : [`${unified.point}/cgroup.stat`]),
	].map(path => new KeptFile(path, now));
	return {
		hasChanged() {
			let hasChanged = false;
			for (const file of files) {
				const before = file.lastText;
				const text = file.read();
				hasChanged ||= text === undefined || text !== before;
			}

			return hasChanged;
		},
		close() {
			for (const file of files) {
				file.close();
			}
		},
	};
}
