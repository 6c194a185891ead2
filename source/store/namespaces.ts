import {namespaceKinds, type Container, type NamespaceKind} from '../container.js';
import type {Row, State} from './state.js';

/** The containers in a namespace, by its kind and inode. */
export type OwnersOf = (kind: NamespaceKind, inode: number) => readonly Container[];

/** Looks at all rows for each namespace: for who asks for a few. */
function findOwners({rows}: State): OwnersOf {
	return (kind, inode) => {
		const owners: Container[] = [];
		for (const {container, sample} of rows.values()) {
			if (sample?.namespaces?.[kind] === inode) {
				owners.push(container);
			}
		}

		return owners;
	};
}

/** Looks at all rows once: for who asks for the namespaces of all. */
export function indexOwners({rows}: State): OwnersOf {
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

	return (_kind, inode) => owners.get(inode) ?? [];
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

/** A namespace of one container: whose it is, and who else is in it. */
export type NamespaceCell = {
	/** Undefined where the kernel does not tell. */
	readonly inode: number | undefined;
	readonly isOfHost: boolean;
	/** The other containers in it, looked for when asked for: of the host's namespaces hardly anybody wants to know. */
	readonly others: readonly Container[];
	/** The container whose namespace it was made to join. */
	readonly joined: string | undefined;
	/** `host`, `private` or `container:ID`, where it was declared. */
	readonly declared: string | undefined;
};

export function describeNamespace(state: State, {container, sample}: Row, kind: NamespaceKind, ownersOf: OwnersOf = findOwners(state)): NamespaceCell {
	const inode = sample?.namespaces?.[kind];
	const declared = container.detail?.namespaces[kind];
	const target = declared?.startsWith('container:') === true ? declared.slice('container:'.length) : undefined;
	return {
		inode,
		isOfHost: inode === undefined ? declared === 'host' : inode === state.hostNamespaces?.[kind],
		get others() {
			return inode === undefined ? [] : ownersOf(kind, inode).filter(({id}) => id !== container.id);
		},
		joined: target === undefined ? undefined : nameOf(state, target),
		declared,
	};
}

const idLength = 64;

/** A mode names a container by its id, or by its name as it was then. */
function nameOf({rows}: State, idOrName: string): string {
	return rows.get(idOrName)?.container.name ?? (idOrName.length === idLength ? idOrName.slice(0, 12) : idOrName);
}
