import {parseNumber} from '../../kernel-files/number.js';
import type {CpuReading, Limit} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';
import {parseCpuList, parseField, parseLine, parseValue} from '../parse.js';

/** CPU on cgroup v2; undefined without `cpu.stat`, which every cgroup but the root's has even where the controller is off. */
export function readCpu(folder: Folder): CpuReading | undefined {
	const stat = folder.parse('cpu.stat', parseStat);
	if (stat === undefined) {
		return undefined;
	}

	const [quota, period] = parseMax(folder.readSetting('cpu.max'));
	return {
		...stat,
		quotaMicroseconds: quota,
		periodMicroseconds: period,
		weight: parseValue(folder.readSetting('cpu.weight')),
		shares: undefined,
		cpuset: parseCpuList(folder.readSetting('cpuset.cpus.effective')),
	};
}

function parseStat(text: string | undefined) {
	const usageMicroseconds = parseField(text, 'usage_usec');
	return usageMicroseconds === undefined
		? undefined
		: {
			usageMicroseconds,
			userMicroseconds: parseField(text, 'user_usec'),
			systemMicroseconds: parseField(text, 'system_usec'),
			periods: parseField(text, 'nr_periods'),
			throttledPeriods: parseField(text, 'nr_throttled'),
			throttledMicroseconds: parseField(text, 'throttled_usec'),
		};
}

/** `cpu.max`: quota, or `max`, and period in µs: `50000 100000`. */
function parseMax(text: string | undefined): [Limit, number] | [undefined, undefined] {
	const words = parseLine(text)?.split(' ') ?? [];
	const quota = words[0] === 'max' ? 'max' : parseNumber(words[0] ?? '');
	const period = parseNumber(words[1] ?? '');
	return quota === undefined || period === undefined || words.length > 2 ? [undefined, undefined] : [quota, period];
}
