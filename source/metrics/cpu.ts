import {
	growth,
	percentOf,
	rate,
	shareOf,
} from './rate.js';
import type {CpuReading, Limit} from './reading.js';
import type {CpuSample} from './sample.js';

/**
 * CPU use between two readings, in percent of one core: Δusage / Δtime × 100.
 *
 * The same figure as `docker stats`, whose daemon has no time of its own in a sample and uses
 * Δusage / Δsystem × CPUs instead (docker/cli `cli/command/container/stats_helpers.go`, `calculateCPUPercentUnix`).
 */
export function computeCpu(previous: CpuReading | undefined, current: CpuReading, elapsedMicroseconds: number | undefined): CpuSample {
	const percent = (key: 'usageMicroseconds' | 'userMicroseconds' | 'systemMicroseconds') =>
		percentOf(growth(previous?.[key], current[key]), elapsedMicroseconds);

	return {
		percent: percent('usageMicroseconds'),
		userPercent: percent('userMicroseconds'),
		systemPercent: percent('systemMicroseconds'),
		quotaPercent: computeQuota(current),
		throttledPercent: computeThrottled(previous, current),
		throttledMillisecondsPerSecond: rate(toMilliseconds(previous?.throttledMicroseconds), toMilliseconds(current.throttledMicroseconds), elapsedMicroseconds),
		usageMicroseconds: current.usageMicroseconds,
		periods: current.periods,
		throttledPeriods: current.throttledPeriods,
		throttledMicroseconds: current.throttledMicroseconds,
		weight: current.weight,
		shares: current.shares,
		cpuset: current.cpuset,
	};
}

function computeQuota({quotaMicroseconds, periodMicroseconds}: CpuReading): Limit | undefined {
	return quotaMicroseconds === 'max' ? 'max' : percentOf(quotaMicroseconds, periodMicroseconds);
}

function computeThrottled(previous: CpuReading | undefined, current: CpuReading): number | undefined {
	const periods = growth(previous?.periods, current.periods);
	const throttled = growth(previous?.throttledPeriods, current.throttledPeriods);
	// The kernel counts no periods while nothing runs: under a quota that is a container that was not held back.
	const isIdle = periods === 0 && throttled === 0 && typeof current.quotaMicroseconds === 'number';
	return isIdle ? 0 : shareOf(throttled, periods);
}

function toMilliseconds(microseconds: number | undefined): number | undefined {
	return microseconds === undefined ? undefined : microseconds / 1000;
}

/** How many CPUs the kernel's list of them names: 3 in `0-1,4`. */
export function countCpus(list: string | undefined): number | undefined {
	let count = 0;
	for (const range of list?.split(',') ?? []) {
		const [first, last = first] = range.split('-').map(Number);
		count += (last ?? NaN) - (first ?? NaN) + 1;
	}

	return count > 0 ? count : undefined;
}
