import test from 'ava';
import {locateCgroup, resolveCgroup} from '../../source/cgroup/locate.js';
import {findMounts} from '../../source/cgroup/mounts.js';
import {parseMountinfo} from '../../source/kernel-files/mountinfo.js';

const id = 'c646798136344e205e5c7fb0b9fc3e5ed5ea80e52a25f757c3a1e09aafa0739f';
const other = '6133dd5e7e02ce78b23758ed3176bb6cbaf5609070a8264c8dcebdd70eddbd63';

function mountsOf(...lines: readonly string[]) {
	return findMounts(parseMountinfo(lines.map(line => `${line}\n`).join('')));
}

const v2 = mountsOf('32 27 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate');
const v1 = mountsOf(
	'31 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
	'34 30 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
	'39 30 0:36 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd',
	'40 30 0:37 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
);

const unifiedCases: ReadonlyArray<readonly [why: string, path: string, directory: string]> = [
	['Docker with the systemd driver', `/system.slice/docker-${id}.scope`, `/system.slice/docker-${id}.scope`],
	['Docker with the cgroupfs driver', `/docker/${id}`, `/docker/${id}`],
	['a parent of the user\'s choice', `/my.slice/my-lab.slice/docker-${id}.scope`, `/my.slice/my-lab.slice/docker-${id}.scope`],
	['rootless Docker', `/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${id}.scope`, `/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${id}.scope`],
	['Podman keeps the process in a child', `/machine.slice/libpod-${id}.scope/container`, `/machine.slice/libpod-${id}.scope`],
	['a systemd of its own inside', `/system.slice/docker-${id}.scope/init.scope`, `/system.slice/docker-${id}.scope`],
	['Docker in Docker, the inner one', `/docker/${other}/docker/${id}`, `/docker/${other}/docker/${id}`],
	['Docker in Docker, the outer one', `/docker/${id}/docker/${other}`, `/docker/${id}`],
	['Kubernetes', `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id}.scope`, `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id}.scope`],
	['a colon in the path', `/a:b/docker-${id}.scope`, `/a:b/docker-${id}.scope`],
];

for (const [why, path, directory] of unifiedCases) {
	test(`finds the cgroup on v2: ${why}`, t => {
		const {directories, problem} = locateCgroup(`0::${path}\n`, v2, id);
		t.deepEqual([...directories], [['unified', `/sys/fs/cgroup${directory}`]]);
		t.is(problem, undefined);
	});
}

test('finds each controller of v1 where it is mounted, and the v2 tree beside', t => {
	const {directories} = locateCgroup(`5:name=systemd:/docker/${id}/init.scope\n4:memory:/docker/${id}\n1:cpu,cpuacct:/docker/${id}/x\n0::/docker/${id}\n`, v1, id);
	t.deepEqual([...directories], [
		['memory', `/sys/fs/cgroup/memory/docker/${id}`],
		['cpu', `/sys/fs/cgroup/cpu,cpuacct/docker/${id}`],
		['cpuacct', `/sys/fs/cgroup/cpu,cpuacct/docker/${id}`],
		['unified', `/sys/fs/cgroup/unified/docker/${id}`],
	]);
});

const problems: ReadonlyArray<readonly [why: string, text: string, mounts: ReturnType<typeof mountsOf>, problem: RegExp]> = [
	['a process in the topmost cgroup is not in one of its own', '0::/\n', v2, /in the cgroup \/, which is not the container's own/v],
	['a process in somebody else\'s cgroup', `0::/docker/${other}\n`, v2, /not the container's own/v],
	['a line that was cut off', `0::/docker/${id}`, v2, /names no cgroup/v],
	['no cgroup file system', `0::/docker/${id}\n`, new Map(), /No cgroup file system is mounted/v],
	['a cgroup that our mount does not show', `0::/../docker-${id}.scope\n`, v2, /lies outside .* --cgroup-root/v],
	['an empty file', '', v2, /names no cgroup/v],
];

for (const [why, text, mounts, problem] of problems) {
	test(`tells why there is nothing to read: ${why}`, t => {
		const location = locateCgroup(text, mounts, id);
		t.is(location.directories.size, 0);
		t.regex(location.problem ?? '', problem);
	});
}

const inContainer = (root: string, ...namespaceRoot: readonly string[]) => new Map([['unified', {point: '/m', root, namespaceRoot}]] as const);

test('in a cgroup namespace of our own: the container that we run in, the one around it, and others', t => {
	const directoryOf = (path: string, mounts: ReturnType<typeof inContainer>): string | undefined => locateCgroup(`0::${path}\n`, mounts, id).directories.get('unified');
	t.is(directoryOf('/', inContainer('/../..', 'docker', id)), `/m/docker/${id}`);
	t.is(directoryOf('/init.scope', inContainer('/../..', 'system.slice', `docker-${id}.scope`)), `/m/system.slice/docker-${id}.scope`);
	t.is(directoryOf('/../../init', inContainer('/../../../..', 'docker', id, 'docker', other)), `/m/docker/${id}`);
	t.is(directoryOf('/', inContainer('/../..', 'docker', other)), undefined);
	t.is(directoryOf(`/../${id}`, inContainer('/../..', 'docker', other)), `/m/docker/${id}`);
	t.is(directoryOf(`/docker/${id}`, inContainer('/../..', 'docker', other)), `/m/docker/${other}/docker/${id}`, 'Docker in Docker');
});

test('an empty id is in no path', t => {
	t.is(locateCgroup('0::/docker/x\n', v2, '').directories.size, 0);
});

const resolutions: ReadonlyArray<readonly [why: string, root: string, namespaceRoot: readonly string[] | undefined, path: string, directory: string | undefined]> = [
	['the whole tree', '/', undefined, '/docker/x', '/m/docker/x'],
	['inside a container that sees its own part', '/docker/me', undefined, '/docker/me/docker/x', '/m/docker/x'],
	['outside of that part', '/docker/me', undefined, '/docker/x', undefined],
	['a name that only begins the same', '/docker/me', undefined, '/docker/mess', undefined],
	['a cgroup namespace of our own, the machine\'s tree: from the top', '/../..', ['system.slice', 'me.scope'], '/../../machine.slice/x.scope', '/m/machine.slice/x.scope'],
	['a cgroup namespace of our own, the machine\'s tree: a neighbour', '/../..', ['system.slice', 'me.scope'], '/../x.scope', '/m/system.slice/x.scope'],
	['a cgroup namespace of our own, the machine\'s tree: below us', '/../..', ['system.slice', 'me.scope'], '/x', '/m/system.slice/me.scope/x'],
	['the levels between could not be found', '/../..', undefined, '/../x.scope', undefined],
	['from the top they are not needed', '/../..', undefined, '/../../x.scope', '/m/x.scope'],
	['further up than the mount', '/..', ['me'], '/../../x', undefined],
	['a mount of a neighbour', '/../docker', undefined, '/../docker/x', '/m/x'],
	['the mount itself', '/', undefined, '/', '/m'],
];

for (const [why, root, namespaceRoot, path, directory] of resolutions) {
	test(`resolves ${path} below ${root}: ${why}`, t => {
		t.is(resolveCgroup({point: '/m', root, namespaceRoot}, path), directory);
	});
}
