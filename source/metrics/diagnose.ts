import {formatBytesInWords, formatCpus} from './format.js';
import type {Sample} from './sample.js';

// Less than this share of the time is what every busy container shows now and then.
const noticeablePercent = 10;
const idlePercent = 1;
const nearLimit = 0.95;

/**
 * One line that says what holds a container back now: the one thing that costs it most of its time. Shares are of the
 * last interval, and only of what this kernel tells: without pressure files, waiting is not seen.
 */
export function diagnose(sample: Sample): string {
	const {cpu} = sample;
	if (sample.isFrozen === true) {
		return 'paused: nothing in it runs';
	}

	const {pids} = sample;
	if (pids !== undefined && typeof pids.limit === 'number' && pids.current >= pids.limit) {
		return `at its pids limit of ${pids.limit}: no new process or thread can start`;
	}

	const costs = [diagnoseMemory(sample), diagnoseQuota(sample), diagnoseIo(sample), diagnoseCpu(sample)]
		.filter(cost => cost !== undefined)
		.toSorted((one, other) => other.percent - one.percent);
	const [worst] = costs;
	if (worst !== undefined) {
		return worst.sentence;
	}

	if (cpu?.percent === undefined) {
		return 'not known yet: it takes two readings';
	}

	return cpu.percent < idlePercent ? 'idle' : 'nothing holds it back';
}

/** What something costs, as a share of the time. */
type Cost = {
	readonly percent: number;
	readonly sentence: string;
};

function diagnoseQuota({cpu}: Sample): Cost | undefined {
	const percent = cpu?.throttledPercent;
	return isNoticeable(percent) ? {percent, sentence: `throttled by its quota of ${formatCpus(cpu?.quotaPercent)} CPU in ${percent.toFixed(0)} % of periods`} : undefined;
}

function diagnoseMemory({memory, pressure}: Sample): Cost | undefined {
	const waiting = pressure.memory?.somePercent;
	const wait = isNoticeable(waiting) ? `waiting for memory ${waiting.toFixed(0)} % of the time` : undefined;
	const limit = memory?.limitBytes;
	const isReclaiming = (memory?.reclaimPagesPerSecond ?? 0) > 0 || (memory?.refaultsPerSecond ?? 0) > 0;
	if (memory !== undefined && typeof limit === 'number' && memory.currentBytes >= limit * nearLimit && isReclaiming) {
		const sentence = `reclaiming at its memory limit of ${formatBytesInWords(limit)}`;
		return {percent: waiting ?? noticeablePercent, sentence: wait === undefined ? sentence : `${sentence}, ${wait}`};
	}

	return isNoticeable(waiting) && wait !== undefined ? {percent: waiting, sentence: wait} : undefined;
}

function diagnoseIo({pressure}: Sample): Cost | undefined {
	const percent = pressure.io?.somePercent;
	return isNoticeable(percent) ? {percent, sentence: `waiting for I/O ${percent.toFixed(0)} % of the time`} : undefined;
}

function diagnoseCpu({cpu, pressure}: Sample): Cost | undefined {
	const percent = pressure.cpu?.somePercent;
	// Waiting for the next period is waiting for the CPU too; the quota is the better word for it.
	if (!isNoticeable(percent) || isNoticeable(cpu?.throttledPercent)) {
		return undefined;
	}

	return {percent, sentence: `waiting for a free CPU ${percent.toFixed(0)} % of the time`};
}

function isNoticeable(percent: number | undefined): percent is number {
	return percent !== undefined && percent >= noticeablePercent;
}
