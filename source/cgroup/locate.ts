import {splitLines} from '../kernel-files/number.js';
import {splitPath, v1Controllers, type CgroupMount, type Tree} from './mounts.js';

/** The directory of a container in each tree. */
export type Location = {
	readonly directories: ReadonlyMap<Tree, string>;
	/** Why there are none, in words for the user. */
	readonly problem: string | undefined;
};

/**
 * Finds a container's directories from the text of /proc/PID/cgroup of its main process. The main process may sit in
 * a child of the container's cgroup (a systemd of its own, Podman's `container`), so the path is cut after
 * the part that holds the id: there the limits are, and there everything in the container is counted.
 */
export function locateCgroup(text: string, mounts: ReadonlyMap<Tree, CgroupMount>, id: string): Location {
	if (mounts.size === 0) {
		return fail('No cgroup file system is mounted here: mount the machine\'s /sys/fs/cgroup and name it with --cgroup-root.');
	}

	const directories = new Map<Tree, string>();
	let foreign: string | undefined;
	let hidden: string | undefined;
	for (const line of splitLines(text)) {
		const {trees, path} = parseCgroupLine(line);
		const own = cutAfter(path, id);
		for (const tree of trees) {
			const mount = mounts.get(tree);
			const directory = mount && (own === undefined ? resolveOwn(mount, path, id) : resolveCgroup(mount, own));
			if (directory !== undefined) {
				directories.set(tree, directory);
			} else if (own === undefined) {
				foreign ??= path;
			} else if (mount !== undefined) {
				hidden ??= own;
			}
		}
	}

	if (directories.size > 0) {
		return {directories, problem: undefined};
	}

	if (hidden !== undefined) {
		return fail(`The cgroup ${hidden} lies outside of what is mounted here: mount the machine's /sys/fs/cgroup and name it with --cgroup-root.`);
	}

	return fail(foreign === undefined
		? 'The kernel names no cgroup for the main process.'
		: `The main process is in the cgroup ${foreign}, which is not the container's own.`);
}

function fail(problem: string): Location {
	return {directories: new Map(), problem};
}

/** `4:cpu,cpuacct:/docker/ID` for v1, `0::/docker/ID` for v2; a path may hold colons. */
export function parseCgroupLine(line: string): {readonly trees: readonly Tree[]; readonly path: string} {
	const [number, names = '', ...path] = line.split(':');
	const controllers = new Set(names.split(','));
	return {
		trees: number === '0' && names === '' ? ['unified'] : v1Controllers.filter(controller => controllers.has(controller)),
		path: path.join(':'),
	};
}

function cutAfter(path: string, id: string): string | undefined {
	const names = path.split('/');
	const index = names.findIndex(name => name.includes(id));
	return index === -1 || id === '' ? undefined : names.slice(0, index + 1).join('/');
}

/**
 * The directory of the container that we run in ourselves, or of one that this one is in. Paths are written from the root
 * of our cgroup namespace, so the id is not in them but in the names of the levels above.
 */
function resolveOwn({point, namespaceRoot = []}: CgroupMount, path: string, id: string): string | undefined {
	const {ups, names} = splitPath(path);
	const own = cutAfter(['', ...namespaceRoot.slice(0, Math.max(0, namespaceRoot.length - ups)), ...names].join('/'), id);
	return own === undefined ? undefined : point + own;
}

/** The directory of a cgroup path, or undefined where the mount does not show it. */
export function resolveCgroup({point, root, namespaceRoot}: CgroupMount, path: string): string | undefined {
	const from = splitPath(root);
	const to = splitPath(path);
	// Both count from the root of our cgroup namespace; `between` leads from as far up as the mount goes to as far up as the path goes.
	const between = from.ups === to.ups ? [] : namespaceRoot?.slice(0, from.ups - to.ups);
	if (to.ups > from.ups || between === undefined) {
		return undefined;
	}

	const names = [...between, ...to.names];
	return from.names.every((name, index) => names[index] === name) ? [point, ...names.slice(from.names.length)].join('/') : undefined;
}
