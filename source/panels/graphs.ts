import {drawLineChart} from '../charts/line-chart.js';
import {drawStackedBar, formatLegend} from '../charts/bar.js';
import {diagnose} from '../metrics/diagnose.js';
import {
	formatBytes, formatBytesInWords, formatCount, formatCpus, formatPercent,
} from '../metrics/format.js';
import type {Sample} from '../metrics/sample.js';
import {readHistory, type History} from '../store/history.js';
import {selectSelectedRow} from '../store/selectors.js';
import type {Row, State} from '../store/state.js';
import {frameCells} from '../ui/frame.js';
import type {Theme} from '../ui/theme.js';
import {explainNoContainer, framePanel, type DrawContext, type Panel} from './panel.js';

// Below this a graph has its whole place to itself.
const linesForFacts = 7;

/** CPU of the selected container over the last minutes, its quota as a line, and what holds it back. */
export const drawCpu: Panel = (state, context) => drawGraphPanel(state, context, {
	id: 'cpu',
	headline: describeCpu,
	history: row => row.cpuHistory,
	limit: sample => numberOrNone(sample?.cpu?.quotaPercent),
	format: value => value.toFixed(0),
	roundness: 'decimal',
	leastTop: 10,
	facts: (sample, _width, theme) => [` ${theme.faint(diagnose(sample))}`],
});

/** Working set of the selected container over the last minutes, its limit as a line, and what the memory is made of. */
export const drawMemory: Panel = (state, context) => drawGraphPanel(state, context, {
	id: 'memory',
	headline: describeMemory,
	history: row => row.memoryHistory,
	limit: sample => numberOrNone(sample?.memory?.limitBytes),
	format: value => formatBytes(value),
	roundness: 'binary',
	leastTop: 1024 * 1024,
	facts: drawMemoryFacts,
});

type Graph = {
	readonly id: 'cpu' | 'memory';
	/** The number it is for, and what goes with it. */
	readonly headline: (sample: Sample | undefined, theme: Theme) => readonly string[];
	readonly history: (row: Row) => History;
	readonly limit: (sample: Sample | undefined) => number | undefined;
	readonly format: (value: number) => string;
	readonly roundness: 'decimal' | 'binary';
	readonly leastTop: number;
	readonly facts: (sample: Sample, width: number, theme: Theme) => readonly string[];
};

function drawGraphPanel(state: State, context: DrawContext, graph: Graph): string[] {
	const {width, height, theme} = context;
	const row = selectSelectedRow(state);
	const inside = width - frameCells;
	const bodyHeight = height - frameCells;
	const facts = row?.sample === undefined || bodyHeight < linesForFacts ? [] : graph.facts(row.sample, inside, theme);
	const chart = row === undefined
		? explainNoContainer(state, theme)
		: drawLineChart({
			values: readHistory(graph.history(row)),
			secondsPerValue: state.intervalMilliseconds / 1000,
			leastValues: 180,
			count: graph.history(row).next,
			width: inside,
			height: bodyHeight - facts.length,
			limit: graph.limit(row.sample),
			format: graph.format,
			roundness: graph.roundness,
			leastTop: graph.leastTop,
			style: theme,
		});
	// From the last they give way where it is narrow: the number is what the panel is for.
	const road = row?.sample?.source === 'engine' ? [theme.faint('by the stats API')] : [];
	const notes = row === undefined ? [] : [...graph.headline(row.sample, theme), row.container.name, ...road];
	return framePanel(graph.id, context, notes, [...chart, ...facts]);
}

function describeCpu(sample: Sample | undefined, theme: Theme): readonly string[] {
	const cpu = sample?.cpu;
	const quota = cpu?.quotaPercent;
	const throttled = cpu?.throttledPercent ?? 0;
	const of = typeof quota === 'number' ? ` of ${formatCpus(quota)} cpu` : '';
	return [`${formatPercent(cpu?.percent)} %${of}`, ...(throttled > 0 ? [theme.warn(`throttled ${throttled.toFixed(0)} %`)] : [])];
}

function describeMemory(sample: Sample | undefined, theme: Theme): readonly string[] {
	const memory = sample?.memory;
	const limit = memory?.limitBytes;
	const text = `${formatBytesInWords(memory?.usedBytes)}${typeof limit === 'number' ? ` of ${formatBytesInWords(limit)}` : ''}`;
	return [(memory?.usedPercent ?? 0) >= 90 ? theme.bad(text) : text];
}

function drawMemoryFacts({memory}: Sample, width: number, theme: Theme): readonly string[] {
	if (memory === undefined) {
		return [];
	}

	const segments = ([
		['anon', memory.anonBytes], ['file', memory.fileBytes], ['kernel', memory.kernelBytes],
	] as const).map(([name, value]) => ({name, value, text: formatBytes(value)}));
	const total = Math.max(memory.currentBytes, segments.reduce((sum, {value = 0}) => sum + value, 0));
	const others = [
		`current ${formatBytes(memory.currentBytes)}`, `peak ${formatBytes(memory.peakBytes)}`, `swap ${formatBytes(memory.swapBytes)}`, `oom kills ${formatCount(memory.oomKills)}`,
	];
	return [
		` ${drawStackedBar(segments, total, width - 2, theme)}`,
		` ${formatLegend(segments, theme)}  ${theme.faint(others.join('  '))}`,
	];
}

function numberOrNone(value: number | 'max' | undefined): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
