import type {PathChange} from './container.js';
import {formatBytesInWords} from './metrics/format.js';
import type {Losses} from './replacement.js';

/** More paths than this are counted, and not kept. */
export const maximumPaths = 10_000;

/** Before a path: what has become of it. */
export const changeMarks: Readonly<Record<PathChange['kind'], string>> = {added: '+', changed: '~', deleted: '-'};

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

/** Paths that are lost. */
export function countLost({added, changed, deleted}: Losses): number {
	return added + changed + deleted;
}

/** How much it is, for a line of a list: `143 paths, 12 KiB`. */
export function summarizeLosses(losses: Losses | undefined): string {
	if (losses === undefined) {
		return 'what it changed in its files';
	}

	const total = countLost(losses);
	return total === 0 ? 'nothing' : `${total} path${total === 1 ? '' : 's'}${formatSize(losses)}`;
}

/** How much it is: `143 paths: 1 added, 0 changed, 142 deleted, 12.0 KiB`. */
export function describeLosses(losses: Losses | undefined): string {
	if (losses === undefined) {
		return 'what it changed in its files (the engine does not tell what)';
	}

	const {added, changed, deleted} = losses;
	const total = countLost(losses);
	if (total === 0) {
		return 'nothing: its files are those of the image';
	}

	return `${total} path${total === 1 ? '' : 's'}: ${added} added, ${changed} changed, ${deleted} deleted${formatSize(losses)}`;
}

function formatSize({bytes}: Losses): string {
	return bytes === undefined ? '' : `, ${formatBytesInWords(bytes)}`;
}
