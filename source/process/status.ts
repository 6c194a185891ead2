import {parseNumber, splitLines} from '../kernel-files/number.js';
import type {SeccompMode} from '../kernel.js';

/** What dockdash reads of /proc/PID/status (proc_pid_status(5)); undefined where a line is not there or damaged. */
export type ProcessStatus = {
	readonly name: string | undefined;
	/** Effective, on the host. */
	readonly userId: number | undefined;
	/** From the outermost namespace we see to the process's own. */
	readonly namespacePids: readonly number[];
	readonly residentBytes: number | undefined;
	readonly threads: number | undefined;
	/** On a CPU, or about to be: it waits for nothing. */
	readonly isRunning: boolean;
	readonly hasNoNewPrivileges: boolean | undefined;
	readonly seccomp: SeccompMode | undefined;
	/** Bit masks. */
	readonly capabilities: Readonly<Record<'effective' | 'permitted' | 'bounding', bigint | undefined>>;
	readonly signals: Readonly<Record<'caught' | 'ignored' | 'blocked', bigint | undefined>>;
};

const seccompModes: readonly SeccompMode[] = ['off', 'strict', 'filter'];

export function parseStatus(text: string): ProcessStatus {
	const lines = new Map(splitLines(text).map(line => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
	}));
	const number = (key: string, index = 0): number | undefined => parseNumber(lines.get(key)?.split(/\s+/v)[index] ?? '');
	const mask = (key: string): bigint | undefined => parseMask(lines.get(key));
	const resident = number('VmRSS');
	const seccomp = number('Seccomp');
	const noNewPrivileges = number('NoNewPrivs');
	return {
		name: lines.get('Name'),
		userId: number('Uid', 1),
		namespacePids: parsePids(lines.get('NSpid')),
		residentBytes: resident === undefined ? undefined : resident * 1024,
		threads: number('Threads'),
		isRunning: lines.get('State')?.startsWith('R') ?? false,
		hasNoNewPrivileges: noNewPrivileges === undefined ? undefined : noNewPrivileges === 1,
		seccomp: seccomp === undefined ? undefined : seccompModes[seccomp],
		capabilities: {effective: mask('CapEff'), permitted: mask('CapPrm'), bounding: mask('CapBnd')},
		signals: {caught: mask('SigCgt'), ignored: mask('SigIgn'), blocked: mask('SigBlk')},
	};
}

/** 64 bits in hexadecimal, as the kernel writes all masks. */
function parseMask(text: string | undefined): bigint | undefined {
	return text !== undefined && /^[\da-f]{16}$/v.test(text) ? BigInt(`0x${text}`) : undefined;
}

function parsePids(text: string | undefined): number[] {
	const pids = (text?.split(/\s+/v) ?? []).map(word => parseNumber(word));
	return pids.every(pid => pid !== undefined) ? pids : [];
}

const terminate = 15;

/**
 * Whether SIGTERM ends the process or reaches a handler. The kernel drops it for process 1 of a pid namespace that
 * neither handles it nor waits for it blocked, as small inits do.
 *
 * @param waitsIn /proc/PID/wchan. While a process waits for signals (sigtimedwait) the kernel takes them out of the
 * blocked ones, so that only this tells such an init from a program that does not care. Without it that is not known;
 * `0` is written for those who may not trace the process.
 */
export function reactsToTerminate({signals: {caught, ignored, blocked}, namespacePids, isRunning}: ProcessStatus, waitsIn: string | undefined): boolean | undefined {
	if (caught === undefined || ignored === undefined || blocked === undefined || namespacePids.length === 0) {
		return undefined;
	}

	const has = (mask: bigint): boolean => ((mask >> BigInt(terminate - 1)) & 1n) === 1n;
	const isFirst = namespacePids.at(-1) === 1;
	if (has(caught) || has(blocked) || (!isFirst && !has(ignored))) {
		return true;
	}

	if (!isFirst || isRunning) {
		return false;
	}

	return waitsIn === '0' ? undefined : waitsIn?.startsWith('do_sigtimedwait');
}
