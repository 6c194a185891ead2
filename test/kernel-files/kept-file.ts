import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import test from 'ava';
import {KeptFile, readOnce} from '../../source/kernel-files/kept-file.js';
import {createFolder, denyFile, listOpenFiles} from '../support/machine.js';

test('each read is the text as it is now, and only the first opens the file', t => {
	const folder = createFolder(t);
	const path = `${folder}/cpu.stat`;
	writeFileSync(path, 'usage_usec 1\n');
	const file = new KeptFile(path);
	t.is(file.read(), 'usage_usec 1\n');
	const open = listOpenFiles(folder);
	t.is(open.length, 1);
	writeFileSync(path, 'usage_usec 22\n');
	t.is(file.read(), 'usage_usec 22\n');
	writeFileSync(path, '');
	t.is(file.read(), '', 'shorter than before');
	t.deepEqual(listOpenFiles(folder), open);
	t.is(file.status, 'read');

	file.close();
	file.close();
	t.deepEqual(listOpenFiles(folder), []);
	writeFileSync(path, 'usage_usec 3\n');
	t.is(file.read(), 'usage_usec 3\n', 'closing is not for ever');
	file.close();
});

test('a missing file is looked for again after 16 seconds, however many reads that is, or when it is told to', t => {
	const path = `${createFolder(t)}/memory.peak`;
	let time = 0;
	const file = new KeptFile(path, () => time);
	t.is(file.read(), undefined);
	t.is(file.status, 'missing');
	writeFileSync(path, '1\n');
	for (; time < 16_000; time += 100) {
		t.is(file.read(), undefined);
	}

	t.is(file.read(), '1\n');
	t.is(file.status, 'read');
	file.close();

	rmSync(path);
	t.is(file.read(), undefined);
	writeFileSync(path, '2\n');
	t.is(file.read(), undefined);
	file.tryAgain();
	t.is(file.read(), '2\n');
	file.close();
});

test('what the last text makes is made once for each text, and of a file that cannot be read too', t => {
	const path = `${createFolder(t)}/cpu.stat`;
	let time = 0;
	const file = new KeptFile(path, () => time);
	let count = 0;
	const parse = (text: string | undefined): string => `${++count} ${text}`;
	const look = (): string => {
		time += 1000;
		file.read();
		return file.parseLast(parse);
	};

	denyFile(path);
	t.is(look(), '1 undefined');
	t.is(look(), '1 undefined');
	rmSync(path);
	writeFileSync(path, 'a');
	const texts = Array.from({length: 20}, look);
	t.is(texts.at(-1), '2 a');
	writeFileSync(path, 'b');
	t.deepEqual([look(), look()], ['3 b', '3 b']);
	file.close();
});

test('what may not be read is denied, what cannot be read has failed, and the code says why', t => {
	const folder = createFolder(t);
	denyFile(`${folder}/denied`);
	mkdirSync(`${folder}/folder`);
	symlinkSync('loop', `${folder}/loop`);
	writeFileSync(`${folder}/file`, '');
	for (const [name, status, reason] of [
		['denied', 'denied', 'EACCES'],
		['folder', 'failed', 'EISDIR'],
		['loop', 'failed', 'ELOOP'],
		['nowhere', 'missing', 'ENOENT'],
		['file/below', 'missing', 'ENOTDIR'],
	] as const) {
		const file = new KeptFile(`${folder}/${name}`);
		t.is(file.read(), undefined, name);
		t.deepEqual([file.status, file.reason], [status, reason], name);
	}

	t.deepEqual(listOpenFiles(folder), [], 'a file that failed is not kept');
});

test('a file of a process that has ended is gone, though it is still open', async t => {
	const child = spawn('cat', {stdio: ['pipe', 'ignore', 'ignore']});
	await once(child, 'spawn');
	const file = new KeptFile(`/proc/${child.pid}/stat`);
	t.true(file.read()?.startsWith(`${child.pid} `));
	child.stdin.end();
	await once(child, 'exit');
	t.is(file.read(), undefined);
	t.deepEqual([file.status, file.reason], ['gone', 'ESRCH']);
});

test('a file that is larger than a page, or than the buffer, is read whole', t => {
	const path = `${createFolder(t)}/memory.stat`;
	for (const length of [2047, 2048, 4096, 65_535, 65_536, 65_537, 300_000]) {
		const text = 'x'.repeat(length - 1) + '\n';
		writeFileSync(path, text);
		t.true(readOnce(path) === text, String(length));
	}
});

test('a file without an end is read up to a bound', t => {
	t.true((readOnce('/dev/zero') ?? '').length < 20_000_000);
});

test('bytes that are no text do no harm', t => {
	const path = `${createFolder(t)}/name`;
	writeFileSync(path, Uint8Array.of(0x61, 0xFF, 0xFE, 0x00, 0x62));
	t.is(readOnce(path), 'a\u{FFFD}\u{FFFD}\u{0}b');
});

test('reading once leaves nothing open, and says nothing of what is not there', t => {
	const folder = createFolder(t);
	writeFileSync(`${folder}/file`, 'text');
	t.is(readOnce(`${folder}/file`), 'text');
	t.deepEqual(listOpenFiles(folder), []);
	rmSync(`${folder}/file`);
	t.is(readOnce(`${folder}/file`), undefined);
	t.is(readOnce('\u{0}'), undefined, 'a path that cannot be');
});
