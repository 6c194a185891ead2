import {readFileSync} from 'node:fs';
import os from 'node:os';
import process from 'node:process';

/** The process that a journal belongs to. A process id alone can come to mean another process, so its start is part of it. */
export type Owner = {
	/** In the characters of a file name. */
	readonly hostName: string;
	readonly pid: number;
	/** Clock ticks between boot and its start; `0` where the system does not tell. */
	readonly startedAt: string;
};

const hostName = os.hostname().replaceAll(/[^\w.\-]/gv, '_');

export const self: Owner = {hostName, pid: process.pid, startedAt: readStart(process.pid) ?? '0'};

export function isSelf(owner: Owner): boolean {
	return owner.hostName === self.hostName && owner.pid === self.pid && owner.startedAt === self.startedAt;
}

/** False only when it is certain: a process of another machine, which may share our home, counts as alive. */
export function isAlive(owner: Owner): boolean {
	if (owner.hostName !== self.hostName) {
		return true;
	}

	if (owner.startedAt !== '0') {
		return readStart(owner.pid) === owner.startedAt;
	}

	try {
		process.kill(owner.pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Field 22 of /proc/PID/stat; undefined when the process is gone, or dead and only waits to be collected. */
function readStart(pid: number): string | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The second field is the name in parentheses, and may hold spaces and parentheses itself.
		const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
		return state === 'Z' || state === 'X' ? undefined : fields[18];
	} catch {
		return undefined;
	}
}
