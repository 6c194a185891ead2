import {namespaceKinds, type Container, type NamespaceKind} from '../container.js';
import type {NamespaceReading} from '../metrics/reading.js';
import type {Row, State} from './state.js';

type Owner = {readonly container: Container; readonly namespaces: NamespaceReading | undefined};

let last: {readonly rows: State['rows']; readonly asked: readonly Owner[]; readonly owners: ReadonlyMap<number, readonly Container[]>} | undefined;

/** The containers in each namespace, by its inode. */
export function selectNamespaceOwners({rows}: State): ReadonlyMap<number, readonly Container[]> {
	if (last?.rows === rows || (last !== undefined && isSameAsked(last.asked, rows))) {
		last = {...last, rows};
		return last.owners;
	}

	const asked = Array.from(rows.values(), ({container, sample}) => ({container, namespaces: sample?.namespaces}));
	const owners = new Map<number, Container[]>();
	for (const {container, namespaces} of asked) {
		for (const inode of Object.values(namespaces ?? {})) {
			const found = owners.get(inode);
			if (found === undefined) {
				owners.set(inode, [container]);
			} else {
				found.push(container);
			}
		}
	}

	last = {rows, asked, owners};
	return owners;
}

/** Rows change at every tick, and what namespaces they have hardly ever does. */
function isSameAsked(asked: readonly Owner[], rows: State['rows']): boolean {
	let index = 0;
	for (const {container, sample} of rows.values()) {
		const before = asked[index++];
		if (before?.container !== container || before.namespaces !== sample?.namespaces) {
			return false;
		}
	}

	return index === asked.length;
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
	/** The other containers in it. */
	readonly others: readonly Container[];
	/** The container whose namespace it was made to join. */
	readonly joined: string | undefined;
	/** `host`, `private` or `container:ID`, where it was declared. */
	readonly declared: string | undefined;
};

export function describeNamespace(state: State, {container, sample}: Row, kind: NamespaceKind): NamespaceCell {
	const inode = sample?.namespaces?.[kind];
	const declared = container.detail?.namespaces[kind];
	const target = declared?.startsWith('container:') === true ? declared.slice('container:'.length) : undefined;
	return {
		inode,
		isOfHost: inode === undefined ? declared === 'host' : inode === state.hostNamespaces?.[kind],
		others: inode === undefined ? [] : (selectNamespaceOwners(state).get(inode) ?? []).filter(({id}) => id !== container.id),
		joined: target === undefined ? undefined : nameOf(state, target),
		declared,
	};
}

const idLength = 64;

/** A mode names a container by its id, or by its name as it was then. */
function nameOf({rows}: State, idOrName: string): string {
	return rows.get(idOrName)?.container.name ?? (idOrName.length === idLength ? idOrName.slice(0, 12) : idOrName);
}
