import type {Container, ContainerDetail} from '../container.js';
import type {Capability, Confinement, IdRange} from '../kernel.js';
import {defaultCapabilities} from './capabilities.js';

/** One thing that holds a container in: what the kernel enforces beside what was asked for. */
export type CardRow = {
	readonly label: string;
	/** Undefined where it could not be read. */
	readonly actual: string | undefined;
	readonly declared: string;
	/** What it is good for, in one sentence. */
	readonly about: string;
};

/** All of it, in the order of a card. Capabilities are counted by the bounding set: the most that any process in it can have. */
export function createCard({detail}: Container, actual: Confinement | undefined): readonly CardRow[] {
	if (detail === undefined) {
		return [];
	}

	return rows.map(({label, about, show, declare}) => ({
		label, about, actual: actual === undefined ? undefined : show(actual), declared: declare(detail),
	}));
}

/** How a set of capabilities differs from what Docker gives to everyone. */
export function compareCapabilities(capabilities: readonly Capability[]): {readonly added: readonly Capability[]; readonly dropped: readonly Capability[]} {
	const names = new Set(capabilities.map(({name}) => name));
	return {
		added: capabilities.filter(({isDefault}) => !isDefault),
		dropped: defaultCapabilities.filter(({name}) => !names.has(name)),
	};
}

/** `NET_ADMIN`: without what all have in common. */
export function shortName({name}: Pick<Capability, 'name'>): string {
	return name.replace(/^CAP_/v, '');
}

/** `0-65535 are 100000-165535 of the host`. */
export function describeIdMap(ranges: readonly IdRange[] | undefined): string | undefined {
	if (ranges === undefined || ranges.length === 0) {
		return undefined;
	}

	const [first] = ranges;
	if (ranges.length === 1 && first?.inside === 0 && first.outside === 0) {
		return 'none: its ids are those of the host';
	}

	const span = (start: number, count: number): string => `${start}${count === 1 ? '' : `-${start + count - 1}`}`;
	return `${ranges.map(({inside, outside, count}) => `${span(inside, count)} ${count === 1 ? 'is' : 'are'} ${span(outside, count)}`).join(', ')} of the host`;
}

type RowSource = {
	readonly label: string;
	readonly about: string;
	readonly show: (actual: Confinement) => string | undefined;
	readonly declare: (detail: ContainerDetail) => string;
};

