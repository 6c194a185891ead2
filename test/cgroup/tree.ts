import {renameSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {readHierarchy} from '../../source/cgroup/hierarchy.js';
import {openCgroupTree, type CgroupTree} from '../../source/cgroup/tree.js';
import type {CgroupLook, CgroupNode} from '../../source/metrics/reading.js';
import {copyMachine, createFolder, createVanishingFile, denyFile, listOpenFiles, readMachine, writeFiles} from '../support/machine.js';

const recordings = {v1: 'test/fixtures/cgroup1', v2: 'test/fixtures/cgroup2', podman: 'test/fixtures/podman'} as const;

let time = 0;
function now(): number {
	return time++;
}

function openTree(t: ExecutionContext, folder: string, most?: number): CgroupTree {
	const tree = openCgroupTree({hierarchy: readMachine(folder).hierarchy, now, most});
	t.teardown(tree.close);
	return tree;
}

/** A machine of files that the test writes: those of v2 below `cgroup`. */
function makeMachine(t: ExecutionContext, files: Readonly<Record<string, string>>): {readonly folder: string; readonly tree: CgroupTree} {
	const folder = createFolder(t);
	writeFiles(folder, {'proc/self/mountinfo': '32 27 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n', ...files});
	const tree = openCgroupTree({hierarchy: readHierarchy({procRoot: `${folder}/proc`, cgroupRoot: `${folder}/cgroup`, sysRoot: folder}), now});
	t.teardown(tree.close);
	return {folder, tree};
}

function find({nodes}: CgroupLook, path: string): CgroupNode {
	const node = nodes.find(each => each.path === path);
	if (node === undefined) {
		throw new Error(`no ${path} in ${nodes.map(each => each.path).join(' ')}`);
	}

	return node;
}

test('v1: the trees of the controllers are one tree', t => {
	const {find: findContainer} = readMachine(recordings.v1);
	const look = openTree(t, recordings.v1).read();
	t.true(look.isWhole);
	t.deepEqual(look.nodes.map(({path}) => path), ['/', '/docker', ...['limited', 'oomchild', 'paused', 'unlimited'].map(name => `/docker/${findContainer(name).id}`).toSorted()]);
	t.like(find(look, `/docker/${findContainer('limited').id}`), {
		controllers: ['cpu', 'cpuacct', 'cpuset', 'memory', 'blkio', 'pids', 'freezer'],
		processes: 1,
		reading: {
			source: 'cgroup',
			problems: [],
			cpu: {usageMicroseconds: 22_500_554},
			memory: {currentBytes: 356_352, limitBytes: 67_108_864, inactiveFileBytes: 0},
			io: [{name: 'vda', readBytes: 524_288, writtenBytes: 1_048_576}],
			pids: {current: 1},
		},
	});
});

test('v2: slices and scopes', t => {
	const {find: findContainer} = readMachine(recordings.v2);
	const look = openTree(t, recordings.v2).read();
	t.deepEqual(look.nodes.slice(0, 2).map(({path}) => path), ['/', '/system.slice']);
	t.like(find(look, `/system.slice/docker-${findContainer('limited').id}.scope`), {
		controllers: ['cpuset', 'cpu', 'io', 'memory', 'hugetlb', 'pids', 'rdma', 'misc'],
		processes: 1,
		reading: {
			cpu: {usageMicroseconds: 490_843_833},
			memory: {currentBytes: 1_433_600, limitBytes: 67_108_864, inactiveFileBytes: 1_048_576},
			io: [{name: 'vda', writtenBytes: 1_048_576}],
			pids: {current: 1},
		},
	});
});

test('Podman: root\'s containers beside a user\'s, who has fewer controllers', t => {
	const {find: findContainer} = readMachine(recordings.podman);
	const look = openTree(t, recordings.podman).read();
	t.is(find(look, `/machine.slice/libpod-${findContainer('root').id}.scope`).reading.cpu?.usageMicroseconds, 655_909_376);
	const rootless = look.nodes.find(({path}) => path.endsWith(`libpod-${findContainer('rootless').id}.scope`));
	t.deepEqual(rootless?.controllers, ['cpu', 'memory', 'pids']);
	t.is(rootless?.reading.io, undefined, 'io is not handed on to users');
	t.true((rootless?.reading.memory?.currentBytes ?? 0) > 0);
});

test('a parent comes before its children, whatever sorts before the slash', t => {
	const {tree} = makeMachine(t, {
		'cgroup/a/x/cpu.stat': '', 'cgroup/a b/cpu.stat': '', 'cgroup/a-b/cpu.stat': '', 'cgroup/a/cpu.stat': '',
	});
	t.deepEqual(tree.read().nodes.map(({path}) => path), ['/', '/a', '/a/x', '/a b', '/a-b']);
});

test('what is not there is unknown, not 0', t => {
	const {tree} = makeMachine(t, {'cgroup/empty/cgroup.type': 'domain\n'});
	t.like(find(tree.read(), '/empty'), {
		controllers: [], processes: undefined, reading: {cpu: undefined, memory: undefined, io: undefined, pids: undefined, problems: []},
	});
});

test('memory of v1 that counts one cgroup alone is not told as that of all below it', t => {
	const folder = copyMachine(t, recordings.v1);
	writeFiles(folder, {
		'cgroup/memory/docker/memory.use_hierarchy': '0\n', 'cgroup/memory/docker/memory.usage_in_bytes': '4096\n', 'cgroup/cpuacct/docker/cpuacct.usage': '1000\n',
	});
	t.like(find(openTree(t, folder).read(), '/docker').reading, {memory: undefined, cpu: {usageMicroseconds: 1}});
});

test('a look opens no file, and a cgroup that is new is seen within five', t => {
	const folder = copyMachine(t, recordings.v2);
	const tree = openTree(t, folder);
	const paths = (): readonly string[] => tree.read().nodes.map(({path}) => path);
	const before = paths();
	const kept = listOpenFiles(folder);
	writeFiles(folder, {'cgroup/user.slice/cpu.stat': 'usage_usec 1\n'});
	for (let round = 2; round <= 5; round++) {
		t.deepEqual(paths(), before);
	}

	t.deepEqual(listOpenFiles(folder), kept);
	t.deepEqual(paths(), [...before, '/user.slice']);
	tree.close();
	t.deepEqual(listOpenFiles(folder), []);
});

test('a cgroup that gets its first one below it shows that within thirty looks', t => {
	const {folder, tree} = makeMachine(t, {'cgroup/unit/cpu.stat': 'usage_usec 100\n'});
	const paths = (): readonly string[] => tree.read().nodes.map(({path}) => path);
	t.deepEqual(paths(), ['/', '/unit']);

	writeFiles(`${folder}/cgroup/unit/inner`, {'cpu.stat': 'usage_usec 1\n'});
	const looks = Array.from({length: 30}, paths);
	t.deepEqual(looks[0], ['/', '/unit']);
	t.deepEqual(looks[29], ['/', '/unit', '/unit/inner']);
});

test('where the kernel counts cgroups, that shows within five, unless others come and go: then within thirty', t => {
	const stat = (descendants: number) => ({'cgroup/cgroup.stat': `nr_descendants ${descendants}\nnr_dying_descendants 0\n`});
	const {folder, tree} = makeMachine(t, {'cgroup/unit/cpu.stat': 'usage_usec 100\n', ...stat(1)});
	const look = (count: number): string => {
		let paths = '';
		for (let index = 0; index < count; index++) {
			paths = tree.read().nodes.map(({path}) => path).join(' ');
		}

		return paths;
	};

	look(11);
	writeFiles(folder, {'cgroup/unit/inner/cpu.stat': 'usage_usec 1\n', ...stat(2)});
	t.is(look(4), '/ /unit');
	t.is(look(1), '/ /unit /unit/inner');

	writeFiles(folder, {'cgroup/other/cpu.stat': 'usage_usec 1\n', 'cgroup/unit/inner/innermost/cpu.stat': 'usage_usec 1\n', ...stat(4)});
	t.is(look(5), '/ /other /unit /unit/inner');
	t.is(look(30), '/ /other /unit /unit/inner /unit/inner/innermost');

	writeFiles(folder, {'cgroup/other/below/cpu.stat': 'usage_usec 1\n'});
	t.false(look(60).includes('/other/below'), 'as many as before');
	t.true(look(120).includes('/other/below'));
});

test('controllers and processes that change without a sign are right again within thirty looks', t => {
	const files = (controllers: string, pids: string) => ({'cgroup/unit/cgroup.controllers': `${controllers}\n`, 'cgroup/unit/cgroup.procs': pids, 'cgroup/unit/pids.current': '2\n'});
	const {folder, tree} = makeMachine(t, files('cpu', '1\n'));
	t.like(find(tree.read(), '/unit'), {controllers: ['cpu'], processes: 1});

	writeFiles(folder, files('cpu memory', '1\n2\n'));
	const looks = Array.from({length: 30}, () => tree.read());
	t.like(find(looks[29]!, '/unit'), {controllers: ['cpu', 'memory'], processes: 2});
});

test('a cgroup that is gone in mid-read is left out, and one made again under its name is another', async t => {
	const {folder, tree} = makeMachine(t, {'cgroup/unit/cpu.stat': 'usage_usec 100\n', 'cgroup/other/cpu.stat': 'usage_usec 5\n'});
	const directory = `${folder}/cgroup/unit`;
	const lose = await createVanishingFile(`${directory}/memory.current`);
	t.is(find(tree.read(), '/unit').reading.cpu?.usageMicroseconds, 100);

	await lose();
	renameSync(directory, `${folder}/removed`);
	writeFiles(directory, {'cpu.stat': 'usage_usec 1\n'});
	t.deepEqual(tree.read().nodes.map(({path}) => path), ['/', '/other']);
	t.is(find(tree.read(), '/unit').reading.cpu?.usageMicroseconds, 1);
});

test('a cgroup that comes as another goes is seen within five looks', async t => {
	const {folder, tree} = makeMachine(t, {'cgroup/unit/cpu.stat': 'usage_usec 100\n', 'cgroup/other/cpu.stat': 'usage_usec 5\n'});
	const directory = `${folder}/cgroup/unit`;
	const lose = await createVanishingFile(`${directory}/memory.current`);
	const paths = (): readonly string[] => tree.read().nodes.map(({path}) => path);
	t.deepEqual(paths(), ['/', '/other', '/unit']);

	await lose();
	renameSync(directory, `${folder}/removed`);
	writeFiles(`${folder}/cgroup/unit2`, {'cpu.stat': 'usage_usec 1\n'});
	const looks = Array.from({length: 5}, paths);
	t.deepEqual(looks[0], ['/', '/other']);
	t.deepEqual(looks[4], ['/', '/other', '/unit2']);
});

test('what may not be read says so', t => {
	const {folder, tree} = makeMachine(t, {'cgroup/unit/cpu.stat': 'usage_usec 100\n'});
	denyFile(`${folder}/cgroup/unit/memory.current`);
	const {memory, problems} = find(tree.read(), '/unit').reading;
	t.is(memory, undefined);
	t.deepEqual(problems.map(({group, status}) => [group, status]), [['memory', 'denied']]);
});

test('more cgroups than are looked at: it says so, and the upper levels are there', t => {
	const look = openTree(t, recordings.v1, 3).read();
	t.false(look.isWhole);
	t.deepEqual(look.nodes.slice(0, 2).map(({path}) => path), ['/', '/docker']);
});

test('a machine without cgroups has none', t => {
	const folder = createFolder(t);
	const tree = openCgroupTree({hierarchy: readHierarchy({procRoot: folder, sysRoot: folder}), now});
	t.deepEqual(tree.read(), {nodes: [], isWhole: true});
});
