import type {DeviceReading, HugePagesReading, Limit, MemoryReading, NamespaceReading, NetworkReading, PidsReading, ReadingProblem} from './reading.js';

/** Percentages are of one core: 100 is one core, as `docker stats` has it. Rates are per second. `undefined` is unknown. */
export type CpuSample = {
	readonly percent: number | undefined;
	readonly userPercent: number | undefined;
	readonly systemPercent: number | undefined;
	/** The quota in the same unit, 30 is 0.3 CPU. */
	readonly quotaPercent: Limit | undefined;
	/** Share of the enforcement periods between the two readings in which it was throttled, 0…100. */
	readonly throttledPercent: number | undefined;
	/** Time its threads waited for the quota, in ms per second, summed over its threads. */
	readonly throttledMillisecondsPerSecond: number | undefined;
	readonly usageMicroseconds: number;
	readonly periods: number | undefined;
	readonly throttledPeriods: number | undefined;
	readonly throttledMicroseconds: number | undefined;
	readonly weight: number | undefined;
	readonly shares: number | undefined;
	readonly cpuset: string | undefined;
};

export type MemorySample = MemoryReading & {
	/** It is what it was at the look before: of such a container not every file is read. */
	readonly isAtRest: boolean;
	/** The working set: current without the file cache that can be dropped at once; what `docker stats` shows. */
	readonly usedBytes: number | undefined;
	/** Of the limit, 0…100; undefined without a limit. */
	readonly usedPercent: number | undefined;
	readonly majorFaultsPerSecond: number | undefined;
	readonly refaultsPerSecond: number | undefined;
	readonly reclaimPagesPerSecond: number | undefined;
};

export type IoSample = {
	readonly readBytes: number;
	readonly writtenBytes: number;
	readonly readBytesPerSecond: number | undefined;
	readonly writtenBytesPerSecond: number | undefined;
	readonly operationsPerSecond: number | undefined;
	readonly devices: readonly DeviceReading[];
};

export type NetworkSample = NetworkReading & {
	readonly receivedBytesPerSecond: number | undefined;
	readonly sentBytesPerSecond: number | undefined;
};

/** Share of the time between the two readings in which some (or all) tasks stood waiting, 0…100. */
export type PressureSample = {
	readonly somePercent: number | undefined;
	readonly fullPercent: number | undefined;
};

/** The numbers of one container at one moment: what two readings make. */
export type Sample = {
	readonly source: 'cgroup' | 'engine';
	readonly takenAtMicroseconds: number;
	/** Nothing has changed since the look before: gauges are what they were, and rates are 0. */
	readonly isAtRest: boolean;
	readonly cpu: CpuSample | undefined;
	readonly memory: MemorySample | undefined;
	readonly io: IoSample | undefined;
	readonly network: NetworkSample | undefined;
	readonly pids: PidsReading | undefined;
	readonly pressure: {
		readonly cpu: PressureSample | undefined;
		readonly memory: PressureSample | undefined;
		readonly io: PressureSample | undefined;
	};
	readonly namespaces: NamespaceReading | undefined;
	readonly hugePages: readonly HugePagesReading[] | undefined;
	readonly isFrozen: boolean | undefined;
	readonly problems: readonly ReadingProblem[];
};
