import {readdirSync, statSync} from 'node:fs';

// A directory has a link from its parent, one from itself and one from each directory in it.
const linksOfLeaf = 2;

/** The names of the cgroups directly below one. Never throws: there are none where they cannot be listed, or it has just been removed. */
export function listDirectories(path: string): string[] {
	try {
		// Most have none, and asking for the count costs a tenth of listing all the files.
		return statSync(path).nlink === linksOfLeaf
			? []
			: readdirSync(path, {withFileTypes: true}).filter(entry => entry.isDirectory()).map(({name}) => name);
	} catch {
		return [];
	}
}

/** Whether it is there and has none below it. False also where the file system does not count. */
export function isLeaf(path: string): boolean {
	return countLinks(path) === linksOfLeaf;
}

/** How many links a directory has: it changes when one below it comes or goes, and is 1 where the file system does not count. Undefined where there is none. */
export function countLinks(path: string): number | undefined {
	return statSync(path, {throwIfNoEntry: false})?.nlink;
}
