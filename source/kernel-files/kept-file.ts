import {Buffer} from 'node:buffer';
import {
	closeSync, existsSync, openSync, readvSync,
} from 'node:fs';

/**
 * What the last look at a file came to.
 *
 * - `read`: it was read.
 * - `missing`: this kernel or cgroup has no such file, or it has nothing to say.
 * - `gone`: it was there, and what it belonged to has been taken away.
 * - `denied`: it is there, and we may not read it.
 * - `failed`: anything else; `reason` says what.
 */
export type FileStatus = 'read' | 'missing' | 'gone' | 'denied' | 'failed';

// A missing file may appear later (a controller is switched on): look again now and then, not each time.
const millisecondsBetweenTries = 16_000;
// The kernel hands out a file of many records in pieces of a page; a piece this short is the last one.
const pieceBytes = 2048;
const maximumBytes = 4 * 1024 * 1024;
let buffer = Buffer.allocUnsafeSlow(64 * 1024);
let whole = [buffer];

/** Makes something of a file's text; undefined where that cannot be read. */
export type Parse<Value> = (text: string | undefined) => Value;

/**
 * A file of the kernel, opened once and read again from its start as often as asked. That costs one system call a read,
 * a sixth of opening it each time. Missing and unreadable files are told by `status`; nothing throws.
 */
export class KeptFile {
	#descriptor: number | undefined;
	#failedAt = -Infinity;
	/** Monotonic, ms. */
	readonly #now: () => number;
	#text = '';
	#parsed: {readonly text: string | undefined; readonly parse: Parse<unknown>; readonly value: unknown} | undefined;
	status: FileStatus = 'missing';
	/** The error code (`EACCES`) after `denied` and `failed`. */
	reason = '';

	constructor(readonly path: string, now = () => performance.now()) {
		this.#now = now;
	}

	#fail(error: unknown): void {
		this.reason = String(error instanceof Error && 'code' in error ? error.code : error);
		this.status = statusOf(this.reason);
		this.#failedAt = this.#now();
	}

	/** The text of the last read; undefined where that had none. */
	get lastText(): string | undefined {
		return this.status === 'read' ? this.#text : undefined;
	}

	/** The whole text as it is now, or undefined for the reason in `status`. As long as it is the same, it is the same string again. */
	read(): string | undefined {
		if (this.#descriptor === undefined) {
			const now = this.#now();
			if (now - this.#failedAt < millisecondsBetweenTries) {
				return undefined;
			}

			// Most of what was missing still is, and to be told so by an error costs ten times as much.
			if (this.reason === 'ENOENT' && !existsSync(this.path)) {
				this.status = 'missing';
				this.#failedAt = now;
				return undefined;
			}

			try {
				this.#descriptor = openSync(this.path, 'r');
			} catch (error) {
				this.#fail(error);
				return undefined;
			}
		}

		try {
			const length = readWhole(this.#descriptor);
			this.status = 'read';
			if (!isInBuffer(this.#text, length)) {
				this.#text = buffer.toString('utf8', 0, length);
			}

			return this.#text;
		} catch (error) {
			this.close();
			this.#fail(error);
			return undefined;
		}
	}

	/** What a function makes of the last text; where that is the same as when it was last asked, what it made then. */
	parseLast<Value>(parse: Parse<Value>): Value {
		const text = this.lastText;
		if (this.#parsed?.text !== text || this.#parsed?.parse !== parse) {
			this.#parsed = {text, parse, value: parse(text)};
		}

		return this.#parsed.value as Value;
	}

	/** The next read looks for it though it was missing a moment ago. */
	tryAgain(): void {
		this.#failedAt = -Infinity;
	}

	close(): void {
		if (this.#descriptor !== undefined) {
			closeSync(this.#descriptor);
			this.#descriptor = undefined;
		}
	}
}

/** The text of a file that is read once, or undefined where it cannot be read; never throws. */
export function readOnce(path: string): string | undefined {
	const file = new KeptFile(path);
	const text = file.read();
	file.close();
	return text;
}

/** Fills the buffer; returns how many bytes there are. (Each `readSync` would make some hundred bytes of garbage.) */
function readWhole(descriptor: number): number {
	let length = readvSync(descriptor, whole, 0);
	if (length >= pieceBytes) {
		for (let piece = length; piece > 0 && length < maximumBytes; length += piece) {
			if (length === buffer.length) {
				buffer = Buffer.concat([buffer], buffer.length * 2);
				whole = [buffer];
			}

			piece = readvSync(descriptor, [buffer.subarray(length)], length);
		}
	}

	return length;
}

/**
 * Whether the buffer holds just this text, in ASCII. Most files say most of the time what they said before; comparing costs
 * less than a new string, and who parses it can tell by its identity that there is nothing to do.
 */
function isInBuffer(text: string, length: number): boolean {
	if (text.length !== length) {
		return false;
	}

	for (let index = 0; index < length; index++) {
		const byte = buffer[index]!;
		if (byte !== text.charCodeAt(index) || byte > 127) {
			return false;
		}
	}

	return true;
}

function statusOf(code: string): FileStatus {
	switch (code) {
		case 'EACCES':
		case 'EPERM': {
			return 'denied';
		}

		// A cgroup or a process that has ended answers so through a descriptor that is still open.
		case 'ENODEV':
		case 'ESRCH': {
			return 'gone';
		}

		// Pressure that was switched off at boot, and files that can only be written.
		case 'ENOENT':
		case 'ENOTDIR':
		case 'EOPNOTSUPP':
		case 'EINVAL': {
			return 'missing';
		}

		default: {
			return 'failed';
		}
	}
}
