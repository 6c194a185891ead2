import type {MountLine} from '../kernel-files/mountinfo.js';

/** The controllers of cgroup v1 that dockdash reads. */
export const v1Controllers = ['cpu', 'cpuacct', 'cpuset', 'memory', 'blkio', 'pids', 'freezer', 'hugetlb'] as const;

/** A controller of v1, or the one tree of v2. */
export type Tree = typeof v1Controllers[number] | 'unified';

/** Where a tree can be reached: the directory `point` shows the cgroup `root` of it. */
export type CgroupMount = {
	readonly point: string;
	/** As /proc/PID/cgroup writes paths: `/` is all; `/..` in front leads out of our own cgroup namespace. */
	readonly root: string;
	/** Where `root` leads out of our cgroup namespace, the names of the levels back down to it, if they could be found. */
	readonly namespaceRoot: readonly string[] | undefined;
};

const usualRoot = '/sys/fs/cgroup';

/**
 * The mount of each tree. Where a tree is mounted more than once (the machine's own beside a container's), the one
 * below `cgroupRoot` is taken, else the one that shows the most. Mounts elsewhere are looked for below `cgroupRoot`.
 */
export function findMounts(lines: readonly MountLine[], cgroupRoot?: string): Map<Tree, CgroupMount> {
	const mounts = lines.filter(({fileSystem}) => fileSystem === 'cgroup' || fileSystem === 'cgroup2');
	const below = mounts.filter(({point}) => cgroupRoot !== undefined && isBelow(point, cgroupRoot));
	const found = new Map<Tree, CgroupMount>();
	for (const line of below.length > 0 ? below : mounts) {
		const point = cgroupRoot !== undefined && below.length === 0 && isBelow(line.point, usualRoot)
			? cgroupRoot + line.point.slice(usualRoot.length)
			: line.point;
		for (const tree of treesOf(line)) {
			const earlier = found.get(tree);
			// What is mounted later at the same place hides what was there.
			if (earlier === undefined || earlier.point === point || scopeOf(line.root) > scopeOf(earlier.root)) {
				found.set(tree, {point, root: line.root, namespaceRoot: undefined});
			}
		}
	}

	return found;
}

/** A cgroup path in its parts: how many levels up out of our cgroup namespace, and the names down from there. */
export function splitPath(path: string): {readonly ups: number; readonly names: readonly string[]} {
	const names = path.split('/').filter(name => name !== '');
	const first = names.findIndex(name => name !== '..');
	const ups = first === -1 ? names.length : first;
	return {ups, names: names.slice(ups)};
}

function isBelow(path: string, folder: string): boolean {
	return path === folder || path.startsWith(`${folder}/`);
}

function treesOf({fileSystem, superOptions}: MountLine): readonly Tree[] {
	return fileSystem === 'cgroup2' ? ['unified'] : v1Controllers.filter(controller => superOptions.includes(controller));
}

/** How much of a tree a mount root shows: the further up, the more. */
function scopeOf(root: string): number {
	const {ups, names} = splitPath(root);
	return ups - names.length;
}
