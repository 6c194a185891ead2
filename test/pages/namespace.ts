import test from 'ava';
import type {NamespaceContents} from '../../source/kernel.js';
import {writeNamespace, type NamespacePage} from '../../source/pages/namespace.js';
import type {PageLine} from '../../source/store/page.js';
import {makeContainer} from '../support/containers.js';

const own = {inode: 4_026_531_999, isOfHost: false, others: [], joined: undefined, declared: 'private'};

function write(page: Partial<NamespacePage>): string {
	const lines = writeNamespace({kind: 'net', container: makeContainer('web'), cell: own, isLive: true, hostName: 'lab-7', isRecorded: false, contents: undefined, members: undefined, ...page});
	return lines.map(line => formatLine(line)).join('\n');
}

function formatLine(line: PageLine): string {
	return typeof line === 'string' ? line : ('heading' in line ? line.heading : `${line.label}: ${line.text}`);
}

const contents: ReadonlyArray<readonly [contents: NamespaceContents, expected: RegExp]> = [
	[{kind: 'net', interfaces: [{name: 'eth0', addresses: ['172.17.0.2/16'], receivedBytes: 2048, sentBytes: 0}], otherAddresses: [], routes: ['default via 172.17.0.1 on eth0'], listeners: undefined}, /eth0: 172\.17\.0\.2\/16 {3}received 2\.0k, sent 0[\s\S]*default via[\s\S]*cannot be read/v],
	[{kind: 'mnt', mounts: [{point: '/data', fileSystem: 'ext4', source: '/dev/sda1', root: '/srv', isReadOnly: true}]}, /\/data: ext4 of \/dev\/sda1 from \/srv, read-only/v],
	[{kind: 'user', userMap: [{inside: 0, outside: 1000, count: 1}], groupMap: undefined}, /users: 0 is 1000 of the host\ngroups: --/v],
	[{kind: 'uts'}, /name: abcdef123456 \(as the engine set it/v],
	[{kind: 'ipc', sharedMemory: []}, /Shared memory \(\/dev\/shm\)\n {2}none/v],
	[{kind: 'cgroup', paths: ['0::/x']}, /0::\/x/v],
	[{kind: 'time', offsets: ['monotonic 0 0']}, /monotonic 0 0/v],
];
for (const [given, expected] of contents) {
	test(`what a ${given.kind} namespace holds`, t => {
		t.regex(write({kind: given.kind, contents: given}), expected);
	});
}

test('whose it is: its own, the host\'s, joined, or shared', t => {
	t.regex(write({}), /whose: its own\ninode: 4026531999/v);
	t.regex(write({cell: {...own, isOfHost: true}}), /whose: the host’s/v);
	t.regex(write({cell: {...own, joined: 'db', others: [makeContainer('db')]}}), /whose: that of db, which web was made to join/v);
	t.regex(write({cell: {...own, others: [makeContainer('side'), makeContainer('car')]}}), /whose: shared with side, car/v);
	t.regex(write({cell: {...own, inode: undefined}}), /declared: its own\ninode: --/v);
});

test('who is in it: containers, and every process that may be looked at', t => {
	const text = write({cell: {...own, others: [makeContainer('db')]}, members: {count: 3, processes: [{pid: 7, command: 'nginx'}], hidden: 2}});
	t.regex(text, /containers: web, db\nprocesses: 3 known, 2 that may not be looked at\n7: nginx\n {2}and 2 more/v);
});

test('the host\'s name is the host\'s', t => {
	t.regex(write({kind: 'uts', contents: {kind: 'uts'}, cell: {...own, isOfHost: true}}), /name: lab-7$/mv);
});

test('what does not run has none', t => {
	t.regex(write({isLive: false}), /^A network namespace[\s\S]*It does not run: without processes it has no namespaces\.$/v);
});

test('what cannot be read from here says so', t => {
	t.regex(write({}), /cannot be read from here/v);
	t.regex(write({isRecorded: true}), /What it holds is not in the recording\./v);
});
