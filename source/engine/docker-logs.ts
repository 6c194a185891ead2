import {Buffer} from 'node:buffer';
import type {LogLine} from '../container.js';
import {EngineError} from '../errors.js';
import {cleanText} from '../text.js';
import {createLineSplitter, type LineSplitter} from './lines.js';

/** A run of bytes of one stream. A frame that is long comes in several; only the first begins it. */
export type LogPiece = {
	readonly stream: LogLine['stream'];
	readonly bytes: Uint8Array;
	readonly isStart: boolean;
};

// Docker cuts log messages at 16 KiB, and puts its own 31 bytes before them.
const longestLine = 16 * 1024;
const longestStamp = 40;
const headerLength = 8;

/**
 * Takes apart the stream of a container without a terminal: frames of a stream number (0 and 1 stdout, 2 stderr), three
 * zero bytes, a big-endian length and as many bytes. A frame is at most 4 GiB and passes in pieces.
 *
 * @throws {EngineError} when it is no such stream.
 */
export async function * parseFrames(chunks: AsyncIterable<Uint8Array>): AsyncIterable<LogPiece> {
	let header = Buffer.alloc(0);
	let stream: LogLine['stream'] = 'stdout';
	let missing = 0;
	let start: Buffer | undefined;
	for await (const chunk of chunks) {
		let rest = chunk;
		while (rest.length > 0) {
			if (missing === 0) {
				const part = rest.subarray(0, headerLength - header.length);
				header = Buffer.concat([header, part]);
				rest = rest.subarray(part.length);
				if (header.length === headerLength) {
					stream = parseStream(header);
					missing = header.readUInt32BE(4);
					header = Buffer.alloc(0);
					start = Buffer.alloc(0);
				}

				continue;
			}

			const bytes = rest.subarray(0, missing);
			rest = rest.subarray(bytes.length);
			missing -= bytes.length;
			if (start === undefined) {
				yield {stream, bytes, isStart: false};
				continue;
			}

			// The time stamp stays in one piece.
			start = Buffer.concat([start, bytes]);
			if (start.length >= longestStamp || missing === 0) {
				yield {stream, bytes: start, isStart: true};
				start = undefined;
			}
		}
	}

	if (start !== undefined) {
		yield {stream, bytes: start, isStart: true};
	}
}

function parseStream(header: Buffer): LogLine['stream'] {
	const [number, ...zeros] = header.subarray(0, 4);
	if (number === undefined || number > 2 || zeros.some(zero => zero !== 0)) {
		throw new EngineError('failed', 'The engine sends a log that is not in its own form: nothing of it can be shown.');
	}

	return number === 2 ? 'stderr' : 'stdout';
}

/** The stream of a container with a terminal: everything is stdout, and nothing tells where a message begins. */
export async function * parseRaw(chunks: AsyncIterable<Uint8Array>): AsyncIterable<LogPiece> {
	for await (const bytes of chunks) {
		yield {stream: 'stdout', bytes, isStart: false};
	}
}

/**
 * Joins pieces to lines, each stream by itself. Lines are bounded: what a line has beyond 16 KiB is left out. A message
 * that the engine cut has a time stamp before each of its parts; only the first is kept.
 */
export async function * parseLogLines(pieces: AsyncIterable<LogPiece>): AsyncIterable<LogLine> {
	const splitters: Record<LogLine['stream'], LineSplitter> = {
		stdout: createLineSplitter(longestLine + longestStamp),
		stderr: createLineSplitter(longestLine + longestStamp),
	};
	for await (const {stream, bytes, isStart} of pieces) {
		const splitter = splitters[stream];
		for (const line of splitter.push(isStart && splitter.hasRest() ? cutStamp(bytes) : bytes)) {
			yield parseLogLine(stream, line);
		}
	}

	for (const stream of ['stdout', 'stderr'] as const) {
		if (splitters[stream].hasRest()) {
			yield parseLogLine(stream, splitters[stream].flush());
		}
	}
}

const stampPattern = /^(?<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+\-]\d\d:\d\d)) ?/v;

function cutStamp(bytes: Uint8Array): Uint8Array {
	const start = Buffer.from(bytes.subarray(0, longestStamp)).toString('latin1');
	return bytes.subarray(stampPattern.exec(start)?.[0].length ?? 0);
}

/** `2026-11-24T04:05:25.123456789Z text`. Of a line that was written over with carriage returns the last writing counts. */
export function parseLogLine(stream: LogLine['stream'], line: Buffer): LogLine {
	const whole = line.toString('utf8');
	const stamp = stampPattern.exec(whole);
	const text = whole.slice(stamp?.[0].length ?? 0).replace(/\r+$/v, '');
	return {
		stream,
		text: cleanText(text.slice(text.lastIndexOf('\r') + 1), longestLine),
		at: Date.parse(stamp?.groups?.at ?? '') || undefined,
	};
}
