import {asNumber, asPositive} from './document.js';
import type {EngineDocument, LimitsUpdate} from './engine.js';

/** What there is on the engine's machine; undefined where it does not tell. */
export type Machine = {
	readonly cpus: number | undefined;
	readonly memoryBytes: number | undefined;
};

const period = 100_000;
const normalShares = 1024;

/**
 * The body of an update request. A limit that is named and `undefined` is taken away, as far as the engine lets one: for
 * CPUs, cpuset and memory, where it reads 0 as "no change", all that the machine has is put in its place.
 *
 * @param host HostConfig as it is: the engine refuses some limits unless another that is set goes with them.
 */
export function convertUpdate(limits: LimitsUpdate, host: EngineDocument, machine: Machine): EngineDocument {
	const {cpuShares, cpuset, memoryReservationBytes, pids, restartPolicy} = limits;
	const [policy, retries] = (restartPolicy ?? '').split(':', 2);
	return {
		...('cpus' in limits && convertCpus(limits.cpus, host, machine)),
		...('cpuShares' in limits && {CpuShares: cpuShares ?? normalShares}),
		...('cpuset' in limits && {CpusetCpus: cpuset ?? allCpus(machine)}),
		...convertMemory(limits, host, machine),
		...('memoryReservationBytes' in limits && {MemoryReservation: memoryReservationBytes ?? -1}),
		...('pids' in limits && {PidsLimit: pids ?? -1}),
		...(restartPolicy !== undefined && {RestartPolicy: {Name: policy, MaximumRetryCount: Number(retries ?? 0)}}),
	};
}

function allCpus({cpus}: Machine): string {
	return cpus === undefined ? '' : `0-${cpus - 1}`;
}

/** NanoCpus is refused where a quota is set. */
function convertCpus(cpus: number | undefined, host: EngineDocument, machine: Machine): EngineDocument {
	return asPositive(host['CpuQuota']) === undefined
		? {NanoCpus: Math.round((cpus ?? machine.cpus ?? 0) * 1e9)}
		: {CpuPeriod: period, CpuQuota: cpus === undefined ? -1 : Math.round(cpus * period)};
}

/** Memory is refused unless memory plus swap, which must not be smaller, comes with it. */
function convertMemory(limits: LimitsUpdate, host: EngineDocument, machine: Machine): EngineDocument {
	const {memoryBytes = machine.memoryBytes ?? 0, memorySwapBytes = 'max'} = limits;
	const swap = 'memorySwapBytes' in limits ? {MemorySwap: memorySwapBytes === 'max' ? -1 : memorySwapBytes} : undefined;
	if (!('memoryBytes' in limits)) {
		return swap ?? {};
	}

	// Docker 20.10 does not hand -1 on to the kernel, which then refuses a memory limit above the old sum.
	const most = limits.memoryBytes === undefined ? {MemorySwap: 2 * memoryBytes} : undefined;
	return {Memory: memoryBytes, ...(most ?? swap ?? {MemorySwap: convertSwap(memoryBytes, host)})};
}

/** As much swap as before; without a limit before, as much as memory, as `docker run --memory` has it. */
function convertSwap(memoryBytes: number, host: EngineDocument): number {
	const [memory, total] = [asPositive(host['Memory']), asNumber(host['MemorySwap']) ?? 0];
	if (total < 0) {
		return -1;
	}

	return memoryBytes + (memory === undefined || total < memory ? memoryBytes : total - memory);
}
