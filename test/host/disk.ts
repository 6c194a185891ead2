import {statfsSync} from 'node:fs';
import test from 'ava';
import {findMount, readDisk, selectDisk} from '../../source/host/disk.js';

test('the mount of a folder is the one nearest above it', t => {
	const table: ReadonlyArray<readonly [folder: string, mounts: readonly string[], mount: string | undefined]> = [
		['/var/lib/docker', ['/', '/var'], '/var'],
		['/var/lib/docker', ['/var', '/', '/var/lib/docker'], '/var/lib/docker'],
		['/var/lib/docker', ['/', '/var/lib/dock', '/var/lib/docker/overlay2/x/merged'], '/'],
		['/', ['/proc', '/'], '/'],
		['/var/lib/docker', [], undefined],
	];
	for (const [folder, mounts, mount] of table) {
		t.is(findMount(folder, mounts), mount);
	}
});

test('of a list of file systems it is the one with the engine\'s data, and one without a size is none', t => {
	const of = (mount: string, size: number) => ({mount, size, used: size / 2});
	t.deepEqual(selectDisk([of('/boot', 9), of('/', 100), of('/var/lib/docker/overlay2/x/merged', 7)]), {mount: '/', usedBytes: 50, sizeBytes: 100});
	t.deepEqual(selectDisk([of('/', 100), of('/var/lib', 0)]), {mount: '/', usedBytes: 50, sizeBytes: 100});
	t.is(selectDisk([]), undefined);
});

test('this machine has a disk, and the kernel tells its size', async t => {
	const disk = await readDisk();
	const {blocks, bsize} = statfsSync(disk?.mount ?? '');
	t.is(disk?.sizeBytes, blocks * bsize);
	t.true(disk !== undefined && disk.usedBytes > 0 && disk.usedBytes <= disk.sizeBytes);
});
