import type {UpdateBody} from './update-body.js';
import {formatBytesForDocker} from './values.js';

/** The `docker update` line that asks the engine for the same as the body does. */
export function formatDockerUpdate(name: string, body: UpdateBody): string {
	const {NanoCpus, CpuPeriod, CpuQuota, CpuShares, CpusetCpus, Memory, MemorySwap, MemoryReservation, PidsLimit, RestartPolicy} = body;
	const flags = [
		flag('--cpus', NanoCpus === undefined ? undefined : NanoCpus / 1e9),
		flag('--cpu-period', CpuPeriod),
		flag('--cpu-quota', CpuQuota),
		flag('--cpu-shares', CpuShares),
		flag('--cpuset-cpus', CpusetCpus),
		flag('--memory', formatSize(Memory)),
		flag('--memory-swap', formatSize(MemorySwap)),
		flag('--memory-reservation', MemoryReservation === -1 ? undefined : formatSize(MemoryReservation)),
		flag('--pids-limit', PidsLimit),
		flag('--restart', formatPolicy(RestartPolicy)),
	];
	// The engine takes -1 for it, its command line does not.
	const remark = MemoryReservation === -1 ? ' (and no reservation, for which it has no words)' : '';
	return ['docker update', ...flags.filter(text => text !== ''), name].join(' ') + remark;
}

function flag(name: string, value: string | number | undefined): string {
	return value === undefined ? '' : `${name} ${value}`;
}

function formatSize(bytes: number | undefined): string | undefined {
	return bytes === undefined || bytes === -1 ? bytes?.toString() : formatBytesForDocker(bytes);
}

function formatPolicy(policy: UpdateBody['RestartPolicy']): string | undefined {
	return policy === undefined || policy.MaximumRetryCount === 0 ? policy?.Name : `${policy.Name}:${policy.MaximumRetryCount}`;
}
