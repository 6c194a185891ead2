import {namespaceKinds} from '../container.js';
import {writeNamespace} from '../pages/namespace.js';
import {readNamespaceContents} from '../process/namespace-contents.js';
import {readNamespaceMembers} from '../process/namespace-members.js';
import {describeNamespace} from '../store/namespaces.js';
import {isLive} from '../store/selectors.js';
import {type Command, type Context, forSelected} from './context.js';
import {openPage} from './page.js';

export const kindBefore: Command = context => {
	moveKind(context, -1);
};

export const nextKind: Command = context => {
	moveKind(context, 1);
};

/** Looks into the namespace of the cell: through /proc, without entering it. */
export const explainNamespace: Command = forSelected((context, row) => {
	const state = context.store.getState();
	const {namespaceKind: kind} = state.view;
	const {id, name, detail} = row.container;
	const cell = describeNamespace(state, row, kind);
	// In a recording the pid is that of a process which ran then: now it may be anybody's.
	const pid = context.player === undefined && context.engine.isLocal && row.sample?.namespaces !== undefined ? detail?.pid : undefined;
	void openPage(context, {key: `namespace ${kind} ${id}`, title: `The ${kind} namespace of ${name}`}, async () => writeNamespace({
		kind,
		container: row.container,
		cell,
		isLive: isLive(row),
		hostName: state.host?.hostName,
		isRecorded: context.player !== undefined,
		contents: pid === undefined ? undefined : readNamespaceContents(context.procRoot, pid, kind),
		members: pid === undefined || cell.inode === undefined ? undefined : readNamespaceMembers(context.procRoot, kind, cell.inode),
	}));
});

function moveKind({store}: Context, step: number): void {
	const index = namespaceKinds.indexOf(store.getState().view.namespaceKind) + step;
	const kind = namespaceKinds.at(index % namespaceKinds.length);
	if (kind !== undefined) {
		store.dispatch({type: 'namespaceKind', kind});
	}
}
