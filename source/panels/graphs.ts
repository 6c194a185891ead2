import {drawLineChart} from '../charts/line-chart.js';
import {titleOf} from '../layout.js';
import {
	formatBytes, formatBytesInWords, formatBytesOfLimit, formatCpus, formatPercent,
} from '../metrics/format.js';
import type {Sample} from '../metrics/sample.js';
import {readHistory, type History} from '../store/history.js';
import type {State} from '../store/state.js';
import {selectSubject, type Subject} from '../store/subject.js';
import {chooseFitting, measure} from '../ui/cells.js';
import {cellsForNotes, frameCells, noteGap} from '../ui/frame.js';
import type {Theme} from '../ui/theme.js';
import {drawCpuFacts, drawMemoryFacts} from './graph-facts.js';
import {explainNoContainer, framePanel, type DrawContext, type Panel} from './panel.js';

// With less than this a graph tells nothing, so it has its place to itself.
const linesForChart = 6;
// The engine's stats API tells once a second, however often we look.
const leastMillisecondsOfEngine = 1000;

/** CPU of the selected container, or cgroup, over the last minutes, its quota as a line, and what holds it back. */
export const drawCpu: Panel = (state, context) => drawGraphPanel(state, context, {
	id: 'cpu',
	headline: describeCpu,
	leastCells: sample => (typeof sample?.cpu?.quotaPercent === 'number' ? '100.0 %, throttled 100 %' : '100.0 %').length,
	history: subject => subject.cpuHistory,
	limit: (sample, {engine}) => limitBelow(sample?.cpu?.quotaPercent, engine?.cpus === undefined ? undefined : engine.cpus * 100),
	// Steps of 2.5 or 0.25 have their decimals; what adding them up left behind them has not.
	format: value => String(Number(value.toPrecision(4))),
	roundness: 'decimal',
	leastTop: 10,
	facts: drawCpuFacts,
});

/** Working set of the selected container, or cgroup, over the last minutes, its limit as a line, and what the memory is made of. */
export const drawMemory: Panel = (state, context) => drawGraphPanel(state, context, {
	id: 'memory',
	headline: describeMemory,
	leastCells: sample => (typeof sample?.memory?.limitBytes === 'number' ? '9.9M/9.9G' : '9.9 MiB').length,
	history: subject => subject.memoryHistory,
	limit: (sample, {engine}) => limitBelow(sample?.memory?.limitBytes, engine?.memoryBytes),
	format: value => formatBytes(value),
	roundness: 'binary',
	leastTop: 1024 * 1024,
	facts: drawMemoryFacts,
});

type Graph = {
	readonly id: 'cpu' | 'memory';
	/** The number it is for, and what goes with it, in words of different length: the longest first. */
	readonly headline: (sample: Sample | undefined, theme: Theme) => readonly string[];
	/** What the shortest of them takes, whatever the numbers. */
	readonly leastCells: (sample: Sample | undefined) => number;
	readonly history: (subject: Subject) => History;
	readonly limit: (sample: Sample | undefined, state: State) => number | undefined;
	readonly format: (value: number) => string;
	readonly roundness: 'decimal' | 'binary';
	readonly leastTop: number;
	/** At most so many lines as are given. */
	readonly facts: (sample: Sample, room: {readonly width: number; readonly lines: number}, theme: Theme) => readonly string[];
};

function drawGraphPanel(state: State, context: DrawContext, graph: Graph): string[] {
	const {width, height, theme} = context;
	const subject = selectSubject(state);
	const sample = subject?.sample;
	const inside = width - frameCells;
	const bodyHeight = height - frameCells;
	const lines = bodyHeight - linesForChart;
	const facts = sample === undefined || subject?.isWhole === false || lines <= 0 ? [] : graph.facts(sample, {width: inside, lines}, theme);
	const chart = subject === undefined
		? explainNoContainer(state, theme)
		: drawLineChart({
			values: readHistory(graph.history(subject)),
			secondsPerValue: secondsBetweenValues(sample, state),
			leastValues: 180,
			count: graph.history(subject).next,
			width: inside,
			height: bodyHeight - facts.length,
			limit: graph.limit(sample, state),
			format: graph.format,
			roundness: graph.roundness,
			leastTop: graph.leastTop,
			style: theme,
		});
	return framePanel(graph.id, context, subject === undefined ? [] : listNotes(subject, context, graph), [...chart, ...facts]);
}

/**
 * Name, number, and the road that it took where that is the engine's. The number is what the panel is for, so the name gives way to it,
 * but not to what the number happens to be now: it would come and go.
 */
function listNotes({sample, name}: Subject, {width, theme}: DrawContext, graph: Graph): readonly string[] {
	const cells = cellsForNotes(titleOf(graph.id), width);
	const road = sample?.source === 'engine' ? [theme.faint('stats API')] : [];
	const roadCells = sumCells(road);
	const nameCells = sumCells([name]);
	const hasName = nameCells + graph.leastCells(sample) + noteGap + roadCells <= cells;
	const headline = chooseFitting(graph.headline(sample, theme), cells - (hasName ? nameCells : 0) - roadCells - noteGap);
	return [...(hasName ? [name] : []), headline, ...road];
}

function sumCells(notes: readonly string[]): number {
	let cells = 0;
	for (const note of notes) {
		cells += measure(note) + noteGap;
	}

	return cells;
}

function secondsBetweenValues(sample: Sample | undefined, {intervalMilliseconds}: State): number {
	return (sample?.source === 'engine' ? Math.max(leastMillisecondsOfEngine, intervalMilliseconds) : intervalMilliseconds) / 1000;
}

function describeCpu(sample: Sample | undefined, theme: Theme): readonly string[] {
	const cpu = sample?.cpu;
	const quota = cpu?.quotaPercent;
	const throttled = cpu?.throttledPercent ?? 0;
	const percent = formatPercent(cpu?.percent);
	const throttling = throttled > 0 ? `, ${theme.warn(`throttled ${throttled.toFixed(0)} %`)}` : '';
	if (typeof quota !== 'number') {
		return [`${percent} %${throttling}`];
	}

	const of = `${percent} % of ${formatCpus(quota)}`;
	return [`${of} cpu${throttling}`, of + throttling, `${percent}/${Number(quota.toFixed(1))} %${throttling}`, `${percent} %${throttling}`];
}

function describeMemory(sample: Sample | undefined, theme: Theme): readonly string[] {
	const memory = sample?.memory;
	const limit = memory?.limitBytes;
	const used = formatBytesInWords(memory?.usedBytes);
	const texts = typeof limit === 'number' ? [`${used} of ${formatBytesInWords(limit)}`, formatBytesOfLimit(memory?.usedBytes, limit)] : [used];
	return (memory?.usedPercent ?? 0) >= 90 ? texts.map(text => theme.bad(text)) : texts;
}

/** A limit of all that the machine has is none to draw: that is how an engine writes one that was taken away. */
function limitBelow(value: number | 'max' | undefined, most = Infinity): number | undefined {
	return typeof value === 'number' && value < most ? value : undefined;
}
