import type {Container} from '../container.js';
import type {State} from './state.js';

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