const rows: readonly RowSource[] = [
	{
		label: 'caps',
		about: 'What root in the container may do of all that root may: the most that any process in it can ever have.',
		show: ({bounding}) => bounding === undefined ? undefined : describeCapabilities(bounding),
		declare({isPrivileged, confinement: {addedCapabilities, droppedCapabilities}}) {
			const changes = [...addedCapabilities.map(name => `+${name}`), ...droppedCapabilities.map(name => `-${name}`)];
			return isPrivileged ? 'all: privileged' : (changes.join(' ') || 'the default');
		},
	},
	{
		label: 'in effect',
		about: 'What process 1 may do now: none for a user who is not root.',
		show: ({effective, bounding}) => effective === undefined ? undefined : describeEffective(effective, bounding),
		declare: ({confinement: {user}}) => `as ${user === '' ? 'root' : `user ${user}`}`,
	},
	{
		label: 'seccomp',
		about: 'A filter of system calls: what it leaves out cannot be tried, whoever one is.',
		show: ({seccomp}) => seccomp === undefined ? undefined : {off: 'off: every system call', strict: 'strict', filter: 'filter'}[seccomp],
		declare: detail => findOption(detail, 'seccomp') ?? (detail.isPrivileged ? 'off: privileged' : 'the default'),
	},
	{
		label: 'privileges',
		about: 'Whether a program with the set-user-id bit, such as sudo, can have more rights than who starts it.',
		show: ({hasNoNewPrivileges}) => hasNoNewPrivileges === undefined ? undefined : (hasNoNewPrivileges ? 'no new ones' : 'can grow (sudo)'),
		declare: detail => ['', 'true'].includes(findOption(detail, 'no-new-privileges') ?? '-') ? 'no new ones' : 'not restricted',
	},
	{
		label: 'label',
		about: 'The AppArmor profile or SELinux label: rules for files, mounts and more that hold for root too.',
		show: ({label}) => label ?? 'none',
		declare: detail => findOption(detail, 'apparmor') ?? findOption(detail, 'label') ?? (detail.confinement.appArmorProfile || 'the default'),
	},
	{
		label: 'root files',
		about: 'Whether the container’s own files can be changed.',
		show: ({isRootReadOnly}) => isRootReadOnly === undefined ? undefined : (isRootReadOnly ? 'read-only' : 'writable'),
		declare: ({confinement: {isRootReadOnly}}) => isRootReadOnly ? 'read-only' : 'writable',
	},
	{
		label: 'user',
		about: 'Who process 1 is: in a user namespace root inside is nobody outside.',
		show: ({userId, userMap}) => userId === undefined ? undefined : describeUser(userId, userMap),
		declare: ({confinement: {user}}) => user === '' ? 'root' : user,
	},
	{
		label: 'user map',
		about: 'How its user ids translate to the host’s.',
		show: ({userMap}) => describeIdMap(userMap),
		declare: ({namespaces: {user}}) => user === 'host' ? 'of the host' : 'as the engine maps',
	},
	{
		label: 'masked',
		about: 'Files below /proc and /sys that are covered up or cannot be written, because they tell about or change the machine; those that this kernel does not have need no cover.',
		show: ({maskedPaths, readOnlyPaths}) => maskedPaths === undefined ? undefined : `${maskedPaths.length} paths, ${readOnlyPaths?.length ?? 0} read-only`,
		declare: ({isPrivileged, confinement: {maskedPaths, readOnlyPaths}}) =>
			isPrivileged ? 'none: privileged' : (maskedPaths === undefined ? 'the default' : `${maskedPaths.length} paths, ${readOnlyPaths?.length ?? 0} read-only`),
	},
	{
		label: 'devices',
		about: 'Device files that it has beyond those of every container (null, zero, random, tty).',
		show: ({devices}) => devices === undefined ? undefined : listSome(devices, 'the usual ones'),
		declare: ({isPrivileged, confinement: {devices}}) => isPrivileged ? 'all: privileged' : listSome(devices, 'the usual ones'),
	},
	{
		label: 'SIGTERM',
		about: 'What docker stop sends first: where process 1 does not react to it, stopping takes until the kill, 10 s later.',
		show: ({reactsToTerminate}) => reactsToTerminate === undefined ? undefined : (reactsToTerminate ? 'process 1 reacts' : 'process 1 ignores it'),
		declare: () => '',
	},
];

const mostListed = 4;

function listSome(items: readonly string[], none: string): string {
	return items.length === 0 ? none : `${items.slice(0, mostListed).join(' ')}${items.length > mostListed ? ` and ${items.length - mostListed} more` : ''}`;
}

function describeCapabilities(bounding: readonly Capability[]): string {
	const {added, dropped} = compareCapabilities(bounding);
	const changes = [...added.map(capability => `+${shortName(capability)}`), ...dropped.map(capability => `-${shortName(capability)}`)];
	// More than these are better counted than named.
	const isNearlyAll = added.length > 20 && dropped.length === 0;
	const difference = changes.length === 0 ? 'the default' : (isNearlyAll ? 'all there are' : changes.join(' '));
	// Of few, those that it has say more than those that it has not.
	const isFew = bounding.length < changes.length;
	return bounding.length === 0 ? 'none' : `${bounding.length}${isFew ? ' only' : ''}: ${isFew ? listNames(bounding) : difference}`;
}

function listNames(capabilities: readonly Capability[]): string {
	return capabilities.map(capability => shortName(capability)).join(' ');
}

function describeEffective(effective: readonly Capability[], bounding: readonly Capability[] | undefined): string {
	if (effective.length === 0) {
		return 'none';
	}

	return effective.length === bounding?.length ? `all ${effective.length}` : `${effective.length}: ${listNames(effective)}`;
}

function describeUser(userId: number, map: readonly IdRange[] | undefined): string {
	const range = map?.find(({outside, count}) => userId >= outside && userId < outside + count);
	const inner = range === undefined ? undefined : range.inside + userId - range.outside;
	return inner === undefined || inner === userId ? String(userId) : `${inner}, on the host ${userId}`;
}

/** The value of `NAME=value` or `NAME:value` among the security options; empty for `NAME` alone. */
function findOption({confinement: {securityOptions}}: ContainerDetail, name: string): string | undefined {
	const option = securityOptions.find(text => text === name || text.startsWith(`${name}=`) || text.startsWith(`${name}:`));
	const value = option?.slice(name.length + 1);
	// The command line sends a profile's whole document.
	return value?.startsWith('{') === true ? 'its own profile' : value;
}
