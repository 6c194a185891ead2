import {readOnce} from '../kernel-files/kept-file.js';
import {parseNumber, splitLines} from '../kernel-files/number.js';
import {listDirectories} from './list-directories.js';
import type {Directories} from './scan.js';

// A container with an init system of its own has some dozens; what has more than this is no container.
const mostDirectories = 1000;

/** The pids in a cgroup and in those below it, as /proc of the reader names them. Never throws: what is gone has none. */
export function readMembers(directories: Directories): number[] {
	const top = selectDirectory(directories);
	const waiting = top === undefined ? [] : [top];
	const pids: number[] = [];
	for (let count = 0; count < mostDirectories; count++) {
		const next = waiting.pop();
		if (next === undefined) {
			break;
		}

		for (const line of splitLines(readOnce(`${next}/cgroup.procs`) ?? '')) {
			const pid = parseNumber(line);
			// 0 is a process that our own pid namespace does not show.
			if (pid !== undefined && pid > 0) {
				pids.push(pid);
			}
		}

		waiting.push(...listDirectories(next).map(name => `${next}/${name}`));
	}

	return pids;
}

/** How many processes are in a cgroup itself; undefined where that cannot be read. */
export function countProcesses(directories: Directories): number | undefined {
	const directory = selectDirectory(directories);
	const text = directory === undefined ? undefined : readOnce(`${directory}/cgroup.procs`);
	return text === undefined ? undefined : splitLines(text).length;
}

/** Any tree will do: a process is in one cgroup of each, and they mostly go together. */
export function selectDirectory(directories: Directories): string | undefined {
	return directories.get('pids') ?? directories.get('unified') ?? directories.values().next().value;
}
