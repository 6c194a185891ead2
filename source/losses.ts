import type {PathChange} from './container.js';
import type {Losses} from './replacement.js';

/** More paths than this are counted, and not kept. */
export const maximumPaths = 10_000;

/**
 * Counts what the writable layer changed. A folder that is listed as changed only because something in it was
 * added or deleted (`docker diff` lists every parent) is not counted and not listed.
 */
export function countLosses(changes: readonly PathChange[], bytes?: number): Losses {
	const parents = new Set<string>();
	for (const {path} of changes) {
		let end = path.lastIndexOf('/');
		while (end > 0 && !parents.has(path.slice(0, end))) {
			parents.add(path.slice(0, end));
			end = path.lastIndexOf('/', end - 1);
		}
	}

	const lost = changes.filter(({kind, path}) => kind !== 'changed' || !parents.has(path));
	const count = (wanted: PathChange['kind']): number => lost.filter(({kind}) => kind === wanted).length;
	return {
		added: count('added'), changed: count('changed'), deleted: count('deleted'), bytes, paths: lost.slice(0, maximumPaths),
	};
}
