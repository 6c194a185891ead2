import {mkdirSync} from 'node:fs';
import test from 'ava';
import {readHierarchy} from '../../source/cgroup/hierarchy.js';
import {createFolder, writeFiles} from '../support/machine.js';

const v1 = (controllers: string, point = `/sys/fs/cgroup/${controllers}`, root = '/'): string => `31 30 0:28 ${root} ${point} rw,relatime shared:9 - cgroup cgroup rw,${controllers}\n`;
const v2 = (point: string, root = '/'): string => `32 27 0:27 ${root} ${point} rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n`;

const machines: ReadonlyArray<readonly [sentence: string, text: string, cgroupRoot: string | undefined, expected: Record<string, string>]> = [
	['v2 only', v2('/sys/fs/cgroup'), undefined, {unified: '/sys/fs/cgroup'}],
	[
		'v1 with the controllers apart', v1('cpu') + v1('cpuacct') + v1('memory') + v1('devices') + v1('blkio'), undefined,
		{cpu: '/sys/fs/cgroup/cpu', cpuacct: '/sys/fs/cgroup/cpuacct', memory: '/sys/fs/cgroup/memory', blkio: '/sys/fs/cgroup/blkio'},
	],
	[
		'v1 with controllers together', v1('cpu,cpuacct') + v1('net_cls,net_prio') + v1('cpuset'), undefined,
		{cpu: '/sys/fs/cgroup/cpu,cpuacct', cpuacct: '/sys/fs/cgroup/cpu,cpuacct', cpuset: '/sys/fs/cgroup/cpuset'},
	],
	[
		'hybrid: v1 with an empty v2 tree beside', v1('memory') + v1('name=systemd', '/sys/fs/cgroup/systemd') + v2('/sys/fs/cgroup/unified'), undefined,
		{memory: '/sys/fs/cgroup/memory', unified: '/sys/fs/cgroup/unified'},
	],
	['mounted at another place', v1('memory', '/cgroups/mem') + v2('/cgroup2'), undefined, {memory: '/cgroups/mem', unified: '/cgroup2'}],
	['a named hierarchy is no controller', v1('name=memory', '/sys/fs/cgroup/odd'), undefined, {}],
	['nothing is mounted', '36 35 98:0 / / rw - ext4 /dev/root rw\n36 35 0:9 / /sys/fs/cgroup ro - tmpfs tmpfs ro\n', undefined, {}],
	[
		'in a container: only what is below it is shown', v1('memory', '/sys/fs/cgroup/memory', '/docker/outer'), undefined,
		{memory: '/sys/fs/cgroup/memory shows /docker/outer'},
	],
	[
		'in a container with the whole tree beside: the whole one, in either order',
		v1('memory', '/host/memory') + v1('memory', '/sys/fs/cgroup/memory', '/docker/outer'), undefined, {memory: '/host/memory'},
	],
	['… the other way round', v1('memory', '/sys/fs/cgroup/memory', '/docker/outer') + v1('memory', '/host/memory'), undefined, {memory: '/host/memory'}],
	[
		'in a cgroup namespace the machine\'s tree leads out of it', v2('/sys/fs/cgroup') + v2('/host/cgroup', '/../..'), undefined,
		{unified: '/host/cgroup shows /../..'},
	],
	['two that show all: the first', v2('/sys/fs/cgroup') + v2('/mnt'), undefined, {unified: '/sys/fs/cgroup'}],
	['what is mounted later at the same place hides what was there', v2('/sys/fs/cgroup') + v2('/sys/fs/cgroup', '/a/b'), undefined, {unified: '/sys/fs/cgroup shows /a/b'}],
	['--cgroup-root is preferred though it shows less', v2('/sys/fs/cgroup') + v2('/host/cgroup', '/a'), '/host/cgroup', {unified: '/host/cgroup shows /a'}],
	['--cgroup-root with the controllers below', v1('memory') + v1('memory', '/host/cgroup/memory', '/x'), '/host/cgroup', {memory: '/host/cgroup/memory shows /x'}],
	['--cgroup-root has a name like another', v2('/sys/fs/cgroup') + v2('/host/cgroup-old'), '/host/cgroup', {unified: '/host/cgroup'}],
	['--cgroup-root that is no mount stands for /sys/fs/cgroup', v1('memory') + v2('/sys/fs/cgroup/unified'), '/recorded', {memory: '/recorded/memory', unified: '/recorded/unified'}],
	['… and other mounts stay where they are', v1('memory', '/cgroups/mem'), '/recorded', {memory: '/cgroups/mem'}],
];

for (const [sentence, text, cgroupRoot, expected] of machines) {
	test(`mounts: ${sentence}`, t => {
		const folder = createFolder(t);
		writeFiles(folder, {'self/mountinfo': text});
		const {mounts} = readHierarchy({procRoot: folder, cgroupRoot, sysRoot: folder});
		t.deepEqual(Object.fromEntries(mounts.entries().map(([tree, {point, root}]) => [tree, root === '/' ? point : `${point} shows ${root}`])), expected);
	});
}

test('a machine is read from its proc and sys', t => {
	const folder = createFolder(t);
	writeFiles(folder, {
		'proc/self/mountinfo': v2('/sys/fs/cgroup'),
		'sys/dev/block/8:0/uevent': 'DEVNAME=sda\n',
	});
	for (const size of ['64kB', '2048kB', '32768kB', '1048576kB', 'xkB']) {
		mkdirSync(`${folder}/sys/kernel/mm/hugepages/hugepages-${size}`, {recursive: true});
	}

	const {mounts, hugePageSizes, nameOf} = readHierarchy({procRoot: `${folder}/proc`, sysRoot: `${folder}/sys`});
	t.is(mounts.get('unified')?.point, '/sys/fs/cgroup');
	t.deepEqual(hugePageSizes.toSorted(), ['1GB', '2MB', '32MB', '64KB'], 'as the names of the hugetlb files have them');
	t.is(nameOf('8:0'), 'sda');
});

test('a machine without proc and sys has no cgroups', t => {
	const {mounts, hugePageSizes, nameOf} = readHierarchy({procRoot: '/nowhere', sysRoot: '/nowhere'});
	t.is(mounts.size, 0);
	t.deepEqual(hugePageSizes, []);
	t.is(nameOf('8:0'), '8:0');
});
