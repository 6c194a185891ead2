import {readdirSync, readFileSync} from 'node:fs';
import process from 'node:process';

const millisecondsPerTick = 10;

/** What the kernel tells of one process; undefined once it has ended. */
type Process = {
	readonly parentPid: number;
	/** User and system time, ms. */
	readonly cpu: number;
	/** The same of its children that have ended. */
	readonly cpuOfEnded: number;
};

function readText(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}

function readProcess(pid: number): Process | undefined {
	const text = readText(`/proc/${pid}/stat`);
	// The command before it may have spaces in it.
	const fields = text?.slice(text.lastIndexOf(') ') + 2).split(' ').map(Number);
	const field = (number: number): number => fields?.[number - 3] ?? 0;
	return fields && {
		parentPid: field(4),
		cpu: (field(14) + field(15)) * millisecondsPerTick,
		cpuOfEnded: (field(16) + field(17)) * millisecondsPerTick,
	};
}

function listPids(): readonly number[] {
	return readdirSync('/proc').map(Number).filter(pid => pid > 0);
}

/** The process and all below it. */
export function listTree(root: number): readonly number[] {
	const parents = new Map(listPids().map(pid => [pid, readProcess(pid)?.parentPid]));
	const listBelow = (pid: number): readonly number[] => parents.keys().filter(child => parents.get(child) === pid)
		.flatMap(child => [child, ...listBelow(child)]).toArray();
	return [root, ...listBelow(root)];
}

/** The processes whose command line names the text, but for this one: a private engine's daemons and shims all name its folder. */
export function listNaming(text: string): readonly number[] {
	return listPids().filter(pid => pid !== process.pid && readText(`/proc/${pid}/cmdline`)?.includes(text));
}

export function isShim(pid: number): boolean {
	return readText(`/proc/${pid}/cmdline`)?.includes('containerd-shim') ?? false;
}

/** CPU time that these processes and their ended children have used, ms. */
export function sumCpu(pids: readonly number[]): number {
	let sum = 0;
	for (const pid of pids) {
		const found = readProcess(pid);
		sum += (found?.cpu ?? 0) + (found?.cpuOfEnded ?? 0);
	}

	return sum;
}

/** Proportional set size of the processes: memory that they share counts in parts. Of all of it, or of what is no file's (`Pss_Anon`); MiB. */
export function sumMemory(pids: readonly number[], field: 'Pss' | 'Pss_Anon' = 'Pss'): number {
	let kibibytes = 0;
	for (const pid of pids) {
		kibibytes += Number(new RegExp(String.raw`^${field}: +(?<size>\d+) kB$`, 'mv').exec(readText(`/proc/${pid}/smaps_rollup`) ?? '')?.groups?.size ?? 0);
	}

	return kibibytes / 1024;
}
