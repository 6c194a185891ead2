import type {Container} from '../container.js';
import {computeMemory} from '../metrics/memory.js';
import type {DeviceReading, Limit, PressureReading, Reading} from '../metrics/reading.js';

/** A container with one look at it; `reading` is undefined where it does not run or cannot be read. */
export type Scraped = {
	readonly container: Container;
	readonly reading: Reading | undefined;
	/** Over all its lives; undefined is not known. */
	readonly oomKills: number | undefined;
};

type Value = number | undefined;

/** A value with the labels that it has beside those of its container. */
export type LabelledValue = {
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
};

/** One name of the exposition. What is not known has no value, and then no line. */
export type Family = {
	readonly name: string;
	readonly type: 'counter' | 'gauge';
	readonly help: string;
	/** Beside those of the container. */
	readonly labels: readonly string[];
	readonly read: (scraped: Scraped) => readonly LabelledValue[];
};

function single(value: Value): readonly LabelledValue[] {
	return value === undefined ? [] : [{labels: {}, value}];
}

/** One that has a value only while the container runs. */
function family(type: Family['type'], name: string, help: string, select: (reading: Reading, container: Container) => Value): Family {
	return {
		name, type, help, labels: [], read: ({container, reading}) => single(reading && select(reading, container)),
	};
}

function devices(name: string, help: string, select: (device: DeviceReading) => Value): Family {
	return {
		name, type: 'counter', help, labels: ['device'], read: ({reading}) => (reading?.io ?? []).flatMap(device => {
			const value = select(device);
			return value === undefined ? [] : [{labels: {device: device.name}, value}];
		}),
	};
}

function pressure(resource: keyof Reading['pressure'], kind: 'waiting' | 'stalled', what: string, select: (line: PressureReading) => Value): Family {
	return family('counter', `container_pressure_${resource}_${kind}_seconds_total`, what, reading => {
		const line = reading.pressure[resource];
		return line && inSeconds(select(line));
	});
}

function inSeconds(microseconds: Value): Value {
	return microseconds === undefined ? undefined : microseconds / 1_000_000;
}

/** No limit has no line: 0 would be the strictest of all. */
function limited(limit: Limit | undefined): Value {
	return limit === 'max' ? undefined : limit;
}

/**
 * All numbers of a container, by Prometheus' conventions: the kernel's own counters, in seconds and bytes. Names beginning with
 * `container_` are cAdvisor's (docs/storage/prometheus.md there) and mean what they mean there; what it has no name for begins with `dockdash_`.
 */
