import {readFileSync} from 'node:fs';
import test from 'ava';
import {parseMountinfo} from '../../source/kernel-files/mountinfo.js';

test('reads a mount with and without optional fields', t => {
	const [shared, plain] = parseMountinfo(
		'32 27 0:27 / /sys/fs/cgroup rw,nosuid shared:8 master:1 - cgroup2 cgroup2 rw,nsdelegate\n'
		+ '31 30 0:28 /docker/x /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n',
	);
	t.deepEqual(shared, {
		root: '/', point: '/sys/fs/cgroup', options: ['rw', 'nosuid'], fileSystem: 'cgroup2', source: 'cgroup2', superOptions: ['rw', 'nsdelegate'],
	});
	t.like(plain, {root: '/docker/x', fileSystem: 'cgroup', superOptions: ['rw', 'cpu']});
});

test('reads names that the kernel had to escape', t => {
	t.is(parseMountinfo(String.raw`1 2 0:3 / /mnt/a\040b\134c rw - tmpfs tmpfs rw` + '\n')[0]?.point, String.raw`/mnt/a b\c`);
});

test('leaves out lines that are not whole', t => {
	t.deepEqual(parseMountinfo('1 2 0:3 / /mnt rw - tmpfs\nnonsense\n\n1 2 0:3 / /mnt rw - tmpfs tmpfs rw'), []);
});

test('a recording cut anywhere gives whole mounts from its start', t => {
	const text = readFileSync('test/fixtures/cgroup1/proc/self/mountinfo', 'utf8');
	const all = parseMountinfo(text);
	t.is(all.length, 10);
	for (let length = 0; length < text.length; length++) {
		const mounts = parseMountinfo(text.slice(0, length));
		t.deepEqual(mounts, all.slice(0, mounts.length));
	}
});
