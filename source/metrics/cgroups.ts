import {computeSample} from './compute.js';
import type {CgroupLook, CgroupNode} from './reading.js';
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
	/** Of the container that it is of, as its name has it. */
	readonly containerId: string | undefined;
	/** Paths of those directly below it. */
	readonly children: readonly string[];
};

/** The tree at one moment: rows by path, parents before their children. */
export type CgroupTable = {
	readonly rows: ReadonlyMap<string, CgroupRow>;
	/** Paths of those that have a container somewhere below them. */
	readonly leading: ReadonlySet<string>;
	/** False when there are more cgroups than are looked at. */
	readonly isWhole: boolean;
	/** When it was looked at, in ms from the beginning of the recording; undefined is live. */
	readonly recordedAt?: number;
};

/** Turns two looks at the tree into its numbers; without the first there are no rates. */
export function computeCgroups(previous: CgroupTable | undefined, {nodes, isWhole, before = [], recordedAt}: CgroupLook): CgroupTable {
	const [first] = nodes;
	if (previous !== undefined && first !== undefined && previous.rows.get(first.path)?.reading.takenAtMicroseconds === first.reading.takenAtMicroseconds) {
		// A recording has a look at the tree only now and then, and shows it until the next.
		return previous;
	}

	const known: ReadonlyMap<string, CgroupNode> = previous?.rows ?? new Map(before.map(node => [node.path, node]));
	const samples = new Map<string, Sample>();
	for (const {path, reading} of nodes) {
		samples.set(path, computeSample(known.get(path)?.reading, reading, previous?.rows.get(path)?.sample));
	}

	// From one look to the next there are hardly ever others.
	const isSame = previous?.rows.size === samples.size && hasAll(previous.rows, samples);
	const children = isSame ? undefined : Map.groupBy(nodes.filter(({path}) => path !== '/').map(({path}) => path), path => parentOf(path));
	const rows = new Map<string, CgroupRow>();
	for (const {path, controllers, processes, reading} of nodes) {
		const sample = samples.get(path)!;
		const last = previous?.rows.get(path);
		const below = children === undefined ? last!.children : (children.get(path) ?? []);
		// What one that has ended used since the last look is in its parent's numbers and nowhere else.
		const hasLost = !isSame && (last?.children.some(child => !samples.has(child)) ?? false);
		rows.set(path, {
			path,
			controllers,
			processes,
			reading,
			sample,
			depth: last?.depth ?? (path === '/' ? 0 : path.split('/').length - 1),
			containerId: last === undefined ? findContainerId(path) : last.containerId,
			children: below,
			own: {
				cpuPercent: isWhole && !hasLost ? subtractParts('cpu', sample, below, samples) : undefined,
				// The kernel charges what it keeps itself to every cgroup but the topmost.
				memoryBytes: isWhole && path !== '/' ? subtractParts('memory', sample, below, samples) : undefined,
			},
		});
	}

	return {
		rows, isWhole, leading: isSame ? previous.leading : findLeading(rows), ...(recordedAt !== undefined && {recordedAt}),
	};
}

function hasAll(map: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): boolean {
	for (const path of others.keys()) {
		if (!map.has(path)) {
			return false;
		}
	}

	return true;
}

// Engines put the container's id into the name of its cgroup: `docker-ID.scope`, `libpod-ID.scope`, `ID`. In `libpod-conmon-ID.scope`
// is Podman's watcher of the container.
const containerId = /(?<!conmon-)[\da-f]{64}/v;

/** The container's id in the last part of a path, or undefined. */
export function findContainerId(path: string): string | undefined {
	return containerId.exec(path.slice(path.lastIndexOf('/')))?.[0];
}

function findLeading(rows: ReadonlyMap<string, CgroupRow>): ReadonlySet<string> {
	const leading = new Set<string>();
	for (const row of rows.values()) {
		if (row.containerId !== undefined) {
			for (let above = parentOf(row.path); above !== '/' && !leading.has(above); above = parentOf(above)) {
				leading.add(above);
			}
		}
	}

	return leading;
}

/** The path of the cgroup above; `/` is above itself. */
export function parentOf(path: string): string {
	return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

// The files are read one after the other, and memory of a part at rest may be some seconds old, so the parts may be a little more than the total.
const tolerance = 0.01;

/**
 * total - sum of the parts. A part whose controller is off does not count for itself: the kernel charges it to the
 * cgroup above. Unknown where the parts are clearly more than the total, so that they are not parts of it.
 */
function subtractParts(group: keyof typeof uses, total: Sample, parts: readonly string[], samples: ReadonlyMap<string, Sample>): number | undefined {
	const use = uses[group];
	const whole = use(total);
	if (whole === undefined) {
		return undefined;
	}

	let rest = whole;
	for (const path of parts) {
		const part = samples.get(path)!;
		const isCounted = part[group] !== undefined || part.problems.some(problem => problem.group === group);
		const value = isCounted ? use(part) : 0;
		if (value === undefined) {
			return undefined;
		}

		rest -= value;
	}

	return rest < -whole * tolerance ? undefined : Math.max(0, rest);
}

const uses = {
	cpu: ({cpu}: Sample): number | undefined => cpu?.percent,
	memory: ({memory}: Sample): number | undefined => memory?.usedBytes,
} as const;
