import {KeptFile} from '../kernel-files/kept-file.js';
import {parseNumber, splitLines} from '../kernel-files/number.js';
import type {Hierarchy} from './hierarchy.js';
import {parseField} from './parse.js';

/** Tells at the cost of two files whether cgroups have come or gone, anywhere on the machine. */
export type Count = {
	/** How many more there are than when it was asked before; NaN at first, and where the kernel does not tell. As many may have gone as have come. */
	readonly takeGrowth: () => number;
	readonly close: () => void;
};

/** Opens nothing yet. The controllers of v1 are counted in /proc/cgroups, and v2 in the `cgroup.stat` of its topmost cgroup. */
export function openCount({procRoot, mounts, now}: Pick<Hierarchy, 'procRoot' | 'mounts' | 'now'>): Count {
	const unified = mounts.get('unified');
	const ofControllers = mounts.size > (unified === undefined ? 0 : 1) ? new KeptFile(`${procRoot}/cgroups`, now) : undefined;
	const ofUnified = unified && new KeptFile(`${unified.point}/cgroup.stat`, now);
	let last = NaN;
	return {
		takeGrowth() {
			const total = (ofControllers === undefined ? 0 : countControllers(ofControllers.read())) + (ofUnified === undefined ? 0 : (parseField(ofUnified.read(), 'nr_descendants') ?? NaN));
			const growth = total - last;
			last = total;
			return growth;
		},
		close() {
			ofControllers?.close();
			ofUnified?.close();
			last = NaN;
		},
	};
}

/** `memory 4 172 1`, which are a controller, its hierarchy, its cgroups and whether it is on, a line below a header; all cgroups together, NaN where that is not so. */
function countControllers(text: string | undefined): number {
	let total = text === undefined ? NaN : 0;
	for (const line of splitLines(text ?? '').slice(1)) {
		total += parseNumber(line.split('\t', 3)[2] ?? '') ?? NaN;
	}

	return total;
}
