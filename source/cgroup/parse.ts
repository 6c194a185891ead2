import {parseNumber, splitLines} from '../kernel-files/number.js';
import type {Limit, PressureReading} from '../metrics/reading.js';

/**
 * The forms of the kernel's cgroup files. Every parser takes the text of a whole file, or undefined where there is none,
 * and answers undefined for what is not exactly as the kernel writes it: a number that was cut off must not become a
 * smaller one. The kernel ends every line with a newline, so a line without one is not trusted.
 */
type Text = string | undefined;

/** A file with one number: `memory.current`. */
export function parseValue(text: Text): number | undefined {
	return text?.endsWith('\n') ? parseNumber(text, 0, text.length - 1) : undefined;
}

/** A file with one number, or `max` for no limit: `memory.max`. */
export function parseLimit(text: Text): Limit | undefined {
	return text === 'max\n' ? 'max' : parseValue(text);
}

/** A file with one line of text; empty is undefined. */
export function parseLine(text: Text): string | undefined {
	return text !== undefined && text.length > 1 && text.indexOf('\n') === text.length - 1 ? text.slice(0, -1) : undefined;
}

const cpuList = /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/v;

/** A list of CPUs as the kernel writes it, `0-1,4`: `cpuset.cpus.effective`; empty is undefined. */
export function parseCpuList(text: Text): string | undefined {
	const line = parseLine(text);
	return line !== undefined && cpuList.test(line) ? line : undefined;
}

/** One number of a flat keyed file, `KEY NUMBER` a line: `cpu.stat`, `memory.stat`. */
export function parseField(text: Text, key: string): number | undefined {
	if (text === undefined) {
		return undefined;
	}

	let start = 0;
	if (!text.startsWith(`${key} `)) {
		start = text.indexOf(`\n${key} `) + 1;
		if (start === 0) {
			return undefined;
		}
	}

	start += key.length + 1;
	const end = text.indexOf('\n', start);
	// The next line starts with its key; a digit there is the rest of a number that was torn apart.
	return end === -1 || isDigitOrNewline(text.codePointAt(end + 1)) ? undefined : parseNumber(text, start, end);
}

function isDigitOrNewline(code: number | undefined): boolean {
	return code !== undefined && (code === 10 || (code >= 48 && code <= 57));
}

/** A pressure file (PSI): the totals of its `some` and `full` lines, µs. */
export function parsePressure(text: Text): PressureReading | undefined {
	const some = parseTotal(text, 'some');
	return some === undefined ? undefined : {someMicroseconds: some, fullMicroseconds: parseTotal(text, 'full')};
}

const pressureLine = /^(?:some|full) avg10=\d+\.\d\d avg60=\d+\.\d\d avg300=\d+\.\d\d total=(?<total>\d+)$/v;

function parseTotal(text: Text, kind: 'some' | 'full'): number | undefined {
	const lines = splitLines(text ?? '');
	const line = lines.find(each => each.startsWith(`${kind} `));
	// A line that is no line of pressure may be the rest of a total that was torn apart.
	return line !== undefined && lines.every(each => pressureLine.test(each)) ? parseNumber(pressureLine.exec(line)?.groups?.total ?? '') : undefined;
}

/** The sum where both are known. */
export function addKnown(first: number | undefined, second: number | undefined): number | undefined {
	return first === undefined || second === undefined ? undefined : first + second;
}

/** A peak that was read, and what is used now: the kernel's own is never below that, but it may be the older of the two. */
export function combinePeak(peakBytes: number | undefined, currentBytes: number): number | undefined {
	return peakBytes === undefined ? undefined : Math.max(peakBytes, currentBytes);
}
