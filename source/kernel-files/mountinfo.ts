import {splitLines} from './number.js';

/** A line of /proc/PID/mountinfo (proc_pid_mountinfo(5)). */
export type MountLine = {
	/** What part of the file system is mounted: `/` is all of it. */
	readonly root: string;
	readonly point: string;
	readonly options: readonly string[];
	readonly fileSystem: string;
	readonly source: string;
	readonly superOptions: readonly string[];
};

/** All mounts in the order of mounting; a line that is not complete is left out. */
export function parseMountinfo(text: string): MountLine[] {
	const mounts: MountLine[] = [];
	for (const line of splitLines(text)) {
		const [before, after] = line.split(' - ', 2);
		const [root, point, options] = before?.split(' ').slice(3, 6) ?? [];
		const [fileSystem, source, superOptions] = after?.split(' ') ?? [];
		if (root !== undefined && point !== undefined && options !== undefined && fileSystem !== undefined && source !== undefined && superOptions !== undefined) {
			mounts.push({
				root: decodeOctal(root),
				point: decodeOctal(point),
				options: options.split(','),
				fileSystem,
				source: decodeOctal(source),
				superOptions: superOptions.split(','),
			});
		}
	}

	return mounts;
}

/** The kernel writes space, tab, newline, backslash and # in octal: `\040`. */
function decodeOctal(text: string): string {
	return text.includes('\\') ? text.replaceAll(/\\[0-7]{3}/gv, escaped => String.fromCodePoint(Number.parseInt(escaped.slice(1), 8))) : text;
}
