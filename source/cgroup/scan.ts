import {listDirectories} from './list-directories.js';
import {splitPath, type CgroupMount, type Tree} from './mounts.js';

/** Where a cgroup is in each tree that has it. */
export type Directories = ReadonlyMap<Tree, string>;

export type Scan = {
	/** By path below the top of what is mounted, which is `/`; parents before their children, siblings a to z. */
	readonly cgroups: ReadonlyMap<string, Directories>;
	/** False when there were more than are shown. */
	readonly isWhole: boolean;
};

/**
 * Looks which cgroups there are. The trees of v1 are merged by path, and with the v2 tree that a hybrid host has beside. Never throws.
 *
 * @param leaves Directories that are known to have none below them, and need not be looked at.
 */
export function scanCgroups(mounts: ReadonlyMap<Tree, CgroupMount>, most: number, leaves: ReadonlySet<string> = new Set()): Scan {
	const found = new Map<string, Map<Tree, string>>();
	let isWhole = true;
	for (const [point, trees] of Map.groupBy(selectMounts(mounts), ([, mount]) => mount.point)) {
		const waiting = ['/'];
		for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
			const directory = path === '/' ? point : point + path;
			const known = found.get(path);
			if (known === undefined && found.size >= most) {
				isWhole = false;
				break;
			}

			const directories = known ?? new Map<Tree, string>();
			found.set(path, directories);
			for (const [tree] of trees) {
				directories.set(tree, directory);
			}

			const parent = path === '/' ? '' : path;
			const below = leaves.has(directory) ? [] : listDirectories(directory);
			waiting.push(...below.map(name => `${parent}/${name}`));
		}
	}

	// A zero byte comes before all that a name can have, so that a parent's children follow it at once.
	const paths = found.keys().map(path => [path.replaceAll('/', '\0'), path] as const).toArray().toSorted(([one], [other]) => one < other ? -1 : 1);
	return {cgroups: new Map(paths.map(([, path]) => [path, found.get(path) ?? new Map<Tree, string>()])), isWhole};
}

/** Paths in a mount that shows only a part of its tree are not comparable with those in one that shows all. */
function selectMounts(mounts: ReadonlyMap<Tree, CgroupMount>): ReadonlyArray<readonly [Tree, CgroupMount]> {
	const parts = [...mounts].map(entry => ({entry, part: splitPath(entry[1].root).names.join('/')}));
	const widest = parts.toSorted((one, other) => one.part.length - other.part.length)[0]?.part;
	return parts.filter(({part}) => part === widest).map(({entry}) => entry);
}
