import process from 'node:process';
import {readStartTicks} from './processes.js';

/** A process that was seen: another start under the same pid is another process. */
export type SeenProcess = {
	readonly pid: number;
	readonly startTicks: number;
};

/**
 * What became of a signal.
 *
 * - `sent`: the process has it.
 * - `ended`: that process is no more.
 * - `denied`: it is not ours to send signals to.
 * - `elsewhere`: it is not one that we can name, as its pid is one of another machine or pid namespace.
 */
export type SignalOutcome = 'sent' | 'ended' | 'denied' | 'elsewhere';

// What kill(2) means by a pid is what our own /proc shows, wherever the host's is mounted.
const ownProc = '/proc';

/** Sends a signal by the kernel, to that process only. Never throws. */
export function sendSignal(procRoot: string, {pid, startTicks}: SeenProcess, signal: NodeJS.Signals): SignalOutcome {
	if (readStartTicks(procRoot, pid) !== startTicks) {
		return 'ended';
	}

	if (procRoot !== ownProc && readStartTicks(ownProc, pid) !== startTicks) {
		return 'elsewhere';
	}

	try {
		process.kill(pid, signal);
		return 'sent';
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ESRCH' ? 'ended' : 'denied';
	}
}
