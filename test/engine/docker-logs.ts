import {Buffer} from 'node:buffer';
import {readFileSync} from 'node:fs';
import test from 'ava';
import type {LogLine} from '../../source/container.js';
import {parseFrames, parseLogLine, parseLogLines, parseRaw} from '../../source/engine/docker-logs.js';
import {EngineError} from '../../source/errors.js';

const recorded = readFileSync('test/fixtures/engine/docker-20.10/ended.log');

async function * inChunks(bytes: Uint8Array, ...cuts: readonly number[]): AsyncIterable<Uint8Array> {
	let start = 0;
	for (const end of [...cuts, bytes.length]) {
		yield bytes.subarray(start, end);
		start = end;
	}
}

function frame(stream: number, text: string | Uint8Array): Buffer {
	const body = Buffer.from(text as string);
	const header = Buffer.alloc(8);
	header[0] = stream;
	header.writeUInt32BE(body.length, 4);
	return Buffer.concat([header, body]);
}

const readFrames = async (chunks: AsyncIterable<Uint8Array>): Promise<readonly LogLine[]> => Array.fromAsync(parseLogLines(parseFrames(chunks)));
const texts = (lines: readonly LogLine[]) => lines.map(({stream, text}) => `${stream} ${text}`);

const recordedLines: readonly LogLine[] = [
	{stream: 'stderr', text: 'err', at: Date.UTC(2026, 10, 24, 5, 50, 20, 641)},
	{stream: 'stdout', text: 'out', at: Date.UTC(2026, 10, 24, 5, 50, 20, 641)},
];

test('a recorded log, cut in two at every byte', async t => {
	for (let cut = 0; cut <= recorded.length; cut++) {
		t.deepEqual(await readFrames(inChunks(recorded, cut)), recordedLines, `cut at ${cut}`);
	}
});

test('a recorded log that comes byte by byte', async t => {
	t.deepEqual(await readFrames(inChunks(recorded, ...recorded.keys())), recordedLines);
});

test('a line in several frames is one line, each stream by itself', async t => {
	const bytes = Buffer.concat([frame(1, 'one '), frame(2, 'oh '), frame(1, 'line\ntw'), frame(2, 'no\n'), frame(0, 'o\n'), frame(1, '')]);
	t.deepEqual(texts(await readFrames(inChunks(bytes))), ['stdout one line', 'stderr oh no', 'stdout two']);
});

test('a message that was cut by the engine has a time in each part, and only the first is shown', async t => {
	const time = '2026-11-24T05:50:20.641794648Z ';
	const bytes = Buffer.concat([frame(1, `${time}long `), frame(2, `${time}other\n`), frame(1, `${time}message\n`), frame(1, `${time}${time}\n`)]);
	for (let cut = 0; cut <= bytes.length; cut++) {
		t.deepEqual(texts(await readFrames(inChunks(bytes, cut))), ['stderr other', 'stdout long message', `stdout ${time}`]);
	}
});

test('what the program has not ended with a newline is shown when the log ends', async t => {
	t.deepEqual(texts(await readFrames(inChunks(frame(2, 'a\nlast')))), ['stderr a', 'stderr last']);
	t.deepEqual(await readFrames(inChunks(Buffer.alloc(0))), []);
});

test('a log that ends in the middle of a frame or a header gives what came', async t => {
	const bytes = Buffer.concat([frame(1, 'whole\n'), frame(1, 'half a line\n')]);
	t.deepEqual(texts(await readFrames(inChunks(bytes.subarray(0, -8)))), ['stdout whole', 'stdout half']);
	t.deepEqual(texts(await readFrames(inChunks(bytes.subarray(0, 18)))), ['stdout whole']);
});

test('letters of several bytes are whole wherever the stream is cut', async t => {
	const bytes = frame(1, '日本語 — ü\n');
	for (let cut = 0; cut <= bytes.length; cut++) {
		t.deepEqual(texts(await readFrames(inChunks(bytes, cut))), ['stdout 日本語 — ü']);
	}
});

test('a line without end does not grow without bound, and the next one is whole', async t => {
	const [long, next] = await readFrames(inChunks(Buffer.concat([frame(1, 'x'.repeat(1_000_000)), frame(1, 'x\nnext\n')])));
	t.true(long!.text.length > 16_000 && long!.text.length <= 16 * 1024);
	t.is(next?.text, 'next');
});

for (const [name, bytes] of [['a page of a proxy', Buffer.from('<html>nothing here</html>')], ['an unknown stream', frame(3, 'x')], ['bytes that should be zero', Buffer.from([1, 0, 9, 0, 0, 0, 0, 1, 65])]] as const) {
	test(`${name} is no log, and is not read as one`, async t => {
		await t.throwsAsync(readFrames(inChunks(bytes)), {instanceOf: EngineError});
	});
}

test('with a terminal there are no frames', async t => {
	const bytes = Buffer.from('2026-11-24T05:50:20.641794648Z one\r\n2026-11-24T05:50:21Z two');
	for (let cut = 0; cut <= bytes.length; cut++) {
		t.deepEqual(await Array.fromAsync(parseLogLines(parseRaw(inChunks(bytes, cut)))), [
			{stream: 'stdout', text: 'one', at: Date.UTC(2026, 10, 24, 5, 50, 20, 641)},
			{stream: 'stdout', text: 'two', at: Date.UTC(2026, 10, 24, 5, 50, 21)},
		]);
	}
});

const lines: ReadonlyArray<readonly [bytes: string | Uint8Array, text: string, hasTime: boolean]> = [
	['2026-11-24T05:50:20Z ', '', true],
	['2026-11-24T05:50:20Z', '', true],
	['2026-11-24T05:50:20.5+02:00 x', 'x', true],
	['2026-11-24T05:50:20Z  indented', ' indented', true],
	['no time 2026-11-24T05:50:20Z', 'no time 2026-11-24T05:50:20Z', false],
	['2026-99-99T05:50:20Z x', 'x', false],
	['2026-11-24T05:50:20Z 10 %\r50 %\r100 %\r', '100 %', true],
	['2026-11-24T05:50:20Z \u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7}tail', 'red tail', true],
	['2026-11-24T05:50:20Z a\tb', 'a b', true],
	['2026-11-24T05:50:20Z \u{202E}gnp.exe', 'gnp.exe', true],
	[Buffer.from([0xFF, 0xFE, 0x41, 0x00, 0x80]), '\u{FFFD}\u{FFFD}A\u{FFFD}', false],
];

for (const [bytes, text, hasTime] of lines) {
	test(`the line ${JSON.stringify(String(bytes))} shows ${JSON.stringify(text)}`, t => {
		const line = parseLogLine('stdout', Buffer.from(bytes as string));
		t.is(line.text, text);
		t.is(line.at !== undefined, hasTime);
	});
}
