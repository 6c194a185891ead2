import type {CgroupLook, CgroupNode, Limit, Reading} from '../../source/metrics/reading.js';
import {makeReading} from './containers.js';

export type CgroupUse = {
	/** Seconds of CPU time so far. */
	readonly cpu?: number;
	readonly memory?: number;
	readonly limit?: Limit;
	readonly processes?: number;
	readonly controllers?: readonly string[];
	readonly problems?: Reading['problems'];
};

/** A look at a tree at that second; what is not said has no controller. */
export function makeCgroupLook(second: number, uses: Readonly<Record<string, CgroupUse>>): CgroupLook {
	const nodes = Object.entries(uses).map(([path, {cpu, memory, limit = 'max', processes = 1, controllers = ['cpu', 'memory'], problems = []}]): CgroupNode => {
		const reading = makeReading(second, {
			cpu: {usageMicroseconds: (cpu ?? 0) * 1_000_000}, memory: {currentBytes: memory ?? 0, limitBytes: limit}, problems,
		});
		return {
			path,
			controllers,
			processes,
			reading: {...reading, cpu: cpu === undefined ? undefined : reading.cpu, memory: memory === undefined ? undefined : reading.memory},
		};
	});
	return {nodes, isWhole: true};
}
