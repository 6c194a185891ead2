import {formatBytesInWords, formatCpus} from './format.js';
import type {MemorySample, Sample} from './sample.js';

// Less than this share of the time is what every busy container shows now and then.
const noticeablePercent = 10;
const idlePercent = 1;
const nearLimit = 0.95;
// More than two reasons at once explain nothing.
const mostCosts = 2;

/**
 * One line that says what holds a container back now, what costs it most of its time first. Shares are of the
 * last interval, and only of what this kernel tells: without pressure files, waiting is not seen. In short it is in few words, the number
 * first, for where its end may have no room.
 */
export function diagnose(sample: Sample, isShort = false): string {
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
	if (costs.length > 0) {
		return costs.slice(0, mostCosts).map(({sentence, short}) => isShort ? short : sentence).join('; ');
	}

	if (cpu?.percent === undefined) {
		const [problem] = sample.problems;
		return cpu === undefined && problem !== undefined ? problem.reason : 'not known yet: it takes two readings';
	}

	return cpu.percent < idlePercent ? 'idle' : 'nothing holds it back';
}

/** What something costs, as a share of the time. */
type Cost = {
	readonly percent: number;
	readonly sentence: string;
	readonly short: string;
};

function diagnoseQuota({cpu}: Sample): Cost | undefined {
	const percent = cpu?.throttledPercent;
	if (!isNoticeable(percent)) {
		return undefined;
	}

	const quota = formatCpus(cpu?.quotaPercent);
	const share = percent.toFixed(0);
	return {percent, sentence: `throttled by its quota of ${quota} CPU in ${share} % of periods`, short: `throttled ${share} %, quota ${quota} CPU`};
}

function diagnoseMemory({memory, pressure}: Sample): Cost | undefined {
	const percent = pressure.memory?.somePercent;
	const wait = isNoticeable(percent) ? describeWait('memory', percent) : undefined;
	const limit = memory === undefined ? undefined : findReclaimLimit(memory);
	if (limit === undefined) {
		return wait;
	}

	const sentence = `reclaiming at its memory limit of ${formatBytesInWords(limit)}`;
	return {
		percent: percent ?? noticeablePercent,
		sentence: wait === undefined ? sentence : `${sentence}, ${wait.sentence}`,
		short: wait === undefined ? 'reclaiming at its memory limit' : `waiting ${wait.percent.toFixed(0)} % at its memory limit`,
	};
}

/** The limit, when usage is close to it and pages are taken back or were missed since. */
function findReclaimLimit({currentBytes, limitBytes, reclaimPagesPerSecond = 0, refaultsPerSecond = 0}: MemorySample): number | undefined {
	const isAtLimit = typeof limitBytes === 'number' && currentBytes >= limitBytes * nearLimit;
	return isAtLimit && reclaimPagesPerSecond + refaultsPerSecond > 0 ? limitBytes : undefined;
}

function diagnoseIo({pressure}: Sample): Cost | undefined {
	const percent = pressure.io?.somePercent;
	return isNoticeable(percent) ? describeWait('I/O', percent) : undefined;
}

function diagnoseCpu({cpu, pressure}: Sample): Cost | undefined {
	const percent = pressure.cpu?.somePercent;
	// Waiting for the next period is waiting for the CPU too; the quota is the better word for it.
	const isQuota = isNoticeable(cpu?.throttledPercent);
	return !isQuota && isNoticeable(percent) ? describeWait('a free CPU', percent) : undefined;
}

function describeWait(what: string, percent: number): Cost {
	const share = percent.toFixed(0);
	return {percent, sentence: `waiting for ${what} ${share} % of the time`, short: `waiting ${share} % for ${what}`};
}

function isNoticeable(percent: number | undefined): percent is number {
	return percent !== undefined && percent >= noticeablePercent;
}
