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
