import {parseNumber} from '../kernel-files/number.js';
import type {ProcessState} from '../kernel.js';

/** What dockdash reads of /proc/PID/stat (proc_pid_stat(5)). */
export type ProcessStat = {
	readonly command: string;
	readonly state: ProcessState | undefined;
	readonly parentPid: number;
	/** User and system time, µs. */
	readonly cpuMicroseconds: number;
	readonly threads: number;
	/** Clock ticks after boot: tells a process from a later one under the same pid. */
	readonly startTicks: number;
};

const microsecondsPerTick = 10_000;

const states = new Map<string | undefined, ProcessState>([
	['R', 'running'],
	['S', 'sleeping'],
	['D', 'waiting for the disk'],
	['T', 'stopped'],
	['t', 'traced'],
	['Z', 'zombie'],
	['X', 'dead'],
	['x', 'dead'],
	['I', 'idle'],
]);

/** Undefined for a text that is not whole. The command may hold spaces and parentheses; the last one ends it. */
export function parseStat(text: string): ProcessStat | undefined {
	const end = text.lastIndexOf(') ');
	if (end === -1 || !text.endsWith('\n')) {
		return undefined;
	}

	// The third field of the file comes first here.
	const fields = text.slice(end + 2, -1).split(' ');
	const field = (number: number): number | undefined => parseNumber(fields[number - 3] ?? '');
	const [parentPid, userTicks, systemTicks, threads, startTicks] = [4, 14, 15, 20, 22].map(number => field(number));
	if (parentPid === undefined || userTicks === undefined || systemTicks === undefined || threads === undefined || startTicks === undefined) {
		return undefined;
	}

	return {
		command: text.slice(text.indexOf('(') + 1, end),
		state: states.get(fields[0]),
		parentPid,
		cpuMicroseconds: (userTicks + systemTicks) * microsecondsPerTick,
		threads,
		startTicks,
	};
}
