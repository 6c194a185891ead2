import {readOnce} from '../kernel-files/kept-file.js';
import type {ProcessReading} from '../kernel.js';
import {cleanText} from '../text.js';
import {parseStat} from './stat.js';
import {parseStatus, reactsToTerminate} from './status.js';

const longestCommand = 1024;

/**
 * The processes with these pids, parents before their children. One that has ended meanwhile is left out. Never throws.
 *
 * @param main The first process of the container that they are in: a pid inside is one in its pid namespace, also where a process has one further in.
 */
export function readProcesses(procRoot: string, pids: readonly number[], main?: number): ProcessReading[] {
	const depth = main === undefined ? 0 : parseStatus(readOnce(`${procRoot}/${main}/status`) ?? '').namespacePids.length;
	return sortByParent(pids.map(pid => readProcess(procRoot, pid, depth)).filter(process => process !== undefined));
}

/** When the process started, in clock ticks after boot; undefined when it is not there. */
export function readStartTicks(procRoot: string, pid: number): number | undefined {
	return parseStat(readOnce(`${procRoot}/${pid}/stat`) ?? '')?.startTicks;
}

function readProcess(procRoot: string, pid: number, depth: number): ProcessReading | undefined {
	const stat = parseStat(readOnce(`${procRoot}/${pid}/stat`) ?? '');
	const status = parseStatus(readOnce(`${procRoot}/${pid}/status`) ?? '');
	const {userId, namespacePids, residentBytes} = status;
	if (stat === undefined || userId === undefined) {
		return undefined;
	}

	const innerPid = namespacePids.at(depth - 1) ?? pid;
	const words = readOnce(`${procRoot}/${pid}/cmdline`)?.replace(/\0$/v, '').replaceAll('\0', ' ') ?? '';
	return {
		pid,
		innerPid,
		parentPid: stat.parentPid,
		userId,
		state: stat.state,
		cpuMicroseconds: stat.cpuMicroseconds,
		startTicks: stat.startTicks,
		residentBytes,
		threads: stat.threads,
		reactsToTerminate: reactsToTerminate(status, innerPid === 1 ? readOnce(`${procRoot}/${pid}/wchan`) : undefined),
		// A zombie and a thread of the kernel have no command line.
		command: cleanText(words === '' ? `[${stat.command}]` : words, longestCommand),
	};
}

/** Depth first, so that a tree can be drawn; who has no parent in the list comes at the top, the oldest first. */
function sortByParent(processes: readonly ProcessReading[]): ProcessReading[] {
	const pids = new Set(processes.map(({pid}) => pid));
	const children = Map.groupBy(
		processes.toSorted((first, second) => first.startTicks - second.startTicks || first.pid - second.pid),
		({pid, parentPid}) => pids.has(parentPid) && parentPid !== pid ? parentPid : 0,
	);
	const sorted: ProcessReading[] = [];
	const waiting = (children.get(0) ?? []).toReversed();
	for (let process = waiting.pop(); process !== undefined; process = waiting.pop()) {
		sorted.push(process);
		waiting.push(...(children.get(process.pid) ?? []).toReversed());
	}

	return sorted;
}
