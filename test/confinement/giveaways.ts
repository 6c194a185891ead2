import test from 'ava';
import type {DeclaredConfinement, Mount, NamespaceKind} from '../../source/container.js';
import {decodeCapabilities} from '../../source/confinement/capabilities.js';
import {findGiveaways} from '../../source/confinement/giveaways.js';
import type {Confinement} from '../../source/kernel.js';
import {makeConfinement, makeContainer, makeDetail} from '../support/containers.js';

const bind = (source: string, isReadOnly = false): Mount => ({kind: 'bind', source, target: '/x', isReadOnly});

type Case = {
	readonly declared?: Partial<DeclaredConfinement>;
	readonly isPrivileged?: boolean;
	readonly mounts?: readonly Mount[];
	readonly actual?: Partial<Confinement> | 'unknown';
	readonly shared?: readonly NamespaceKind[];
};

function titles({declared = {}, isPrivileged = false, mounts = [], actual = {}, shared = []}: Case): readonly string[] {
	const detail = makeDetail({isPrivileged});
	const container = makeContainer('web', {mounts, detail: {...detail, confinement: {...detail.confinement, ...declared}}});
	return findGiveaways(container, actual === 'unknown' ? undefined : makeConfinement(actual), shared).map(({title}) => title);
}

const cases: ReadonlyArray<readonly [what: string, given: Case, titles: readonly string[]]> = [
	['a usual container gives nothing away', {}, []],
	['nor does one of which nothing can be read', {actual: 'unknown'}, []],
	['namespaces that nearly all share say nothing', {shared: ['user', 'uts', 'cgroup', 'time']}, []],
	['privileged comes first, and stands for all capabilities', {isPrivileged: true, actual: {bounding: decodeCapabilities((1n << 41n) - 1n), seccomp: 'off', maskedPaths: []}, shared: ['pid']}, ['privileged', 'host pid']],
	['the engine\'s socket, also read-only', {mounts: [bind('/var/run/docker.sock', true), bind('/run/user/1000/podman/podman.sock')]}, ['docker.sock', 'podman.sock']],
	['folders that rule the machine, unless read-only', {mounts: [bind('/'), bind('/etc/'), bind('/root', true), bind('/srv/www')]}, ['/ of the host', '/etc/ of the host']],
	['a volume with such a name is none of them', {mounts: [{kind: 'volume', source: '/etc', target: '/x', isReadOnly: false}]}, []],
	['host namespaces', {shared: ['pid', 'net', 'ipc']}, ['host pid', 'host net', 'host ipc']],
	['strong capabilities that the kernel grants', {actual: {bounding: decodeCapabilities((1n << 21n) | (1n << 12n) | 1n)}}, ['SYS_ADMIN']],
	['declared ones where the kernel cannot be read', {actual: 'unknown', declared: {addedCapabilities: ['SYS_MODULE', 'NET_ADMIN']}}, ['SYS_MODULE']],
	['what was declared and is not granted does not count', {declared: {addedCapabilities: ['SYS_MODULE']}}, []],
	['disks and memory, not every device', {actual: {devices: ['/dev/sda', '/dev/fuse', '/dev/nvme0n1', '/dev/kvm', '/dev/mem']}}, ['/dev/sda', '/dev/nvme0n1', '/dev/mem']],
	['no filter of system calls', {actual: {seccomp: 'off'}}, ['no seccomp']],
	['declared, where the kernel cannot be read', {actual: 'unknown', declared: {securityOptions: ['seccomp=unconfined'], maskedPaths: []}}, ['no seccomp', 'nothing masked']],
	['nothing masked', {actual: {maskedPaths: []}}, ['nothing masked']],
	['AppArmor taken off, where there is AppArmor', {declared: {securityOptions: ['apparmor=unconfined']}, actual: {label: 'unconfined'}}, ['no AppArmor']],
	['on a kernel without it nothing was taken off', {declared: {securityOptions: ['apparmor=unconfined']}, actual: {label: undefined}}, []],
	['SELinux\' label for programs that may do all', {actual: {label: 'system_u:system_r:spc_t:s0'}}, ['no SELinux']],
];
for (const [what, given, expected] of cases) {
	test(what, t => {
		t.deepEqual(titles(given), expected);
	});
}

test('each says why, in one sentence', t => {
	const all = findGiveaways(makeContainer('web', {mounts: [bind('/run/docker.sock'), bind('/etc')]}), makeConfinement({bounding: decodeCapabilities((1n << 41n) - 1n), seccomp: 'off', maskedPaths: []}), ['pid', 'net', 'ipc']);
	t.true(all.length > 12);
	t.true(all.every(({why}) => /^[A-Z].*\.$/v.test(why)));
});
