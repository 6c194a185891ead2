import {execFileSync} from 'node:child_process';
import {mkdirSync, symlinkSync} from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {namespaceKinds} from '../../source/container.js';
import {parseNamespaceLink, readHostNamespaces, readNamespaces} from '../../source/process/namespaces.js';
import {createFolder, readMachine} from '../support/machine.js';

function link(folder: string, pid: number | 'self', links: Readonly<Record<string, string>>): void {
	mkdirSync(`${folder}/${pid}/ns`, {recursive: true});
	for (const [kind, target] of Object.entries(links)) {
		symlinkSync(target, `${folder}/${pid}/ns/${kind}`);
	}
}

test('the namespaces of a recorded container', t => {
	const {procRoot, find} = readMachine('test/fixtures/cgroup2');
	t.deepEqual(readNamespaces(procRoot, find('limited').pid), {
		problem: undefined,
		namespaces: {
			mnt: 4_026_532_239,
			pid: 4_026_532_242,
			net: 4_026_532_243,
			ipc: 4_026_532_241,
			uts: 4_026_532_240,
			user: 4_026_531_837,
			cgroup: 4_026_532_301,
			time: 4_026_531_834,
		},
	});
});

test('the namespaces of this very process', t => {
	const {namespaces, problem} = readNamespaces('/proc', 'self');
	t.is(problem, undefined);
	t.true((namespaces?.mnt ?? 0) > 0);
	t.true(Object.keys(namespaces ?? {}).every(kind => (namespaceKinds as readonly string[]).includes(kind)));
});

test('a link is a kind and an inode', t => {
	t.is(parseNamespaceLink('mnt:[4026532179]'), 4_026_532_179);
	for (const text of ['', 'mnt', 'mnt:[]', 'mnt:[x]', 'mnt:[1', 'mnt:[-1]', 'mnt:[1]x', '/proc/1/ns/mnt', 'mnt:[1]\n', 'MNT:[1]']) {
		t.is(parseNamespaceLink(text), undefined, JSON.stringify(text));
	}
});

test('a kind that this kernel has not is left out, and one that is something else is unknown', t => {
	const folder = createFolder(t);
	link(folder, 7, {mnt: 'mnt:[1]', pid: 'pid:[2]', net: '../elsewhere'});
	t.deepEqual(readNamespaces(folder, 7), {namespaces: {mnt: 1, pid: 2, net: undefined}, problem: undefined});
});

test('a process that has ended has none, and that is no problem', t => {
	t.deepEqual(readNamespaces(createFolder(t), 7), {namespaces: undefined, problem: undefined});
});

test('another\'s process may not be asked, and the reason is told', t => {
	// As root this starts over as nobody; others are nobody to process 1 as they are.
	const program = `
		const {readNamespaces} = await import(${JSON.stringify(new URL('../../source/process/namespaces.js', import.meta.url).href)});
		if (process.getuid() === 0) {
			process.setgroups([]);
			process.setgid(65534);
			process.setuid(65534);
		}

		console.log(JSON.stringify(readNamespaces('/proc', 1)));
	`;
	t.deepEqual(JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], {encoding: 'utf8'})), {
		problem: {group: 'namespaces', status: 'denied', reason: '/proc/1/ns/mnt may not be read (EACCES): run dockdash as root or as the user of the engine.'},
	});
});

test('the machine\'s own are those of process 1, or ours where it may not be asked', t => {
	const folder = createFolder(t);
	link(folder, 'self', {mnt: 'mnt:[2]'});
	t.deepEqual(readHostNamespaces(folder), {mnt: 2});
	link(folder, 1, {mnt: 'mnt:[1]'});
	t.deepEqual(readHostNamespaces(folder), {mnt: 1});
	t.is(readHostNamespaces('/nowhere'), undefined);
});
