import {computeSample} from './compute.js';
import type {CgroupLook, CgroupNode, ReadingProblem} from './reading.js';
import type {Sample} from './sample.js';

/** What a cgroup uses itself, without those below it; unknown where one of them is. */
export type OwnUse = {
	/** Percent of one core. */
	readonly cpuPercent: number | undefined;
	/** Working set. */
	readonly memoryBytes: number | undefined;
};

/** A cgroup with its numbers, which count everything below it too, and what it uses itself. */
export type CgroupRow = CgroupNode & {
	readonly sample: Sample;
	readonly own: OwnUse;
	/** Levels below the top. */
	readonly depth: number;
	/** Paths of those directly below it. */
	readonly children: readonly string[];
};

/** The tree at one moment: rows by path, parents before their children. */
export type CgroupTable = {
	readonly rows: ReadonlyMap<string, CgroupRow>;
	/** False when there are more cgroups than are looked at. */
	readonly isWhole: boolean;
};

/** Turns two looks at the tree into its numbers; without the first there are no rates. */
export function computeCgroups(previous: CgroupTable | undefined, {nodes, isWhole, before = []}: CgroupLook): CgroupTable {
	const [first] = nodes;
	if (previous !== undefined && first !== undefined && previous.rows.get(first.path)?.reading.takenAtMicroseconds === first.reading.takenAtMicroseconds) {
		// A recording has a look at the tree only now and then, and shows it until the next.
		return previous;
	}

	const known: ReadonlyMap<string, CgroupNode> = previous?.rows ?? new Map(before.map(node => [node.path, node]));
	const samples = new Map(nodes.map(({path, reading}) => [path, computeSample(known.get(path)?.reading, reading, previous?.rows.get(path)?.sample)]));
	const children = Map.groupBy(nodes.filter(({path}) => path !== '/').map(({path}) => path), path => parentOf(path));
	const rows = new Map<string, CgroupRow>();
	for (const node of nodes) {
		const {path} = node;
		const sample = samples.get(path)!;
		const below = children.get(path) ?? [];
		const parts = below.map(child => samples.get(child)!);
		// What one that has ended used since the last look is in its parent's numbers and nowhere else.
		const hasLost = previous?.rows.get(path)?.children.some(child => !samples.has(child)) ?? false;
		rows.set(path, {
			...node,
			sample,
			depth: path === '/' ? 0 : path.split('/').length - 1,
			children: below,
			own: {
				cpuPercent: isWhole && !hasLost ? subtractParts('cpu', sample, parts, ({cpu}) => cpu?.percent) : undefined,
				// The kernel charges what it keeps itself to every cgroup but the topmost.
				memoryBytes: isWhole && path !== '/' ? subtractParts('memory', sample, parts, ({memory}) => memory?.usedBytes) : undefined,
			},
		});
	}

	return {rows, isWhole};
}

/** The path of the cgroup above; `/` is above itself. */
export function parentOf(path: string): string {
	return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

// The files are read one after the other, so the parts may be a little more than the total.
const tolerance = 0.01;

/**
 * total - sum of the parts. A part whose controller is off does not count for itself: the kernel charges it to the
 * cgroup above. Unknown where the parts are clearly more than the total, so that they are not parts of it.
 */
function subtractParts(
	group: ReadingProblem['group'] & ('cpu' | 'memory'),
	total: Sample,
	parts: readonly Sample[],
	select: (sample: Sample) => number | undefined,
): number | undefined {
	const whole = select(total);
	let rest = whole;
	for (const part of parts) {
		const isCounted = part[group] !== undefined || part.problems.some(problem => problem.group === group);
		const value = isCounted ? select(part) : 0;
		rest = rest === undefined || value === undefined ? undefined : rest - value;
	}

	return rest === undefined || whole === undefined || rest < -whole * tolerance ? undefined : Math.max(0, rest);
}
