import {readOnce} from '../kernel-files/kept-file.js';
import {parseNumber, splitLines} from '../kernel-files/number.js';
import {listDirectories} from './list-directories.js';

// A container with an init system of its own has some dozens; what has more than this is no container.
const mostDirectories = 1000;

/** The pids in a cgroup and in those below it, as /proc of the reader names them. Never throws: what is gone has none. */
export function readMembers(directory: string): number[] {
	const waiting = [directory];
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
