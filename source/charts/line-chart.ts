import {gatherColumns} from './columns.js';
import {strokeLargeLine} from './contrib.js';
import {
	createRaster, dotsAcross, dotsUp, fillBelow, readRow,
} from './raster.js';
import {createScale, type Roundness, type Scale} from './scale.js';
import {paintRuns, type ChartStyle, type Paint} from './style.js';

export type LineChartOptions = {
	/** Oldest first; `undefined` or NaN is unknown and leaves a gap. The newest is at the right edge. */
	readonly values: ArrayLike<number | undefined>;
	/** So many values at least have room, several in one column of dots if they must; by default each has its own. */
	readonly leastValues?: number;
	/** How many values there have been in all, for a graph that moves on without changing its form; see `Columns`. */
	readonly count?: number;
	readonly secondsPerValue: number;
	readonly width: number;
	readonly height: number;
	/** Drawn as a line, and always on the scale. */
	readonly limit?: number;
	/** The axis reaches at least up to this, so that noise near zero does not fill the chart. */
	readonly leastTop?: number;
	/** A value as the axis writes it, in at most 5 cells. */
	readonly format: (value: number) => string;
	/** Which numbers the axis marks; binary for bytes. */
	readonly roundness?: Roundness;
	readonly style: ChartStyle;
	/** Colour of the values, the style's first series by default. */
	readonly paint?: Paint;
};

/** A plot without its axes, by height in dots. */
type Plot = {
	readonly width: number;
	readonly height: number;
	/** One for each column of dots. */
	readonly heights: ReadonlyArray<number | undefined>;
	readonly limitHeight: number | undefined;
};

// The axis keeps its place whatever it says, so that the plot does not move.
const labelWidth = 5;
const valueAxisWidth = labelWidth + 1;
const leastWidthForAxes = 20;
const leastHeightForValueAxis = 3;
const leastHeightForTimeAxis = 5;
const limitLabel = 'limit';

/**
 * Values over time as a filled line: exactly `height` lines of exactly `width` cells. The scale begins at 0 and holds the
 * largest value shown, the limit and `leastTop`. A small chart has no axes.
 */
export function drawLineChart(options: LineChartOptions): string[] {
	const {width, height, style, values, limit, leastValues = 0, count = values.length} = options;
	if (width <= 0 || height <= 0) {
		return Array.from({length: Math.max(0, height)}, () => '');
	}

	const hasValueAxis = width >= leastWidthForAxes && height >= leastHeightForValueAxis;
	const hasTimeAxis = width >= leastWidthForAxes && height >= leastHeightForTimeAxis;
	const plotWidth = hasValueAxis ? width - valueAxisWidth : width;
	const plotHeight = hasTimeAxis ? height - 1 : height;
	const valuesPerColumn = Math.max(1, Math.ceil(leastValues / (plotWidth * dotsAcross)));
	const shown = gatherColumns(values, plotWidth * dotsAcross, {valuesPerColumn, count});
	const scale = scaleFor(shown, plotHeight, options);
	const toHeight = (value: number) => toDots(value, scale, plotHeight);
	const plot: Plot = {
		width: plotWidth,
		height: plotHeight,
		heights: shown.map(value => value === undefined ? undefined : toHeight(value)),
		limitHeight: limit === undefined ? undefined : toHeight(limit),
	};
	const rows = drawPlot(plot, options);
	if (!hasValueAxis) {
		return rows;
	}

	const labels = labelRows(scale, plotHeight, options.format);
	const lines = rows.map((row, index) => style.faint(drawAxisCell(labels[index], style.isAscii)) + row);
	return hasTimeAxis ? [...lines, style.faint(drawTimeAxis(plotWidth, valuesPerColumn, options))] : lines;
}

function scaleFor(shown: ReadonlyArray<number | undefined>, plotHeight: number, {limit = 0, leastTop = 0, roundness = 'decimal'}: LineChartOptions): Scale {
	let peak = Math.max(limit, leastTop);
	for (const value of shown) {
		peak = value !== undefined && value > peak ? value : peak;
	}

	// A mark in every other row, or in each where there are few.
	return createScale(peak, plotHeight > 5 ? Math.floor(plotHeight / 2) : plotHeight - 1, roundness);
}

