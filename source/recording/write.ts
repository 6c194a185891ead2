import {once} from 'node:events';
import {open} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {constants, createGzip} from 'node:zlib';
import {DockdashError} from '../errors.js';
import {cleanText} from '../text.js';
import {formatLine, type Fact, type Header} from './line.js';

/** A file that a recording is being written to. */
export type RecordingFile = {
	readonly write: (fact: Fact) => void;
	/** Hands what was written so far to the file system: a killed process loses only what came after. */
	readonly flush: () => void;
	/** Bytes in the file. */
	readonly bytes: () => number;
	/** Resolves when all is in the file; rejects with `DockdashError` when it could not be written. */
	readonly close: () => Promise<void>;
	/** Rejects with `DockdashError` when writing has failed, for instance for want of room; otherwise stays open until `close`. */
	readonly failure: Promise<never>;
};

export type RecordingFileOptions = {
	readonly path: string;
	readonly header: Header;
	readonly isOverwriting: boolean;
	/** Milliseconds since 1970. */
	readonly now: () => number;
};

/** Begins a recording, readable for nobody else. Throws `DockdashError` when the file is there already or cannot be made. */
export async function createRecordingFile({path, header, isOverwriting, now}: RecordingFileOptions): Promise<RecordingFile> {
	const file = await openFile(path, isOverwriting);
	const gzip = createGzip();
	const output = file.createWriteStream();
	const written = pipeline(gzip, output);
	const {promise: failure, reject} = Promise.withResolvers<never>();
	let problem: DockdashError | undefined;
	written.catch((error: unknown) => {
		problem = describeFailure(path, error);
		reject(problem);
	});
	// Who does not wait for it learns of it from `close`.
	failure.catch(() => undefined);
	gzip.write(`${JSON.stringify(header)}\n`);
	return {
		failure,
		write(fact) {
			if (problem === undefined) {
				gzip.write(`${formatLine(now() - header.takenAt, fact)}\n`);
			}
		},
		flush() {
			if (problem === undefined) {
				gzip.flush(constants.Z_SYNC_FLUSH);
			}
		},
		bytes: () => output.bytesWritten,
		async close() {
			if (problem === undefined) {
				gzip.end(`${formatLine(now() - header.takenAt, {kind: 'end'})}\n`);
				await once(output, 'close').catch(() => undefined);
				await written.catch(() => undefined);
			}

			if (problem !== undefined) {
				throw problem;
			}
		},
	};
}

async function openFile(path: string, isOverwriting: boolean) {
	try {
		return await open(path, isOverwriting ? 'w' : 'wx', 0o600);
	} catch (error) {
		throw describeFailure(path, error);
	}
}

function describeFailure(path: string, error: unknown): DockdashError {
	const name = cleanText(path);
	const {code, message} = error as NodeJS.ErrnoException;
	switch (code) {
		case 'EEXIST': {
			return new DockdashError(`${name} is there already: --overwrite writes over it.`, {cause: error});
		}

		case 'ENOENT': {
			return new DockdashError(`${name} cannot be made: its folder does not exist.`, {cause: error});
		}

		case 'ENOSPC': {
			return new DockdashError(`${name} cannot be written on: the disk is full.`, {cause: error});
		}

		default: {
			return new DockdashError(`${name} cannot be written: ${message}.`, {cause: error});
		}
	}
}
