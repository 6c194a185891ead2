import {formatBytesInWords, formatCpus} from './format.js';
import {growth, isNewCgroup} from './rate.js';
import type {Limit} from './reading.js';
import type {Sample} from './sample.js';

export type AlertId = 'oomKill' | 'pidsLimit' | 'memoryHigh' | 'throttled';

/** Something that happened to a container, worth telling once. */
export type Alert = {
	readonly id: AlertId;
	readonly severity: 'warn' | 'bad';
	/** Goes on after the container's name: `had a process OOM-killed (limit 16 MiB)`. */
	readonly sentence: string;
	/** What to do about it. */
	readonly hint: string;
};

/** The sample before; `start` where the container was started while we look, so that whatever is counted is new. */
export type Before = Sample | 'start' | undefined;

/** When each condition that lasts was last true, in the samples' own µs. */
export type OngoingAlerts = ReadonlyMap<AlertId, number>;

// A condition that comes and goes is one event, not many.
const quietMicroseconds = 30_000_000;
const throttledStartPercent = 50;
const throttledStayPercent = 25;

/**
 * What happened between two samples. An OOM kill is told each time; what lasts is told when it begins, that is while
 * `ongoing`, which `updateOngoing` made after the previous sample, does not have it.
 */
export function findAlerts(previous: Before, current: Sample, ongoing: OngoingAlerts): readonly Alert[] {
	const lasting = [findPidsLimit(previous, current), findMemoryHigh(previous, current), findThrottling(previous, current)];
	return [
		findOomKill(previous, current),
		...lasting.map(alert => alert !== undefined && ongoing.has(alert.id) ? undefined : alert),
	].filter(alert => alert !== undefined);
}

/** The conditions that go on after `current`; one that was quiet for half a minute is over. */
export function updateOngoing(ongoing: OngoingAlerts, previous: Before, current: Sample): OngoingAlerts {
	const now = current.takenAtMicroseconds;
	const next = new Map([...ongoing].filter(([, lastTrueAt]) => now - lastTrueAt < quietMicroseconds));
	for (const alert of [findPidsLimit(previous, current), findMemoryHigh(previous, current), findThrottling(previous, current, next.has('throttled'))]) {
		if (alert !== undefined) {
			next.set(alert.id, now);
		}
	}

	return ongoing.size === 0 && next.size === 0 ? ongoing : next;
}

function findOomKill(previous: Before, current: Sample): Alert | undefined {
	const kills = countNew(previous, current, sample => sample.memory?.oomKills);
	if (kills === 0) {
		return undefined;
	}

	return describeOomKill(kills, current.memory?.oomKills ?? kills, current.memory?.limitBytes);
}

/** So many processes were OOM-killed, of so many since the container was started. */
export function describeOomKill(kills: number, all: number, limit: Limit | undefined): Alert {
	const sum = all > kills ? `, ${all} since its start` : '';
	return {
		id: 'oomKill',
		severity: 'bad',
		sentence: `had ${kills === 1 ? 'a process' : `${kills} processes`} OOM-killed${sum}${typeof limit === 'number' ? ` (limit ${formatBytesInWords(limit)})` : ''}`,
		hint: 'L to change the limit',
	};
}

function findPidsLimit(previous: Before, current: Sample): Alert | undefined {
	if (countNew(previous, current, sample => sample.pids?.refused) === 0) {
		return undefined;
	}

	const limit = current.pids?.limit;
	return {
		id: 'pidsLimit',
		severity: 'bad',
		sentence: `could not start a process: it is at its pids limit${typeof limit === 'number' ? ` of ${limit}` : ''}`,
		hint: 'look for what starts so many; L to change the limit',
	};
}

function findMemoryHigh(previous: Before, current: Sample): Alert | undefined {
	if (countNew(previous, current, sample => sample.memory?.highEvents) === 0) {
		return undefined;
	}

	const high = current.memory?.highBytes;
	return {
		id: 'memoryHigh',
		severity: 'warn',
		sentence: `is slowed down: over its memory.high mark${typeof high === 'number' ? ` of ${formatBytesInWords(high)}` : ''}`,
		hint: 'let it use less memory, or raise the mark',
	};
}

function findThrottling(previous: Before, {cpu}: Sample, isOngoing = false): Alert | undefined {
	const percent = cpu?.throttledPercent;
	if (percent === undefined || percent < (isOngoing ? throttledStayPercent : throttledStartPercent)) {
		return undefined;
	}

	// One period is all or nothing: it takes two, in this look or in the two last.
	const before = typeof previous === 'object' ? previous.cpu : undefined;
	const isOnePeriod = (growth(before?.periods, cpu?.periods) ?? 0) <= 1;
	if (!isOngoing && isOnePeriod && (before?.throttledPercent ?? 0) < throttledStartPercent) {
		return undefined;
	}

	return {
		id: 'throttled',
		severity: 'warn',
		sentence: `is throttled in ${percent.toFixed(0)} % of periods by its quota of ${formatCpus(cpu?.quotaPercent)} CPU`,
		hint: 'L to change the limit, unless it is meant to be slow',
	};
}

/** By how much a count of events grew; in a new cgroup under the same id everything counted is new. */
function countNew(previous: Before, current: Sample, select: (sample: Sample) => number | undefined): number {
	if (previous === undefined) {
		return 0;
	}

	const isFromZero = previous === 'start' || isNewCgroup(previous, current);
	return growth(isFromZero ? 0 : select(previous), select(current)) ?? 0;
}