/** The dot that a value reaches up to. What a row's label says is where its uppermost dot is; zero has the lowest one. */
function toDots(value: number, {top}: Scale, plotHeight: number): number {
	const dots = plotHeight * dotsUp;
	return Math.min(dots, Math.max(1, Math.round(value / top * dots))) - 1;
}

function drawPlot({width, height, heights, limitHeight}: Plot, {style, paint = style.series[0]}: LineChartOptions): string[] {
	const raster = createRaster(width, height);
	for (const {x, run} of findRuns(heights)) {
		strokeLargeLine(raster, x, run);
	}

	fillBelow(raster);
	const limitRow = limitHeight === undefined ? undefined : height - 1 - Math.floor(limitHeight / dotsUp);
	return Array.from({length: height}, (_, row) => {
		const line = readRow(raster, row, style.isAscii);
		if (limitHeight === undefined || limitRow === undefined || row > limitRow) {
			return paint(line);
		}

		if (row < limitRow) {
			return style.bad(line);
		}

		const cells = [...line];
		const paints = cells.map((cell, index) => {
			const highest = Math.max(heights[index * dotsAcross] ?? 0, heights[(index * dotsAcross) + 1] ?? 0);
			return cell === ' ' ? style.limit : (highest >= limitHeight ? style.bad : paint);
		});
		return drawLimit(cells, paints, style);
	});
}

/** The unbroken stretches of known heights, each with the column of dots where it begins. */
function findRuns(heights: ReadonlyArray<number | undefined>): ReadonlyArray<{readonly x: number; readonly run: readonly number[]}> {
	const runs: Array<{x: number; run: number[]}> = [];
	let run: number[] | undefined;
	let x = -1;
	for (const height of heights) {
		x++;
		if (height === undefined) {
			run = undefined;
			continue;
		}

		if (run === undefined) {
			run = [];
			runs.push({x, run});
		}

		run.push(height);
	}

	return runs;
}

/** The row of the limit: a dotted line where there are no values, named at its right end, or at its left when values are there. */
function drawLimit(cells: readonly string[], paints: readonly Paint[], style: ChartStyle): string {
	const name = cells.length > limitLabel.length * 2 ? ` ${limitLabel}` : '';
	const dots = cells.map(cell => cell === ' ' ? (style.isAscii ? '-' : '┈') : cell);
	const isRightFree = cells.slice(cells.length - name.length).every(cell => cell === ' ');
	const start = isRightFree ? cells.length - name.length : 0;
	const text = isRightFree ? name : name.trimStart() + name.slice(0, 1);
	return paintRuns(
		dots.map((cell, index) => text[index - start] ?? cell),
		paints.map((paint, index) => text[index - start] === undefined ? paint : style.limit),
	);
}

/** What stands before each row of the plot. Zero stands in the row of the time axis when there is one. */
function labelRows({top, step}: Scale, plotHeight: number, format: (value: number) => string): ReadonlyArray<string | undefined> {
	const labels: Array<string | undefined> = Array.from({length: plotHeight});
	for (let mark = step; mark < top + (step / 2); mark += step) {
		labels[plotHeight - 1 - Math.floor(toDots(mark, {top, step}, plotHeight) / dotsUp)] = format(mark);
	}

	return labels;
}

function drawAxisCell(label: string | undefined, isAscii: boolean): string {
	const line = isAscii ? '|' : (label === undefined ? '│' : '┤');
	return (label ?? '').slice(0, labelWidth).padStart(labelWidth) + line;
}

function drawTimeAxis(plotWidth: number, valuesPerColumn: number, {format, secondsPerValue, style}: LineChartOptions): string {
	const zero = format(0).slice(0, labelWidth).padStart(labelWidth);
	const span = formatSpan(plotWidth * dotsAcross * valuesPerColumn * secondsPerValue);
	return zero + (style.isAscii ? '+' : '└') + ` ${span}`.padStart(plotWidth, style.isAscii ? '-' : '─');
}

function formatSpan(seconds: number): string {
	const [value, unit] = seconds < 100 ? [seconds, 's'] : (seconds < 6000 ? [seconds / 60, 'min'] : [seconds / 3600, 'h']);
	return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${unit}`;
}
