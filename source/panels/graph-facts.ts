import {drawStackedBar, formatLegend} from '../charts/bar.js';
import {diagnose} from '../metrics/diagnose.js';
import {
	formatBytes, formatCount, formatMicroseconds, formatPercent, noLimitSign, unknownText,
} from '../metrics/format.js';
import type {MemorySample, Sample} from '../metrics/sample.js';
import {chooseFitting, wrap} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';

type Room = {
	readonly width: number;
	/** One at least. */
	readonly lines: number;
};

/** What holds the container back, in few words where there are few lines, and how it got its CPU time where there are more. */
export function drawCpuFacts(sample: Sample, {width, lines}: Room, theme: Theme): readonly string[] {
	const {cpu, pressure} = sample;
	const facts = joinKnown([
		['user', formatPercent(cpu?.userPercent)],
		['system', formatPercent(cpu?.systemPercent)],
		['throttled', cpu?.periods === undefined || cpu.periods === 0 ? undefined : `${formatMicroseconds(cpu.throttledMicroseconds)} in ${formatCount(cpu.throttledPeriods)} of ${formatCount(cpu.periods)} periods`],
		['waiting', formatShare(pressure.cpu?.somePercent)],
		['cpus', cpu?.cpuset],
		['weight', cpu?.weight],
		['shares', cpu?.shares],
	], width - 2);
	const whole = wrap(diagnose(sample), width - 2);
	const reason = whole.length <= lines ? whole : [diagnose(sample, true)];
	return [...reason, ...(reason.length < lines ? [theme.faint(facts)] : [])].map(line => ` ${line}`);
}

/** What the memory is made of, why charged and used differ, and what happened at its limits; with few lines the first of them. */
export function drawMemoryFacts({memory, pressure}: Sample, {width, lines}: Room, theme: Theme): readonly string[] {
	if (memory === undefined) {
		return [];
	}

	const segments = listParts(memory).map(([name, value]) => ({name, value, text: formatBytes(value)}));
	if (lines === 1) {
		// A bar without its key says nothing.
		return [` ${formatLegend(segments, undefined, width - 2)}`];
	}

	const total = Math.max(memory.currentBytes + (memory.swapBytes ?? 0), segments.reduce((sum, {value = 0}) => sum + value, 0));
	const facts = joinKnown([
		['low', memory.lowBytes === 0 ? undefined : formatBytes(memory.lowBytes)],
		['high', memory.highBytes === 'max' ? undefined : formatBytes(memory.highBytes)],
		['max', formatBytes(memory.limitBytes, noLimitSign(theme))],
		['peak', formatBytes(memory.peakBytes)],
		['swap', formatBytes(memory.swapBytes)],
		['oom kills', formatCount(memory.oomKills)],
		['at max', formatTimes(memory.limitEvents)],
		['waiting', formatShare(pressure.memory?.somePercent)],
		['major faults/s', formatCount(memory.majorFaultsPerSecond)],
	], width - 2);
	return [
		` ${drawStackedBar(segments, total, width - 2, theme)}`,
		` ${formatLegend(segments, theme, width - 2)}`,
		` ${theme.faint(explainUse(memory, width - 2))}`,
		` ${theme.faint(facts)}`,
	].slice(0, lines);
}

/** What memory is made of, each byte once: the kernel counts shared memory as file cache too, and slab as kernel memory. */
function listParts(memory: MemorySample): ReadonlyArray<readonly [name: string, bytes: number | undefined]> {
	const {anonBytes, fileBytes, shmemBytes, kernelBytes, slabBytes, sockBytes, swapBytes} = memory;
	const parts = [
		['anon', anonBytes], ['file', subtract(fileBytes, shmemBytes)], ['kernel', subtract(kernelBytes, slabBytes)],
		['slab', slabBytes], ['sock', sockBytes], ['shmem', shmemBytes], ['swap', swapBytes],
	] as const;
	// These are always told, the others where there is something.
	return parts.filter(([name, bytes = 0]) => bytes > 0 || name === 'anon' || name === 'file');
}

function subtract(whole: number | undefined, part = 0): number | undefined {
	return whole === undefined ? undefined : Math.max(0, whole - part);
}

/** Why what is used and what is charged are not the same. */
function explainUse({currentBytes, usedBytes, inactiveFileBytes}: MemorySample, width: number): string {
	const unexplained = `charged ${formatBytes(currentBytes)}, used ${formatBytes(usedBytes)}`;
	if (usedBytes === undefined || inactiveFileBytes === undefined || usedBytes + inactiveFileBytes !== currentBytes) {
		return unexplained;
	}

	const sum = `charged ${formatBytes(currentBytes)} = used ${formatBytes(usedBytes)} + ${formatBytes(inactiveFileBytes)}`;
	return chooseFitting([`${sum} of file cache that can be dropped at once`, `${sum} file cache`, unexplained], width);
}

/** The known ones with their names, as many as there is room for. */
function joinKnown(facts: ReadonlyArray<readonly [name: string, value: string | number | undefined]>, width: number): string {
	let line = '';
	for (const [name, value] of facts) {
		if (value === undefined || value === unknownText) {
			continue;
		}

		const next = `${line}${line === '' ? '' : '  '}${name} ${value}`;
		if (next.length > width) {
			break;
		}

		line = next;
	}

	return line;
}

function formatShare(percent: number | undefined): string | undefined {
	return percent === undefined ? undefined : `${formatPercent(percent)} %`;
}

function formatTimes(count: number | undefined): string | undefined {
	return count === undefined ? undefined : `${formatCount(count)} times`;
}
