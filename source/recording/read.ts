import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {constants, createGunzip} from 'node:zlib';
import {createLineSplitter} from '../engine/lines.js';
import {DockdashError, formatError} from '../errors.js';
import {log} from '../log.js';
import {cleanText} from '../text.js';
import {
	parseHeader, parseLine, peekLine, type Header, type Line,
} from './line.js';

/** A recording that was looked through once. */
export type Recording = {
	readonly path: string;
	readonly header: Header;
	/** Milliseconds from its beginning to its last line. */
	readonly length: number;
	/** When something happened to a container, in ms from the beginning, in order; the first of them when they are very many. */
	readonly marks: readonly number[];
	/** Why it has no proper end, as a sentence; it plays up to there. */
	readonly damage: string | undefined;
};

// A look at a thousand containers has two megabytes.
const longestLine = 32 * 1024 * 1024;
const longestHeader = 64 * 1024;
const mostMarks = 10_000;
// A restart is several events, and one thing that happened.
const markGap = 500;

// Attaching, health checks and the like are not what one looks for.
const notableEvent = /"action":"(?:create|start|restart|die|oom|kill|stop|pause|unpause|destroy|rename|update|health_status: unhealthy)"/v;

/**
 * Looks through a recording, in little memory whatever its size. Throws `DockdashError` for a file that is not there, is none, or is
 * of a later version; one that breaks off or is damaged later on is taken up to there.
 */
export async function openRecording(path: string): Promise<Recording> {
	const name = cleanText(path);
	let header: Header | undefined;
	let length = 0;
	let isEnded = false;
	let damage: string | undefined;
	const marks: number[] = [];
	try {
		await checkFile(path, name);
		for await (const text of readTexts(path)) {
			if (header === undefined) {
				header = readHeader(text, name);
				continue;
			}

			const {t, kind} = peekLine(text) ?? {};
			if (t === undefined) {
				continue;
			}

			length = Math.max(length, t);
			isEnded = kind === 'end';
			if (kind === 'event' && marks.length < mostMarks && t - (marks.at(-1) ?? -markGap) >= markGap && notableEvent.test(text)) {
				marks.push(t);
			}
		}
	} catch (error) {
		if (header === undefined) {
			throw error instanceof DockdashError ? error : describeFailure(error, name);
		}

		log('recording', error);
		damage = `${name} is damaged and plays only up to there.`;
	}

	if (header === undefined) {
		throw foreign(name);
	}

	if (!isEnded) {
		damage ??= `${name} breaks off: whatever recorded it was ended, or it was not copied whole.`;
	}

	return {
		path, header, length, marks, damage,
	};
}

/** The lines in order; looks before `from` (ms from the beginning) are left out without being understood. Ends where the file is damaged. */
export async function * readLines(path: string, from = 0): AsyncGenerator<Line, void, void> {
	try {
		for await (const text of readTexts(path)) {
			const peeked = peekLine(text);
			const line = peeked === undefined || (peeked.kind === 'tick' && peeked.t < from) ? undefined : parseLine(text);
			if (line !== undefined) {
				yield line;
			}
		}
	} catch (error) {
		log('recording', error);
	}
}

async function checkFile(path: string, name: string): Promise<void> {
	const found = await stat(path);
	if (!found.isFile()) {
		throw new DockdashError(`${name} is not a file, so it is not a recording of dockdash.`);
	}
}

function readHeader(text: string, name: string): Header {
	const header = parseHeader(text);
	if (header === 'newer') {
		throw new DockdashError(`${name} was recorded by a newer dockdash: this one cannot replay it.`);
	}

	if (header === undefined) {
		throw foreign(name);
	}

	return header;
}

function foreign(name: string): DockdashError {
	return new DockdashError(`${name} is not a recording of dockdash: dockdash record makes one.`);
}

function describeFailure(error: unknown, name: string): DockdashError {
	switch ((error as NodeJS.ErrnoException).code) {
		case 'ENOENT': {
			return new DockdashError(`There is no file ${name}.`, {cause: error});
		}

		case 'EACCES':
		case 'EPERM': {
			return new DockdashError(`${name} may not be read by you.`, {cause: error});
		}

		case 'Z_DATA_ERROR':
		case 'Z_BUF_ERROR': {
			return foreign(name);
		}

		default: {
			return new DockdashError(`${name} cannot be read: ${formatError(error)}.`, {cause: error});
		}
	}
}

/** Whole lines; what the file has after the last line end is no line. A file that does not begin with a short line is none of ours. */
async function * readTexts(path: string): AsyncGenerator<string, void, void> {
	const splitter = createLineSplitter(longestLine);
	let received = 0;
	let hasLine = false;
	for await (const chunk of unzip(path)) {
		received += chunk.length;
		for (const line of splitter.push(chunk)) {
			hasLine = true;
			yield line.toString('utf8');
		}

		if (!hasLine && received > longestHeader) {
			return;
		}
	}
}

async function * unzip(path: string): AsyncGenerator<Uint8Array, void, void> {
	const input = createReadStream(path);
	// Without a flush at its end, a file that breaks off is an error before its last lines have come out.
	const gunzip = createGunzip({finishFlush: constants.Z_SYNC_FLUSH});
	input.on('error', error => {
		gunzip.destroy(error);
	});
	try {
		yield * input.pipe(gunzip) as AsyncIterable<Uint8Array>;
	} finally {
		input.destroy();
		gunzip.destroy();
	}
}
