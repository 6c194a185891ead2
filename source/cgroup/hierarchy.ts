import {readdirSync} from 'node:fs';
import {readOnce} from '../kernel-files/kept-file.js';
import {parseMountinfo, type MountLine} from '../kernel-files/mountinfo.js';
import {createDeviceNames} from './devices.js';

/** The controllers of cgroup v1 that dockdash reads. */
export const v1Controllers = ['cpu', 'cpuacct', 'cpuset', 'memory', 'blkio', 'pids', 'freezer', 'hugetlb'] as const;

/** A controller of v1, or the one tree of v2. */
export type Tree = typeof v1Controllers[number] | 'unified';

/** Where a tree can be reached: the directory `point` shows the cgroup `root` of it. */
export type CgroupMount = {
	readonly point: string;
	/** As /proc/PID/cgroup writes paths: `/` is all; `/..` in front leads out of our own cgroup namespace. */
	readonly root: string;
};

/** Where this machine keeps its cgroups, found once. */
export type Hierarchy = {
	readonly procRoot: string;
	readonly mounts: ReadonlyMap<Tree, CgroupMount>;
	/** Sizes of huge pages as the file names have them: `2MB`. */
	readonly hugePageSizes: readonly string[];
	/** The name of a block device: `8:0` is `sda`. */
	readonly nameOf: (device: string) => string;
};

export type Roots = {
	/** Default `/proc`. */
	readonly procRoot?: string;
	/** Where the machine's /sys/fs/cgroup is to be found, if not there. */
	readonly cgroupRoot?: string;
	/** Default `/sys`. */
	readonly sysRoot?: string;
};

const usualRoot = '/sys/fs/cgroup';

/** Looks where the cgroup trees are mounted. Never throws: a machine without any has no mounts. */
export function readHierarchy({procRoot = '/proc', cgroupRoot, sysRoot = '/sys'}: Roots = {}): Hierarchy {
	const mounts = findMounts(parseMountinfo(readOnce(`${procRoot}/self/mountinfo`) ?? ''), cgroupRoot);
	return {procRoot, mounts, hugePageSizes: readHugePageSizes(sysRoot), nameOf: createDeviceNames(sysRoot)};
}

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
				found.set(tree, {point, root: line.root});
			}
		}
	}

	return found;
}

function isBelow(path: string, folder: string): boolean {
	return path === folder || path.startsWith(`${folder}/`);
}

function treesOf({fileSystem, superOptions}: MountLine): readonly Tree[] {
	return fileSystem === 'cgroup2' ? ['unified'] : v1Controllers.filter(controller => superOptions.includes(controller));
}

/** How much of a tree a mount root shows: the further up, the more. */
function scopeOf(root: string): number {
	const names = root.split('/').filter(Boolean);
	return names.filter(name => name === '..').length - names.filter(name => name !== '..').length;
}

/** The kernel's `hugepages-2048kB` is `2MB` to the hugetlb controller. */
function readHugePageSizes(sysRoot: string): string[] {
	let names: string[];
	try {
		names = readdirSync(`${sysRoot}/kernel/mm/hugepages`);
	} catch {
		return [];
	}

	return names.flatMap(name => {
		const kibibytes = Number(/^hugepages-(?<size>\d+)kB$/v.exec(name)?.groups?.size);
		return Number.isNaN(kibibytes) ? [] : [formatSize(kibibytes)];
	});
}

function formatSize(kibibytes: number): string {
	if (kibibytes >= 1024 * 1024) {
		return `${kibibytes / 1024 / 1024}GB`;
	}

	return kibibytes >= 1024 ? `${kibibytes / 1024}MB` : `${kibibytes}KB`;
}
