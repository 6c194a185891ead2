import {percentOf, rate} from './rate.js';
import type {Limit, MemoryReading} from './reading.js';
import type {MemorySample} from './sample.js';

/**
 * Memory of one cgroup, with the working set and its share of the limit.
 *
 * A limit above the machine's memory is none in practice, but it is what the kernel enforces, so it stays the whole
 * of the percentage.
 *
 * @param rest Of a cgroup that `hasRested`, memory.stat was not read at the look before, but nobody knows how long ago. What it has
 * counted since is of the interval only where it comes of running, and something `hasRun`.
 */
export function computeMemory(
	previous: MemoryReading | undefined,
	current: MemoryReading,
	elapsedMicroseconds: number | undefined,
	{hasRested = false, hasRun = false}: {readonly hasRested?: boolean; readonly hasRun?: boolean} = {},
): MemorySample {
	const usedBytes = computeWorkingSet(current.currentBytes, current.inactiveFileBytes);
	const perSecond = (key: 'majorFaults' | 'refaultedPages' | 'reclaimScannedPages', isOfInterval: boolean): number | undefined => {
		const grown = rate(previous?.[key], current[key], elapsedMicroseconds);
		return isOfInterval || grown === 0 ? grown : undefined;
	};

	return {
		...current,
		isAtRest: previous === current,
		usedBytes,
		usedPercent: percentOf(usedBytes, asNumber(current.limitBytes)),
		majorFaultsPerSecond: perSecond('majorFaults', hasRun || !hasRested),
		refaultsPerSecond: perSecond('refaultedPages', hasRun || !hasRested),
		// The kernel looks for pages on its own, too.
		reclaimPagesPerSecond: perSecond('reclaimScannedPages', !hasRested),
	};
}

/**
 * Current usage without the file cache that the kernel can drop at once: `memory.current` minus `inactive_file` (v2),
 * `memory.usage_in_bytes` minus `total_inactive_file` (v1). The two are read one after the other, so the second may be
 * the larger; then nothing is subtracted.
 *
 * The formula of docker/cli `cli/command/container/stats_helpers.go`, `calculateMemUsageUnixNoCache`, which names
 * cAdvisor and containerd as agreeing with it. It counts an unknown `inactive_file` as 0; here the result is unknown.
 */
export function computeWorkingSet(currentBytes: number, inactiveFileBytes: number | undefined): number | undefined {
	if (inactiveFileBytes === undefined) {
		return undefined;
	}

	return inactiveFileBytes < currentBytes ? currentBytes - inactiveFileBytes : currentBytes;
}

function asNumber(limit: Limit | undefined): number | undefined {
	return limit === 'max' ? undefined : limit;
}
