import {readOnce} from '../kernel-files/kept-file.js';
import {splitLines} from '../kernel-files/number.js';
import {listDirectories} from './list-directories.js';

/**
 * The names of the levels between the top of a mount and the root of our own cgroup namespace, `levels` further down.
 *
 * In a container with a cgroup namespace of its own the kernel writes every path from that namespace's root, `/..` for
 * each level up. It does not say what those levels are called, so we look for the directory that has us in it: our
 * path in the namespace is `ownPath`. Undefined when we are not found.
 */
export function findNamespaceRoot(mountPoint: string, levels: number, ownPath: string, ownPid: number): string[] | undefined {
	if (levels === 0) {
		return isMember(`${mountPoint}${ownPath}`, ownPid) ? [] : undefined;
	}

	for (const name of listDirectories(mountPoint)) {
		const below = findNamespaceRoot(`${mountPoint}/${name}`, levels - 1, ownPath, ownPid);
		if (below !== undefined) {
			return [name, ...below];
		}
	}

	return undefined;
}

function isMember(directory: string, pid: number): boolean {
	return splitLines(readOnce(`${directory}/cgroup.procs`) ?? '').includes(String(pid));
}
