import {asDocument, asDocuments} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {isUnset, rawText, rawTexts} from './inspect.js';
import {optional, repeat} from './shell-words.js';

const defaultShmBytes = 64 * 1024 * 1024;

/** The flags of `docker run` that limit what a container may use, and the devices that it gets. */
export function formatResourceFlags(host: EngineDocument): readonly string[] {
	return [
		...(isUnset(host.NanoCpus) ? [] : ['--cpus', String(Number(host.NanoCpus) / 1e9)]),
		...optional('--cpu-period', host.CpuPeriod),
		...optional('--cpu-quota', host.CpuQuota),
		...optional('--cpu-rt-period', host.CpuRealtimePeriod),
		...optional('--cpu-rt-runtime', host.CpuRealtimeRuntime),
		...optional('--cpu-shares', host.CpuShares),
		...optional('--cpuset-cpus', host.CpusetCpus),
		...optional('--cpuset-mems', host.CpusetMems),
		...optional('--memory', host.Memory),
		...optional('--memory-reservation', host.MemoryReservation),
		// Twice the memory is what the engine makes of no value.
		...(host.MemorySwap === Number(host.Memory) * 2 ? [] : optional('--memory-swap', host.MemorySwap)),
		...(typeof host.MemorySwappiness === 'number' && host.MemorySwappiness >= 0 ? ['--memory-swappiness', String(host.MemorySwappiness)] : []),
		...optional('--kernel-memory', host.KernelMemory),
		...(host.OomKillDisable === true ? ['--oom-kill-disable'] : []),
		...optional('--oom-score-adj', host.OomScoreAdj),
		...optional('--pids-limit', host.PidsLimit),
		...(host.ShmSize === defaultShmBytes ? [] : optional('--shm-size', host.ShmSize)),
		...repeat('--ulimit', asDocuments(host.Ulimits).map(({Name, Soft, Hard}) => `${rawText(Name)}=${String(Soft)}:${String(Hard)}`)),
		...optional('--blkio-weight', host.BlkioWeight),
		...repeat('--blkio-weight-device', asDocuments(host.BlkioWeightDevice).map(({Path, Weight}) => `${rawText(Path)}:${String(Weight)}`)),
		...formatRates('--device-read-bps', host.BlkioDeviceReadBps),
		...formatRates('--device-write-bps', host.BlkioDeviceWriteBps),
		...formatRates('--device-read-iops', host.BlkioDeviceReadIOps),
		...formatRates('--device-write-iops', host.BlkioDeviceWriteIOps),
		...repeat('--device', asDocuments(host.Devices).map(device => `${rawText(device.PathOnHost)}:${rawText(device.PathInContainer)}:${rawText(device.CgroupPermissions)}`)),
		...repeat('--device-cgroup-rule', rawTexts(host.DeviceCgroupRules)),
		...repeat('--gpus', asDocuments(host.DeviceRequests).map(request => formatDeviceRequest(request))),
	];
}

function formatRates(flag: string, rates: unknown): readonly string[] {
	return repeat(flag, asDocuments(rates).map(({Path, Rate}) => `${rawText(Path)}:${String(Rate)}`));
}

/** `all`, or a line of CSV. */
function formatDeviceRequest(request: EngineDocument): string {
	const ids = rawTexts(request.DeviceIDs);
	const capabilities = (Array.isArray(request.Capabilities) ? request.Capabilities : []).flatMap(list => rawTexts(list)).filter(capability => capability !== 'gpu');
	const options = Object.entries(asDocument(request.Options)).map(([key, value]) => `${key}=${String(value)}`);
	const fields = [
		...(ids.length > 0 ? [`"device=${ids.join(',')}"`] : [request.Count === -1 ? 'all' : `count=${String(request.Count)}`]),
		...(isUnset(request.Driver) ? [] : [`driver=${rawText(request.Driver)}`]),
		...(capabilities.length > 0 ? [`"capabilities=${capabilities.join(',')}"`] : []),
		...(options.length > 0 ? [`"options=${options.join(',')}"`] : []),
	];
	return fields.join(',');
}