export const containerFamilies: readonly Family[] = [
	family('counter', 'container_cpu_usage_seconds_total', 'CPU time used.', ({cpu}) => inSeconds(cpu?.usageMicroseconds)),
	family('counter', 'container_cpu_user_seconds_total', 'CPU time used in user mode.', ({cpu}) => inSeconds(cpu?.userMicroseconds)),
	family('counter', 'container_cpu_system_seconds_total', 'CPU time used in the kernel.', ({cpu}) => inSeconds(cpu?.systemMicroseconds)),
	family('counter', 'container_cpu_cfs_periods_total', 'Periods in which the CPU quota was enforced.', ({cpu}) => cpu?.periods),
	family('counter', 'container_cpu_cfs_throttled_periods_total', 'Periods in which the CPU quota was used up.', ({cpu}) => cpu?.throttledPeriods),
	family('counter', 'container_cpu_cfs_throttled_seconds_total', 'Time that its threads waited for the CPU quota.', ({cpu}) => inSeconds(cpu?.throttledMicroseconds)),
	family('gauge', 'container_spec_cpu_quota', 'CPU quota in microseconds of each period.', ({cpu}) => limited(cpu?.quotaMicroseconds)),
	family('gauge', 'container_spec_cpu_period', 'Period of the CPU quota in microseconds.', ({cpu}) => cpu?.periodMicroseconds),
	family('gauge', 'container_memory_usage_bytes', 'Memory charged, file cache too.', ({memory}) => memory?.currentBytes),
	family('gauge', 'container_memory_working_set_bytes', 'Memory charged without the file cache that can be dropped at once.', ({memory}) => memory && computeMemory(undefined, memory, undefined).usedBytes),
	family('gauge', 'container_memory_rss', 'Anonymous memory in bytes.', ({memory}) => memory?.anonBytes),
	family('gauge', 'container_memory_cache', 'File cache in bytes.', ({memory}) => memory?.fileBytes),
	family('gauge', 'container_memory_swap', 'Swap in bytes.', ({memory}) => memory?.swapBytes),
	family('gauge', 'container_memory_max_usage_bytes', 'The most memory that was charged.', ({memory}) => memory?.peakBytes),
	// It only grows, but OpenMetrics would give a counter another name, which ends in _total.
	family('gauge', 'container_memory_failcnt', 'Times that the memory limit was hit.', ({memory}) => memory?.limitEvents),
	{
		name: 'container_oom_events_total', type: 'counter', help: 'Processes that were killed for want of memory, in earlier lives too.', labels: [],
		read: ({oomKills}) => single(oomKills),
	},
	family('gauge', 'container_spec_memory_limit_bytes', 'Memory limit.', ({memory}) => limited(memory?.limitBytes)),
	family('counter', 'container_network_receive_bytes_total', 'Bytes received over all interfaces but lo.', ({network}) => network?.receivedBytes),
	family('counter', 'container_network_transmit_bytes_total', 'Bytes sent over all interfaces but lo.', ({network}) => network?.sentBytes),
	family('counter', 'container_network_receive_packets_total', 'Packets received over all interfaces but lo.', ({network}) => network?.receivedPackets),
	family('counter', 'container_network_transmit_packets_total', 'Packets sent over all interfaces but lo.', ({network}) => network?.sentPackets),
	family('counter', 'dockdash_container_network_errors_total', 'Broken packets, received and to be sent.', ({network}) => network?.errors),
	family('counter', 'dockdash_container_network_dropped_packets_total', 'Packets dropped, received and to be sent.', ({network}) => network?.dropped),
	devices('container_fs_reads_bytes_total', 'Bytes read from disks.', ({readBytes}) => readBytes),
	devices('container_fs_writes_bytes_total', 'Bytes written to disks.', ({writtenBytes}) => writtenBytes),
	devices('container_fs_reads_total', 'Reads from disks.', ({readOperations}) => readOperations),
	devices('container_fs_writes_total', 'Writes to disks.', ({writeOperations}) => writeOperations),
	family('gauge', 'container_threads', 'Processes and threads.', ({pids}) => pids?.current),
	family('gauge', 'container_threads_max', 'The most processes and threads that it may have.', ({pids}) => limited(pids?.limit)),
	family('counter', 'dockdash_container_forks_refused_total', 'New processes and threads that were refused.', ({pids}) => pids?.refused),
	pressure('cpu', 'waiting', 'Time in which something waited for a CPU.', ({someMicroseconds}) => someMicroseconds),
	pressure('cpu', 'stalled', 'Time in which everything waited for a CPU.', ({fullMicroseconds}) => fullMicroseconds),
	pressure('memory', 'waiting', 'Time in which something waited for memory.', ({someMicroseconds}) => someMicroseconds),
	pressure('memory', 'stalled', 'Time in which everything waited for memory.', ({fullMicroseconds}) => fullMicroseconds),
	pressure('io', 'waiting', 'Time in which something waited for a disk.', ({someMicroseconds}) => someMicroseconds),
	pressure('io', 'stalled', 'Time in which everything waited for a disk.', ({fullMicroseconds}) => fullMicroseconds),
	family('gauge', 'container_start_time_seconds', 'When it was started, in seconds since 1970.', (_, {detail}) => detail?.startedAt === undefined ? undefined : detail.startedAt / 1000),
	{
		name: 'dockdash_container_state', type: 'gauge', help: '1 for the state that the engine last told of.', labels: ['state', 'health'],
		read: ({container: {status, health}}) => [{labels: {state: status, health: health ?? ''}, value: 1}],
	},
	{
		name: 'dockdash_container_restarts', type: 'gauge', help: 'Times that the engine has started it again.', labels: [],
		read: ({container: {detail}}) => single(detail?.restartCount),
	},
	{
		name: 'dockdash_container_exit_code', type: 'gauge', help: 'Exit code of one that has ended.', labels: [],
		read: ({container: {detail}}) => single(detail?.exitCode),
	},
];
