import {describeIdMap} from '../confinement/card.js';
import type {Container, NamespaceKind} from '../container.js';
import type {NamespaceContents, NamespaceMembers} from '../kernel.js';
import {formatBytes} from '../metrics/format.js';
import type {NamespaceCell} from '../store/namespaces.js';
import type {PageLine} from '../store/page.js';

export type NamespacePage = {
	readonly kind: NamespaceKind;
	readonly container: Container;
	readonly cell: NamespaceCell;
	/** Of the machine. */
	readonly hostName: string | undefined;
	/** Has processes, and so namespaces. */
	readonly isLive: boolean;
	/** It is of a recording, which does not have what namespaces hold. */
	readonly isRecorded: boolean;
	/** Undefined where they cannot be read from here. */
	readonly contents: NamespaceContents | undefined;
	readonly members: NamespaceMembers | undefined;
};

const purposes: Readonly<Record<NamespaceKind, string>> = {
	mnt: 'A mount namespace is its own list of what is mounted where: it decides which files its processes see at all.',
	pid: 'In a pid namespace processes are counted from 1, and see and signal only each other. When its process 1 ends, the kernel kills the rest.',
	net: 'A network namespace has interfaces, addresses, routes, firewall rules and ports of its own. Who shares it shares all of them, localhost too.',
	ipc: 'An IPC namespace has shared memory, semaphores and message queues (System V and POSIX) of its own.',
	uts: 'A UTS namespace has a host name of its own, and nothing else.',
	user: 'A user namespace has user and group ids of its own: who is root inside can be an ordinary user outside, whose rights end at its border.',
	cgroup: 'A cgroup namespace shows its own cgroup as the root of the tree, so that the rest of the machine is not seen.',
	time: 'A time namespace can shift the boot and monotonic clocks, for containers that were moved; nearly all share the host’s.',
};

/** What a namespace is for, whose it is, who is in it, and what it holds. */
export function writeNamespace(page: NamespacePage): readonly PageLine[] {
	const {kind, cell, contents, members} = page;
	if (!page.isLive) {
		return [purposes[kind], '', 'It does not run: without processes it has no namespaces.'];
	}

	return [
		purposes[kind],
		'',
		{heading: 'Whose it is'},
		...writeOwner(cell, page),
		'',
		...(contents === undefined ? [explainAbsence(page), ''] : writeContents(contents, page)),
		{heading: 'Who is in it'},
		...writeMembers(cell, page.container, members),
	];
}

function explainAbsence({isRecorded}: NamespacePage): string {
	return isRecorded ? 'What it holds is not in the recording.' : 'What it holds cannot be read from here: the kernel shows it on the engine’s own machine, to root.';
}

function writeOwner(cell: NamespaceCell, {container}: NamespacePage): readonly PageLine[] {
	const {inode, declared} = cell;
	const isUnknown = inode === undefined && declared === undefined;
	return [
		{label: inode === undefined ? 'declared' : 'whose', text: isUnknown ? 'the engine’s default' : nameOwner(cell, container)},
		{label: 'inode', text: inode === undefined ? '--' : String(inode)},
	];
}

function nameOwner({isOfHost, joined, others}: NamespaceCell, container: Container): string {
	if (isOfHost) {
		return 'the host’s';
	}

	if (joined !== undefined) {
		return `that of ${joined}, which ${container.name} was made to join`;
	}

	return others.length === 0 ? 'its own' : `shared with ${others.map(({name}) => name).join(', ')}`;
}

function writeMembers({isOfHost, others}: NamespaceCell, container: Container, members: NamespaceMembers | undefined): readonly PageLine[] {
	const names = [container, ...others].map(({name}) => name);
	return [
		{label: 'containers', text: `${names.join(', ')}${isOfHost ? ', and the host' : ''}`},
		...(members === undefined ? [] : [{label: 'processes', text: `${members.count}${members.hidden === 0 ? '' : ` known, ${members.hidden} that may not be looked at`}`}]),
		...(members?.processes ?? []).map(({pid, command}) => ({label: String(pid), text: command})),
		...(members !== undefined && members.count > members.processes.length ? [`  and ${members.count - members.processes.length} more`] : []),
	];
}

function writeContents(contents: NamespaceContents, {container, cell, hostName}: NamespacePage): readonly PageLine[] {
	switch (contents.kind) {
		case 'net': {
			const {interfaces, otherAddresses, routes, listeners} = contents;
			return [
				...writeList('Interfaces', interfaces?.map(({name, addresses, receivedBytes, sentBytes}) => ({
					label: name, text: `${addresses.join('  ') || 'no address'}   received ${formatBytes(receivedBytes)}, sent ${formatBytes(sentBytes)}`,
				}))),
				...(otherAddresses.length === 0 ? [] : writeList('Addresses without a network', otherAddresses.map(address => `  ${address}`))),
				...writeList('Routes', routes?.map(route => `  ${route}`)),
				...writeList('Waits for TCP connections on', listeners?.map(listener => `  ${listener}`)),
			];
		}

		case 'mnt': {
			return writeList('Mounts', contents.mounts?.map(({point, fileSystem, source, root, isReadOnly}) => ({
				label: point, text: `${fileSystem}${source === fileSystem ? '' : ` of ${source}`}${root === '/' ? '' : ` from ${root}`}${isReadOnly ? ', read-only' : ''}`,
			})));
		}

		case 'user': {
			const describe = (map: typeof contents.userMap): string => describeIdMap(map) ?? '--';
			return [{heading: 'Id maps'}, {label: 'users', text: describe(contents.userMap)}, {label: 'groups', text: describe(contents.groupMap)}, ''];
		}

		case 'uts': {
			const name = cell.isOfHost ? hostName : (container.detail?.hostName || undefined);
			const remark = cell.isOfHost ? '' : ' (as the engine set it: the kernel shows it to those inside only, and who has SYS_ADMIN there can change it)';
			return [{heading: 'Host name'}, {label: 'name', text: `${name ?? '--'}${remark}`}, ''];
		}

		case 'ipc': {
			return writeList('Shared memory (/dev/shm)', contents.sharedMemory?.map(({name, bytes}) => ({label: formatBytes(bytes), text: name})));
		}

		case 'cgroup': {
			return writeList('Its cgroups, as they are called outside of it', contents.paths?.map(path => `  ${path}`));
		}

		case 'time': {
			return writeList('Offsets of its clocks, in seconds and nanoseconds', contents.offsets?.map(offset => `  ${offset}`));
		}

		case 'pid': {
			return [];
		}
	}
}

function writeList(heading: string, lines: readonly PageLine[] | undefined): readonly PageLine[] {
	return [{heading}, ...(lines === undefined ? ['  cannot be read'] : (lines.length === 0 ? ['  none'] : lines)), ''];
}
