import {Buffer} from 'node:buffer';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {namespaceKinds} from '../../source/container.js';
import {readNamespaceContents} from '../../source/process/namespace-contents.js';
import {readNamespaceMembers} from '../../source/process/namespace-members.js';
import {readNamespaces} from '../../source/process/namespaces.js';
import {copyMachine} from '../support/machine.js';

const recorded = 'test/fixtures/cgroup2/proc';

test('the network of a recorded container', t => {
	t.like(readNamespaceContents(recorded, 677, 'net'), {kind: 'net', routes: ['default via 172.17.0.1 on eth0', '172.17.0.0/16 on eth0'], otherAddresses: [], listeners: undefined});
});

test('its mounts, cleaned', t => {
	const contents = readNamespaceContents(recorded, 750, 'mnt');
	const mounts = contents.kind === 'mnt' ? contents.mounts : undefined;
	t.true(mounts?.some(({point, fileSystem}) => point === '/' && fileSystem === 'overlay'));
	t.true(mounts?.some(({point, isReadOnly}) => point === '/proc/sys' && isReadOnly));
});

test('its id maps', t => {
	t.like(readNamespaceContents('test/fixtures/podman/proc', 1136, 'user'), {userMap: [{inside: 0, outside: 1000, count: 1}, {inside: 1, outside: 100_000, count: 65_536}]});
});

test('shared memory is listed, but not through a link', t => {
	const procRoot = `${copyMachine(t, 'test/fixtures/cgroup2')}/proc`;
	mkdirSync(`${procRoot}/750/root/dev/shm`, {recursive: true});
	writeFileSync(`${procRoot}/750/root/dev/shm/seg\u{1B}[2J`, '12345');
	t.deepEqual(readNamespaceContents(procRoot, 750, 'ipc'), {kind: 'ipc', sharedMemory: [{name: 'seg', bytes: 5}]});
	writeFileSync(Buffer.concat([Buffer.from(`${procRoot}/750/root/dev/shm/`), Buffer.from([0x61, 0xFF])]), '1');
	const contents = readNamespaceContents(procRoot, 750, 'ipc');
	t.deepEqual(contents.kind === 'ipc' && contents.sharedMemory?.map(({name}) => name).toSorted(), ['a\u{FFFD}', 'seg'], 'a name that is no text');
	mkdirSync(`${procRoot}/677/root/dev`, {recursive: true});
	symlinkSync('/', `${procRoot}/677/root/dev/shm`);
	t.deepEqual(readNamespaceContents(procRoot, 677, 'ipc'), {kind: 'ipc', sharedMemory: undefined});
});

test('of a process that is not there everything is unknown', t => {
	for (const kind of namespaceKinds) {
		const {kind: told, ...rest} = readNamespaceContents('/proc', 999_999_999, kind);
		t.is(told, kind);
		t.true(Object.values(rest).every(value => value === undefined || (Array.isArray(value) && value.length === 0)), kind);
	}
});

test('a living process is among the members of its namespaces', t => {
	const inode = readNamespaces('/proc', process.pid).namespaces?.mnt ?? 0;
	const {count, processes} = readNamespaceMembers('/proc', 'mnt', inode);
	t.true(count > 0);
	t.true(processes.some(({pid}) => pid === process.pid) || count > processes.length);
	t.is(readNamespaceMembers('/proc', 'mnt', 1).count, 0);
	t.deepEqual(readNamespaceMembers('/nowhere', 'mnt', 1), {count: 0, processes: [], hidden: 0});
});
