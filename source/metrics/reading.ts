import type {NamespaceKind} from '../container.js';

/**
 * One look at the raw counters of one container: µs, bytes and counts, never a rate.
 *
 * Three kinds of nothing: a field that is `undefined` is one this kernel does not tell; `'max'` is a limit that is not
 * set; a missing group with an entry in `problems` is one that could not be looked at, with the reason.
 */
export type Limit = number | 'max';

export type CpuReading = {
	readonly usageMicroseconds: number;
	readonly userMicroseconds: number | undefined;
	readonly systemMicroseconds: number | undefined;
	/** CPU time that may be used in a period; `max` is no limit. */
	readonly quotaMicroseconds: Limit | undefined;
	readonly periodMicroseconds: number | undefined;
	readonly periods: number | undefined;
	readonly throttledPeriods: number | undefined;
	readonly throttledMicroseconds: number | undefined;
	/** v2 `cpu.weight` (1…10000, 100 is normal); v1 has shares instead. */
	readonly weight: number | undefined;
	/** v1 `cpu.shares` (1024 is normal). */
	readonly shares: number | undefined;
	/** CPUs it may run on, as the kernel writes it (`0-1,4`). */
	readonly cpuset: string | undefined;
};

export type MemoryReading = {
	/** v2 `memory.current`, v1 `memory.usage_in_bytes`: everything charged, page cache too. */
	readonly currentBytes: number;
	readonly limitBytes: Limit | undefined;
	/** v2 `memory.high`, v1 `memory.soft_limit_in_bytes`. */
	readonly highBytes: Limit | undefined;
	readonly lowBytes: number | undefined;
	readonly peakBytes: number | undefined;
	readonly inactiveFileBytes: number | undefined;
	readonly activeFileBytes: number | undefined;
	readonly anonBytes: number | undefined;
	readonly fileBytes: number | undefined;
	readonly kernelBytes: number | undefined;
	readonly slabBytes: number | undefined;
	readonly sockBytes: number | undefined;
	readonly shmemBytes: number | undefined;
	readonly swapBytes: number | undefined;
	readonly swapLimitBytes: Limit | undefined;
	readonly majorFaults: number | undefined;
	/** Pages scanned by reclaim. */
	readonly reclaimScannedPages: number | undefined;
	readonly refaultedPages: number | undefined;
	/** `memory.events`: times that usage went over `memory.high`. */
	readonly highEvents: number | undefined;
	/** v2 `max` of `memory.events`, v1 `memory.failcnt`: times that the limit was hit. */
	readonly limitEvents: number | undefined;
	readonly oomEvents: number | undefined;
	readonly oomKills: number | undefined;
};

export type DeviceReading = {
	/** `8:0`. */
	readonly device: string;
	/** `sda`, or the number again where the kernel has no name. */
	readonly name: string;
	readonly readBytes: number;
	readonly writtenBytes: number;
	/** Undefined where the engine tells, on cgroup v2. */
	readonly readOperations: number | undefined;
	readonly writeOperations: number | undefined;
};

export type PidsReading = {
	readonly current: number;
	readonly limit: Limit | undefined;
	/** `pids.events` max: forks refused at the limit. */
	readonly refused: number | undefined;
};

/** One line of a pressure file: totals of stalled time in µs. `full` is absent in old `cpu.pressure`. */
export type PressureReading = {
	readonly someMicroseconds: number;
	readonly fullMicroseconds: number | undefined;
};

export type HugePagesReading = {
	/** `2MB`. */
	readonly size: string;
	readonly currentBytes: number;
	readonly limitBytes: Limit | undefined;
};

/** What the cgroup files of one cgroup say. */
export type CgroupReading = {
	readonly cpu: CpuReading | undefined;
	readonly memory: MemoryReading | undefined;
	readonly io: readonly DeviceReading[] | undefined;
	readonly pids: PidsReading | undefined;
	readonly pressure: {
		readonly cpu: PressureReading | undefined;
		readonly memory: PressureReading | undefined;
		readonly io: PressureReading | undefined;
	};
	readonly isFrozen: boolean | undefined;
	/** Of each size that is used or limited. */
	readonly hugePages: readonly HugePagesReading[] | undefined;
};

/** What a look at a cgroup gives that could read none of its files. */
export const emptyCgroupReading: CgroupReading = {
	cpu: undefined,
	memory: undefined,
	io: undefined,
	pids: undefined,
	pressure: {cpu: undefined, memory: undefined, io: undefined},
	isFrozen: undefined,
	hugePages: undefined,
};

export type NetworkReading = {
	readonly receivedBytes: number;
	readonly sentBytes: number;
	readonly receivedPackets: number | undefined;
	readonly sentPackets: number | undefined;
	readonly errors: number | undefined;
	readonly dropped: number | undefined;
	/** Every interface but `lo` is in the sums. */
	readonly interfaces: readonly string[];
};

/** Inode number of each namespace link under /proc/PID/ns. */
export type NamespaceReading = Readonly<Partial<Record<NamespaceKind, number>>>;

/** What could not be read, and why, in words for the user. */
export type ReadingProblem = {
	readonly group: 'cpu' | 'memory' | 'io' | 'pids' | 'network' | 'namespaces' | 'cgroup';
	readonly status: 'denied' | 'failed';
	readonly reason: string;
};

export type Reading = CgroupReading & {
	/** Monotonic time at which the CPU counters were read, µs. */
	readonly takenAtMicroseconds: number;
	/** The road the numbers took: the kernel's files, or the engine's stats API. */
	readonly source: 'cgroup' | 'engine';
	readonly network: NetworkReading | undefined;
	readonly namespaces: NamespaceReading | undefined;
	readonly problems: readonly ReadingProblem[];
};

/** What there is to be read of a container whose cgroup was there and has been removed, which is when all its processes have ended. */
export const readingOfGone: Omit<Reading, 'takenAtMicroseconds'> = {
	...emptyCgroupReading,
	source: 'cgroup',
	network: undefined,
	namespaces: undefined,
	problems: [{group: 'cgroup', status: 'failed', reason: 'Its cgroup is gone: it has ended.'}],
};

/** Whether it is such a one: the engine may not have told of the end yet. */
export function isOfGone({source, cpu, memory, io, pids}: Reading): boolean {
	return source === 'cgroup' && cpu === undefined && memory === undefined && io === undefined && pids === undefined;
}

/** A file of the kernel that numbers were made of, with the text that was read. */
export type FileText = {
	readonly path: string;
	readonly text: string;
};

/** Every number of one container at one moment, with the texts that they are made of. */
export type TextsLook = {
	readonly containerId: string;
	readonly reading: Reading;
	readonly texts: readonly FileText[];
};

/** One cgroup of the machine's tree. What it uses counts everything below it too. */
export type CgroupNode = {
	/** Below the top of what is mounted here, which is `/`. */
	readonly path: string;
	/** Those that count and limit it. */
	readonly controllers: readonly string[];
	/** In this very cgroup; undefined where they cannot be listed. */
	readonly processes: number | undefined;
	/** Only what a row in a list shows. */
	readonly reading: Reading;
};

/** One look at the whole tree, parents before their children. */
export type CgroupLook = {
	readonly nodes: readonly CgroupNode[];
	/** False when there are more cgroups than are looked at. */
	readonly isWhole: boolean;
	/** The nodes of the look before, for rates, where that was not shown: in a recording such looks are seldom. */
	readonly before?: readonly CgroupNode[];
	/** When it was taken, in ms from the beginning of the recording; undefined is live. */
	readonly recordedAt?: number;
};
