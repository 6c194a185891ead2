import {statfs} from 'node:fs/promises';
import type {HostReading} from '../container.js';
import {readOnce} from '../kernel-files/kept-file.js';
import {parseMountinfo} from '../kernel-files/mountinfo.js';

// Where engines keep images and containers unless told otherwise.
const engineData = '/var/lib/docker';

/** The file system that holds the engine's data, or the root's where there are none, from the kernel; undefined where that does not tell. */
export async function readDisk(): Promise<HostReading['disk']> {
	const mounts = parseMountinfo(readOnce('/proc/self/mountinfo') ?? '').map(({point}) => point);
	for (const folder of [engineData, '/']) {
		try {
			const {blocks, bfree, bsize} = await statfs(folder);
			return {mount: findMount(folder, mounts) ?? folder, usedBytes: (blocks - bfree) * bsize, sizeBytes: blocks * bsize};
		} catch {
			// Not there, or not for us: the next one.
		}
	}

	return undefined;
}

/** The mount point nearest above a folder. */
export function findMount(folder: string, mounts: readonly string[]): string | undefined {
	const above = mounts.filter(mount => mount === folder || folder.startsWith(mount.endsWith('/') ? mount : `${mount}/`));
	return above.toSorted((one, other) => other.length - one.length)[0];
}

/** The same from a list of all file systems, each with its mount point. */
export function selectDisk(fileSystems: ReadonlyArray<{readonly mount: string; readonly size: number; readonly used: number}>): HostReading['disk'] {
	const known = fileSystems.filter(({size}) => size > 0);
	const mount = findMount(engineData, known.map(fileSystem => fileSystem.mount));
	const found = known.find(fileSystem => fileSystem.mount === mount);
	return found && {mount: found.mount, usedBytes: found.used, sizeBytes: found.size};
}
