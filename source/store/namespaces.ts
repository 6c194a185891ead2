import {namespaceKinds, type Container, type NamespaceKind} from '../container.js';
import type {Row, State} from './state.js';

let last: {readonly rows: State['rows']; readonly owners: ReadonlyMap<number, readonly Container[]>} | undefined;

/** The containers in each namespace, by its inode. */
export function selectNamespaceOwners({rows}: State): ReadonlyMap<number, readonly Container[]> {
	if (last?.rows === rows) {
		return last.owners;
	}

	const owners = new Map<number, Container[]>();
	for (const {container, sample} of rows.values()) {
		for (const inode of Object.values(sample?.namespaces ?? {})) {
			const found = owners.get(inode);
			if (found === undefined) {
				owners.set(inode, [container]);
			} else {
				found.push(container);
			}
		}
	}

	last = {rows, owners};
	return owners;
}

/**
 * The kinds that the container shares with the host; where its links cannot be read, those that it was declared to. A time
 * namespace is shared by nearly all and says nothing.
 */
export function selectSharedKinds({hostNamespaces}: State, {container, sample}: Row): readonly NamespaceKind[] {
	const actual = sample?.namespaces;
	return namespaceKinds.filter(kind => kind !== 'time' && (actual === undefined
		? container.detail?.namespaces[kind] === 'host'
		: actual[kind] !== undefined && actual[kind] === hostNamespaces?.[kind]));
}
