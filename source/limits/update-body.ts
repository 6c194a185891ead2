import type {ContainerDetail, LimitsUpdate} from '../container.js';

/** What there is on the engine's machine; undefined where it does not tell. */
export type Machine = {
	readonly cpus: number | undefined;
	readonly memoryBytes: number | undefined;
};

/** The limits as they are: the engine refuses some changes unless another limit that is set goes with them. */
type PresentLimits = Pick<ContainerDetail, 'limits' | 'hasCpuQuota'>;

/** Body of the engine's update request, in the engine's own words. */
export type UpdateBody = Readonly<Partial<Record<'NanoCpus' | 'CpuPeriod' | 'CpuQuota' | 'CpuShares' | 'Memory' | 'MemorySwap' | 'MemoryReservation' | 'PidsLimit', number>>> & {
	readonly CpusetCpus?: string;
	readonly RestartPolicy?: {readonly Name: string; readonly MaximumRetryCount: number};
};

const period = 100_000;
const normalShares = 1024;

/**
 * The body of an update request. A limit that is named and `undefined` is taken away, as far as the engine lets one: for
 * CPUs, cpuset and memory, where it reads 0 as "no change", all that the machine has is put in its place.
 */
export function convertUpdate(update: LimitsUpdate, present: PresentLimits, machine: Machine): UpdateBody {
	const {cpuShares, cpuset, memoryReservationBytes, pids, restartPolicy} = update;
	const [policy = '', retries] = (restartPolicy ?? '').split(':', 2);
	return {
		...('cpus' in update && convertCpus(update.cpus, present, machine)),
		...('cpuShares' in update && {CpuShares: cpuShares ?? normalShares}),
		...('cpuset' in update && {CpusetCpus: cpuset ?? allCpus(machine)}),
		...convertMemory(update, present, machine),
		...('memoryReservationBytes' in update && {MemoryReservation: memoryReservationBytes ?? -1}),
		...('pids' in update && {PidsLimit: pids ?? -1}),
		...(restartPolicy !== undefined && {RestartPolicy: {Name: policy, MaximumRetryCount: Number(retries ?? 0)}}),
	};
}

function allCpus({cpus}: Machine): string {
	return cpus === undefined ? '' : `0-${cpus - 1}`;
}

/** NanoCpus is refused where a quota is set. */
function convertCpus(cpus: number | undefined, {hasCpuQuota}: PresentLimits, machine: Machine): UpdateBody {
	return hasCpuQuota
		? {CpuPeriod: period, CpuQuota: cpus === undefined ? -1 : Math.round(cpus * period)}
		: {NanoCpus: Math.round((cpus ?? machine.cpus ?? 0) * 1e9)};
}

/** Memory is refused unless memory plus swap, which must not be smaller, comes with it. */
function convertMemory(update: LimitsUpdate, present: PresentLimits, machine: Machine): UpdateBody {
	const {memoryBytes = machine.memoryBytes ?? 0, memorySwapBytes = 'max'} = update;
	const swap = 'memorySwapBytes' in update ? {MemorySwap: memorySwapBytes === 'max' ? -1 : memorySwapBytes} : undefined;
	if (!('memoryBytes' in update)) {
		return swap ?? {};
	}

	// Docker 20.10 does not hand -1 on to the kernel, which then refuses a memory limit above the old sum.
	const most = update.memoryBytes === undefined ? {MemorySwap: 2 * memoryBytes} : undefined;
	return {Memory: memoryBytes, ...(most ?? swap ?? {MemorySwap: convertSwap(memoryBytes, present)})};
}

/** As much swap as before; without a limit before, as much as memory, as `docker run --memory` has it. */
function convertSwap(memoryBytes: number, {limits}: PresentLimits): number {
	const {memoryBytes: memory, memorySwapBytes: total = 0} = limits;
	if (total === 'max') {
		return -1;
	}

	return memoryBytes + (memory === undefined || total < memory ? memoryBytes : total - memory);
}
