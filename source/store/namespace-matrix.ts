import {namespaceKinds, type Container, type NamespaceKind} from '../container.js';
import {describeNamespace, indexOwners, type NamespaceCell} from './namespaces.js';
import {isLive, selectVisibleRows} from './selectors.js';
import type {State} from './state.js';

export type MatrixCell = NamespaceCell & {
	/** One for each namespace of a kind, `A` for the host's; undefined where the kernel does not tell. */
	readonly letter: string | undefined;
};

export type MatrixRow = {
	/** Undefined is the host. */
	readonly container: Container | undefined;
	readonly isLive: boolean;
	readonly cells: Readonly<Record<NamespaceKind, MatrixCell>>;
};

/** Containers and the host down, kinds of namespaces across. */
export function selectNamespaceMatrix(state: State): readonly MatrixRow[] {
	const letters = Object.fromEntries(namespaceKinds.map(kind => [kind, new Map<number, string>()])) as Record<NamespaceKind, Map<number, string>>;
	const name = (kind: NamespaceKind, inode: number | undefined): string | undefined => {
		if (inode === undefined) {
			return undefined;
		}

		const known = letters[kind].get(inode);
		const letter = known ?? nameNumber(letters[kind].size);
		letters[kind].set(inode, letter);
		return letter;
	};

	const host: MatrixRow = {
		container: undefined,
		isLive: true,
		cells: makeCells(kind => {
			const inode = state.hostNamespaces?.[kind];
			return {inode, letter: name(kind, inode), isOfHost: true, others: [], joined: undefined, declared: undefined};
		}),
	};
	const ownersOf = indexOwners(state);
	return [host, ...selectVisibleRows(state).map(row => ({
		container: row.container,
		isLive: isLive(row),
		cells: makeCells(kind => {
			const cell = describeNamespace(state, row, kind, ownersOf);
			return {...cell, letter: name(kind, cell.inode)};
		}),
	}))];
}

function makeCells(make: (kind: NamespaceKind) => MatrixCell): Readonly<Record<NamespaceKind, MatrixCell>> {
	return Object.fromEntries(namespaceKinds.map(kind => [kind, make(kind)])) as Record<NamespaceKind, MatrixCell>;
}

const letterCount = 26;

/** A to Z, then A1 to Z1 and so on. */
function nameNumber(index: number): string {
	const round = Math.floor(index / letterCount);
	return String.fromCodePoint(65 + (index % letterCount)) + (round === 0 ? '' : String(round));
}
