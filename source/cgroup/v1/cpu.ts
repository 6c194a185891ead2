import type {CpuReading, Limit} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';
import {parseCpuList, parseField, parseValue} from '../parse.js';

const nanosecondsPerMicrosecond = 1000;
// `cpuacct.stat` counts in USER_HZ, which is 100 on every architecture that containers run on.
const microsecondsPerTick = 10_000;

/** CPU on cgroup v1, from three controllers that may be mounted together or apart; undefined without `cpuacct`. */
export function readCpu({cpu, cpuacct, cpuset}: {readonly cpu: Folder; readonly cpuacct: Folder; readonly cpuset: Folder}): CpuReading | undefined {
	const usage = parseValue(cpuacct.read('cpuacct.usage'));
	if (usage === undefined) {
		return undefined;
	}

	return {
		usageMicroseconds: Math.trunc(usage / nanosecondsPerMicrosecond),
		...cpuacct.parse('cpuacct.stat', parseAccounts),
		quotaMicroseconds: parseQuota(cpu.readSetting('cpu.cfs_quota_us')),
		periodMicroseconds: parseValue(cpu.readSetting('cpu.cfs_period_us')),
		...cpu.parse('cpu.stat', parseStat),
		weight: undefined,
		shares: parseValue(cpu.readSetting('cpu.shares')),
		cpuset: parseCpuList(cpuset.readSetting('cpuset.effective_cpus')) ?? parseCpuList(cpuset.readSetting('cpuset.cpus')),
	};
}

function parseAccounts(text: string | undefined): Pick<CpuReading, 'userMicroseconds' | 'systemMicroseconds'> {
	return {
		userMicroseconds: scale(parseField(text, 'user'), microsecondsPerTick),
		systemMicroseconds: scale(parseField(text, 'system'), microsecondsPerTick),
	};
}

function parseStat(text: string | undefined): Pick<CpuReading, 'periods' | 'throttledPeriods' | 'throttledMicroseconds'> {
	return {
		periods: parseField(text, 'nr_periods'),
		throttledPeriods: parseField(text, 'nr_throttled'),
		throttledMicroseconds: scale(parseField(text, 'throttled_time'), 1 / nanosecondsPerMicrosecond),
	};
}

function scale(value: number | undefined, factor: number): number | undefined {
	return value === undefined ? undefined : Math.trunc(value * factor);
}

/** `cpu.cfs_quota_us`: -1 is no limit. */
function parseQuota(text: string | undefined): Limit | undefined {
	return text === '-1\n' ? 'max' : parseValue(text);
}
