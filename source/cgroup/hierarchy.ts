import {readdirSync} from 'node:fs';
import process from 'node:process';
import {readOnce} from '../kernel-files/kept-file.js';
import {parseMountinfo} from '../kernel-files/mountinfo.js';
import {parseNumber, splitLines} from '../kernel-files/number.js';
import {createDeviceNames} from './devices.js';
import {parseCgroupLine} from './locate.js';
import {findMounts, splitPath, type CgroupMount, type Tree} from './mounts.js';
import {findNamespaceRoot} from './namespace-root.js';
import {createSums, type OpenSums} from './sums.js';
import {createIoCounting} from './v1/blkio.js';

/** Where this machine keeps its cgroups, found once. */
export type Hierarchy = {
	readonly procRoot: string;
	readonly mounts: ReadonlyMap<Tree, CgroupMount>;
	/** Sizes of huge pages as the file names have them: `2MB`. */
	readonly hugePageSizes: readonly string[];
	/** The name of a block device: `8:0` is `sda`. */
	readonly nameOf: (device: string) => string;
	/** Whether v1 counts block I/O at all: see {@link createIoCounting}. */
	readonly isIoCounted: () => boolean;
	readonly openSums: OpenSums;
	/** Monotonic, ms. */
	readonly now: () => number;
};

export type Roots = {
	/** Default `/proc`. */
	readonly procRoot?: string;
	/** Where the machine's /sys/fs/cgroup is to be found, if not there. */
	readonly cgroupRoot?: string;
	/** Default `/sys`. */
	readonly sysRoot?: string;
};

/** Looks where the cgroup trees are mounted. Never throws: a machine without any has no mounts. */
export function readHierarchy({procRoot = '/proc', cgroupRoot, sysRoot = '/sys'}: Roots = {}): Hierarchy {
	const mounts = findMounts(parseMountinfo(readOnce(`${procRoot}/self/mountinfo`) ?? ''), cgroupRoot);
	const ownPaths = readOwnPaths(procRoot);
	for (const [tree, mount] of mounts) {
		const {ups, names} = splitPath(mount.root);
		const ownPath = ownPaths.get(tree);
		// A mount that starts at a sibling of ours does not have us in it.
		if (ups > 0 && names.length === 0 && ownPath !== undefined) {
			mounts.set(tree, {...mount, namespaceRoot: findNamespaceRoot(mount.point, ups, ownPath, process.pid)});
		}
	}

	const now = () => performance.now();
	return {
		procRoot,
		mounts,
		hugePageSizes: readHugePageSizes(sysRoot),
		nameOf: createDeviceNames(sysRoot, now),
		isIoCounted: createIoCounting(mounts.get('blkio')?.point ?? ''),
		openSums: createSums(now),
		now,
	};
}

function readOwnPaths(procRoot: string): ReadonlyMap<Tree, string> {
	const lines = splitLines(readOnce(`${procRoot}/self/cgroup`) ?? '').map(line => parseCgroupLine(line));
	return new Map(lines.flatMap(({trees, path}) => trees.map(tree => [tree, path] as const)));
}

/** The kernel's `hugepages-2048kB` is `2MB` to the hugetlb controller; the smallest first. */
function readHugePageSizes(sysRoot: string): string[] {
	let names: string[];
	try {
		names = readdirSync(`${sysRoot}/kernel/mm/hugepages`);
	} catch {
		return [];
	}

	const sizes = names.map(name => parseNumber(/^hugepages-(?<size>\d+)kB$/v.exec(name)?.groups?.size ?? ''));
	return sizes.filter(size => size !== undefined).toSorted((first, second) => first - second).map(size => formatSize(size));
}

function formatSize(kibibytes: number): string {
	if (kibibytes >= 1024 * 1024) {
		return `${kibibytes / 1024 / 1024}GB`;
	}

	return kibibytes >= 1024 ? `${kibibytes / 1024}MB` : `${kibibytes}KB`;
}
