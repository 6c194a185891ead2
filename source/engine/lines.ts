import {Buffer} from 'node:buffer';

const newline = 0x0A;

/** Takes bytes as they come and gives the lines that they complete. */
export type LineSplitter = {
	readonly push: (bytes: Uint8Array) => readonly Buffer[];
	/** Whether anything stands after the last newline. */
	readonly hasRest: () => boolean;
	/** Takes what stands after the last newline. */
	readonly flush: () => Buffer;
};

/** Lines without their newline; what a line has beyond `maximum` bytes is dropped, so that nothing grows without bound. */
export function createLineSplitter(maximum: number): LineSplitter {
	let parts: Uint8Array[] = [];
	let size = 0;

	const keep = (bytes: Uint8Array): void => {
		const part = bytes.subarray(0, maximum - size);
		if (part.length > 0) {
			parts.push(part);
			size += part.length;
		}
	};

	const take = (): Buffer => {
		const line = Buffer.concat(parts);
		parts = [];
		size = 0;
		return line;
	};

	return {
		push(bytes) {
			const lines: Buffer[] = [];
			let start = 0;
			for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
				keep(bytes.subarray(start, end));
				lines.push(take());
				start = end + 1;
			}

			keep(bytes.subarray(start));
			return lines;
		},
		hasRest: () => size > 0,
		flush: take,
	};
}

// An event with every label of its container is rarely more than a few KiB.
const longestJsonLine = 4 * 1024 * 1024;

/** JSON values, one a line, as the engine streams them. A line that is no JSON, or cut for its length, is skipped. */
export async function * parseJsonLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<unknown> {
	const splitter = createLineSplitter(longestJsonLine);
	for await (const chunk of chunks) {
		for (const line of splitter.push(chunk)) {
			const value = parseJson(line);
			if (value !== undefined) {
				yield value;
			}
		}
	}
}

function parseJson(line: Buffer): unknown {
	try {
		return JSON.parse(line.toString('utf8'));
	} catch {
		return undefined;
	}
}
