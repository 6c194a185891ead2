import {namespaceKinds, type NamespaceKind} from '../container.js';
import {isLive, selectSelectedRow} from '../store/selectors.js';
import {selectNamespaceOwners, selectSharedKinds} from '../store/namespaces.js';
import type {Row, State} from '../store/state.js';
import {fit} from '../ui/cells.js';
import {frameCells} from '../ui/frame.js';
import type {Theme} from '../ui/theme.js';
import {explainNoContainer, framePanel, type Panel} from './panel.js';

const abouts: Readonly<Record<NamespaceKind, string>> = {
	mnt: 'mounts: which files it sees',
	pid: 'process ids',
	net: 'interfaces, addresses, ports',
	ipc: 'shared memory, semaphores',
	uts: 'host name',
	user: 'users and their rights',
	cgroup: 'root of its cgroup tree',
	time: 'boot and monotonic clocks',
};

/** The selected container's namespaces beside the host's: its own, the host's, or shared with whom. */
export const drawNamespaces: Panel = (state, context) => {
	const {width, height, theme} = context;
	const row = selectSelectedRow(state);
	const inside = width - frameCells;
	return row === undefined
		? framePanel('namespaces', context, [], explainNoContainer(state, theme))
		: framePanel('namespaces', context, [row.container.name, ...summarize(state, row)], drawBody(state, row, inside, height - frameCells, theme));
};

function summarize(state: State, row: Row): readonly string[] {
	const shared = selectSharedKinds(state, row);
	return shared.length === 0 ? [] : [`${shared.join(' ')} of the host`];
}

function drawBody(state: State, row: Row, width: number, height: number, theme: Theme): readonly string[] {
	const namespaces = row.sample?.namespaces;
	if (namespaces === undefined) {
		return drawDeclared(row, theme);
	}

	const kinds = namespaceKinds.filter(kind => kind !== 'time' || height > namespaceKinds.length);
	const hasHeader = height > kinds.length;
	const hasAbout = width >= 64;
	const lines = kinds.map(kind => {
		const inode = namespaces[kind];
		const hostInode = state.hostNamespaces?.[kind];
		const about = hasAbout ? theme.faint(fit(abouts[kind], 30)) : '';
		return ` ${fit(kind, 6)} ${fit(inode === undefined ? '--' : String(inode), 10, 'right')}  ${theme.faint(fit(hostInode === undefined ? '--' : String(hostInode), 10, 'right'))}  ${about}${describeShare(state, row, kind, theme)}`;
	});
	const header = theme.faint(` ${fit('', 6)} ${fit('CONTAINER', 10, 'right')}  ${fit('HOST', 10, 'right')}  ${hasAbout ? fit('WHAT IT IS OF', 30) : ''}`);
	return hasHeader ? [header, ...lines] : lines;
}

function describeShare(state: State, row: Row, kind: NamespaceKind, theme: Theme): string {
	const inode = row.sample?.namespaces?.[kind];
	if (inode === undefined) {
		return theme.faint('--');
	}

	const hostInode = state.hostNamespaces?.[kind];
	if (inode === hostInode) {
		return theme.warn('the host\'s');
	}

	const others = (selectNamespaceOwners(state).get(inode) ?? []).filter(({id}) => id !== row.container.id);
	if (others.length > 0) {
		return theme.warn(`shared with ${others.map(({name}) => name).join(', ')}`);
	}

	return hostInode === undefined ? '' : theme.good('own');
}

/** Without the kernel's links: what the configuration asks for. */
function drawDeclared(row: Row, theme: Theme): readonly string[] {
	if (!isLive(row)) {
		return [theme.faint(' It has no processes, so it has no namespaces.')];
	}

	const declared = row.container.detail?.namespaces;
	const reason = row.sample?.problems.find(({group}) => group === 'namespaces' || group === 'cgroup')?.reason ?? 'not read yet';
	return [
		theme.faint(` ${reason.replace(/\.$/v, '')}; as declared:`),
		...namespaceKinds.filter(kind => declared?.[kind] !== undefined).map(kind => {
			const value = declared?.[kind] ?? '';
			return ` ${fit(kind, 6)} ${value === '' ? 'own, or the engine\'s default' : value}`;
		}),
	];
}
