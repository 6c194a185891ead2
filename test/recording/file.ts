import {Buffer} from 'node:buffer';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {gunzipSync, gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {DockdashError} from '../../source/errors.js';
import {parseLine, type Fact, type Line} from '../../source/recording/line.js';
import {openRecording, readLines} from '../../source/recording/read.js';
import {createRecordingFile} from '../../source/recording/write.js';
import {makeImage, makeReading} from '../support/containers.js';
import {createFolder} from '../support/machine.js';
import {
	header, idOf, info, makeContainerFact, makeEvent, makeTick, takenAt, writeRecording,
} from '../support/recordings.js';

async function readAll(file: string, from?: number): Promise<readonly Line[]> {
	return Array.fromAsync(readLines(file, from));
}

const everything: readonly Fact[] = [
	info,
	makeContainerFact('web', {config: {Env: ['LAB=1'], Labels: {lab: 'yes'}}}),
	{kind: 'images', images: [makeImage('a', {tags: ['lab:1'], parentId: 'sha256:b', labels: {a: 'b'}}), makeImage('b', {kind: 'dangling', createdAt: undefined})]},
	{kind: 'image', document: {Id: 'sha256:a', Config: {Cmd: ['sleep']}}},
	{kind: 'changes', id: idOf('web'), changes: [{kind: 'added', path: '/mess'}]},
	makeEvent('start', 'web'),
	{kind: 'log', id: idOf('web'), lines: [{stream: 'stderr', text: 'oh no', at: takenAt}, {stream: 'stdout', text: 'well', at: undefined}]},
	{
		kind: 'tick',
		readings: {
			[idOf('web')]: makeReading(7, {
				cpu: {usageMicroseconds: 12, quotaMicroseconds: 'max'},
				memory: {currentBytes: 2 ** 52, limitBytes: 'max', oomKills: 0},
				io: [{
					device: '8:0', name: 'sda', readBytes: 1, writtenBytes: 2, readOperations: 3, writeOperations: 4,
				}],
				pids: {current: 3, limit: 'max', refused: undefined},
				pressure: {cpu: {someMicroseconds: 5, fullMicroseconds: undefined}, memory: undefined, io: undefined},
				hugePages: [{size: '2MB', currentBytes: 0, limitBytes: 'max'}],
				network: {
					receivedBytes: 1, sentBytes: 2, receivedPackets: 3, sentPackets: 4, errors: 0, dropped: 0, interfaces: ['eth0'],
				},
				namespaces: {
					mnt: 1, pid: 2, net: 3, ipc: 4, uts: 5, user: 6, cgroup: 7, time: undefined,
				},
				problems: [{group: 'io', status: 'denied', reason: 'not allowed'}],
			}),
		},
		host: {
			hostName: 'lab', cpus: 2, busyMicroseconds: 1, totalMicroseconds: 2, memoryBytes: 3, memoryUsedBytes: 4, swapBytes: undefined, swapUsedBytes: undefined, load: [0.1, 0.2, 0.3], disk: {mount: '/', usedBytes: 1, sizeBytes: 2},
		},
	},
	{
		kind: 'texts', look: {
			containerId: idOf('web'),
			reading: makeReading(7),
			texts: [{path: '/sys/fs/cgroup/a/cpu.stat', text: 'usage_usec 12\nuser_usec 3\n'}, {path: '/proc/7/net/dev', text: ''}],
		},
	},
	{kind: 'gone', id: idOf('web')},
];

test('what was written is read as it was, in order and with its time', async t => {
	const file = path.join(createFolder(t), 'a.rec');
	await writeRecording(file, everything.map((fact, index) => [index * 100, fact]));
	const recording = await openRecording(file);
	t.deepEqual(recording.header, header);
	t.like(recording, {length: (everything.length - 1) * 100, damage: undefined});
	const lines = await readAll(file);
	t.deepEqual(lines.slice(0, -1), everything.map((fact, index) => ({t: index * 100, ...fact})));
	t.is(lines.at(-1)?.kind, 'end');
});

test('looks before a moment are left out, and all else is not', async t => {
	const file = path.join(createFolder(t), 'a.rec');
	await writeRecording(file, [[0, info], [1000, makeTick(1, {web: 0})], [2000, makeContainerFact('web')], [3000, makeTick(3, {web: 1})]]);
	const lines = await readAll(file, 2500);
	t.deepEqual(lines.map(({t: time, kind}) => `${time} ${kind}`), ['0 info', '2000 container', '3000 tick', '3000 end']);
});

test('the moments at which something happened to a container are known, each once', async t => {
	const file = path.join(createFolder(t), 'a.rec');
	await writeRecording(file, [
		[1000, makeEvent('die', 'web')], [1100, makeEvent('start', 'web')], [2000, makeEvent('exec_create: sh', 'web')], [5000, makeEvent('oom', 'web')], [6000, makeTick(6, {})],
	]);
	t.deepEqual((await openRecording(file)).marks, [1000, 5000]);
});

test('a file cut off anywhere plays what is before the cut, and says so', async t => {
	const folder = createFolder(t);
	const whole = path.join(folder, 'a.rec');
	await writeRecording(whole, Array.from({length: 40}, (_, second) => [second * 1000, second === 0 ? makeContainerFact('web') : makeTick(second, {web: second * 1000})]));
	const bytes = readFileSync(whole);
	const all = await readAll(whole);
	const cut = path.join(folder, 'cut.rec');
	let before = 0;
	for (let length = 0; length < bytes.length; length += 7) {
		writeFileSync(cut, bytes.subarray(0, length));
		const {lines, damage} = await readAnything(cut);
		t.is(damage?.includes('breaks off') ?? true, lines.at(-1)?.kind !== 'end', String(length));
		t.deepEqual(lines, all.slice(0, lines.length), String(length));
		t.true(lines.length >= before, `${length}: more of the file is less of the recording`);
		before = lines.length;
	}

	t.true(before >= all.length - 2);
});

/** What can be read of a file; one that is no recording has no lines. Rejects with anything but a sentence for the user. */
async function readAnything(file: string): Promise<{readonly lines: readonly Line[]; readonly damage: string | undefined}> {
	try {
		const {damage} = await openRecording(file);
		return {lines: await readAll(file), damage: damage ?? ''};
	} catch (error) {
		if (error instanceof DockdashError) {
			return {lines: [], damage: undefined};
		}

		throw error;
	}
}

test('what was flushed is there, though the file was never closed', async t => {
	const file = path.join(createFolder(t), 'a.rec');
	const open = await createRecordingFile({
		path: file, header, isOverwriting: false, now: () => takenAt,
	});
	t.teardown(open.close);
	open.write(makeTick(1, {web: 1}));
	open.flush();
	const signal = AbortSignal.timeout(10_000);
	while (!existsSync(file) || gunzipLength(readFileSync(file)) === 0) {
		signal.throwIfAborted();
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}

	t.deepEqual((await readAll(file)).map(({kind}) => kind), ['tick']);
});

function gunzipLength(bytes: Uint8Array): number {
	// Z_SYNC_FLUSH takes what there is.
	return bytes.length < 20 ? 0 : gunzipSync(bytes, {finishFlush: 2}).toString().split('"kind"').length - 1;
}

test('damage in the middle ends it there, whatever byte it is', async t => {
	const folder = createFolder(t);
	const file = path.join(folder, 'a.rec');
	await writeRecording(file, Array.from({length: 30}, (_, second) => [second * 1000, makeTick(second, {web: second * 1000})]));
	const bytes = readFileSync(file);
	const damaged = path.join(folder, 'damaged.rec');
	for (let at = 0; at < bytes.length; at += 11) {
		const copy = Buffer.from(bytes);
		copy[at]! ^= 0x55;
		writeFileSync(damaged, copy);
		await t.notThrowsAsync(readAnything(damaged), String(at));
	}
});

async function throwsSentence(t: ExecutionContext, promise: Promise<unknown>, words: RegExp): Promise<void> {
	const {message} = await t.throwsAsync(promise, {instanceOf: DockdashError}) ?? {message: ''};
	t.regex(message, words);
	t.regex(message, /^[^\n]*\.$/v);
}

const foreign: ReadonlyArray<readonly [title: string, content: Uint8Array]> = [
	['an empty file', new Uint8Array()],
	['a text', Buffer.from('hello\n')],
	['something else that is zipped', gzipSync('{"format":"other"}\n{"t":1}\n')],
	['zipped JSON that is no document', gzipSync('[]\n')],
	['a hundred megabytes of nothing', gzipSync(Buffer.alloc(100_000_000))],
	['a header without what belongs there', gzipSync('{"format":"dockdash-recording","version":1,"takenAt":"now"}\n')],
	['a header that never ends', gzipSync('{"format":"dockdash-recording","host":"'.padEnd(200_000, 'x'))],
];

for (const [title, content] of foreign) {
	test(`${title} is no recording, in one sentence`, async t => {
		const file = path.join(createFolder(t), 'a.rec');
		writeFileSync(file, content);
		await throwsSentence(t, openRecording(file), /a\.rec is not a recording of dockdash/v);
	});
}

test('a recording of a later version, a folder and a missing file are told apart', async t => {
	const folder = createFolder(t);
	const file = path.join(folder, 'a.rec');
	writeFileSync(file, gzipSync(`${JSON.stringify({...header, version: 2})}\n`));
	await throwsSentence(t, openRecording(file), /newer dockdash/v);
	mkdirSync(path.join(folder, 'b'));
	await throwsSentence(t, openRecording(path.join(folder, 'b')), /not a file/v);
	await throwsSentence(t, openRecording(path.join(folder, 'c')), /There is no file/v);
});

test('a file that is there is not written over unless that is wanted, and one that cannot be made says why', async t => {
	const folder = createFolder(t);
	const file = path.join(folder, 'a.rec');
	writeFileSync(file, 'mine');
	const create = async (where: string, isOverwriting = false) => createRecordingFile({
		path: where, header, isOverwriting, now: () => takenAt,
	});
	await throwsSentence(t, create(file), /there already: --overwrite/v);
	t.is(readFileSync(file, 'utf8'), 'mine');
	await throwsSentence(t, create(path.join(folder, 'no', 'a.rec')), /its folder does not exist/v);
	await (await create(file, true)).close();
	t.is((await openRecording(file)).length, 0);
});

test('a disk that is full is told once the writing fails', async t => {
	const file = await createRecordingFile({
		path: '/dev/full', header, isOverwriting: true, now: () => takenAt,
	});
	file.flush();
	await throwsSentence(t, file.failure, /the disk is full/v);
	file.write(makeTick(1, {}));
	file.flush();
	await throwsSentence(t, file.close(), /the disk is full/v);
});

const hostile: ReadonlyArray<readonly [title: string, line: string]> = [
	['no JSON', '{"t":1,"kind":"tick","readings":'],
	['another kind', '{"t":1,"kind":"later","x":1}'],
	['a kind of JavaScript', '{"t":1,"kind":"constructor"}'],
	['time in another place', '{"kind":"gone","id":"a","t":1}'],
	['a negative time', '{"t":-1,"kind":"gone","id":"a"}'],
	['an infinite number', '{"t":1,"kind":"tick","readings":{"a":{"takenAtMicroseconds":1e999,"source":"cgroup","hugePages":[],"problems":[],"pressure":{}}}}'],
	['a reading that is a list', '{"t":1,"kind":"tick","readings":{"a":[]}}'],
	['a name that is a number', '{"t":1,"kind":"gone","id":7}'],
	['devices that are a document', '{"t":1,"kind":"tick","readings":{"a":{"takenAtMicroseconds":1,"source":"cgroup","io":{},"hugePages":[],"problems":[],"pressure":{}}}}'],
];

for (const [title, line] of hostile) {
	test(`a line with ${title} is passed over`, t => {
		t.is(parseLine(line), undefined);
	});
}

test('texts of a recording are safe on a terminal, and names are not JavaScript\'s', t => {
	const line = parseLine(String.raw`{"t":1,"kind":"event","event":{"type":"container","action":"a\u001b[2Jb","id":"x","name":"n","at":1,"attributes":{"__proto__":"y"}}}`);
	t.is(line?.kind === 'event' ? line.event.action : undefined, 'ab');
	t.deepEqual(line?.kind === 'event' ? Object.entries(line.event.attributes) : [], [['__proto__', 'y']]);
});
