import type {LineChart} from 'blessed-contrib/lib/widget/charts/line.js';
import type {DrawingContext} from 'drawille-canvas-blessed-contrib';
import {formatError} from '../errors.js';
import {log} from '../log.js';
import {
	dotsAcross, dotsUp, hasDot, setDot, strokeLine, type Raster,
} from './raster.js';

type Library = {
	readonly prototype: LineChart;
	readonly createCanvas: (width: number, height: number) => {readonly getContext: () => DrawingContext};
};

let library: Library | 'loading' | 'missing' | undefined;

// The chart keeps a margin for its own axes, which ours replace: cells at the left of the plot, and below it.
const marginLeft = 6;
const marginBottom = 3;
// The chart puts this many dots more below its curve than there are in the margin's rows.
const baseline = 1;
const options = {
	style: {}, xLabelPadding: 5, xPadding: 10, minY: 0, showNthLabel: 1, showLegend: false,
} as const;

/**
 * Loads blessed-contrib's line chart. Until it is there, and when it is not installed, our own lines are drawn, and they
 * look the same. Resolves with whether it is loaded.
 */
export async function loadContrib(): Promise<boolean> {
	library = 'loading';
	try {
		const [{default: {prototype}}, {default: canvases}] = await Promise.all([
			import('blessed-contrib/lib/widget/charts/line.js'),
			import('drawille-canvas-blessed-contrib'),
		]);
		library = {prototype, createCanvas: (width, height) => new canvases.Canvas(width, height)};
		return true;
	} catch (error) {
		library = 'missing';
		log('charts', `blessed-contrib could not be loaded: ${formatError(error)}`);
		return false;
	}
}

// A graph that has most of the screen. In smaller ones, which are on screen all the time, what it costs buys nothing.
const leastHeight = 16;

/**
 * Like `strokeLine`, but where there is much room drawn by blessed-contrib, which the first such line loads. A lone point,
 * of which it draws nothing, is always ours.
 */
export function strokeLargeLine(raster: Raster, x: number, heights: readonly number[]): void {
	const isLarge = raster.height >= leastHeight && heights.length > 1;
	if (isLarge && library === undefined) {
		void loadContrib();
	}

	if (!isLarge || typeof library !== 'object') {
		strokeLine(raster, x, heights);
		return;
	}

	const width = Math.ceil(heights.length / dotsAcross) + marginLeft;
	const height = raster.height + marginBottom;
	const canvasSize = {width: width * dotsAcross, height: height * dotsUp};
	const context = library.createCanvas(canvasSize.width, canvasSize.height).getContext();
	// Without a screen the chart cannot be constructed; an object with its methods draws just as well.
	const chart = Object.create(library.prototype) as LineChart;
	chart.canvasSize = canvasSize;
	chart.ctx = context;
	// One unit is one dot, and there are as many labels as make one value one dot wide.
	chart.options = {...options, maxY: (raster.height * dotsUp) + baseline};
	chart.setData([{x: Array.from({length: canvasSize.width - options.xPadding}, () => ' '), y: heights}]);
	copyDots({width, height, masks: context._canvas.content}, raster, x, heights.length);
}

function copyDots(chart: Raster, plot: Raster, x: number, length: number): void {
	for (let column = 0; column < length; column++) {
		for (let y = 0; y < plot.height * dotsUp; y++) {
			if (hasDot(chart, (marginLeft * dotsAcross) + column, (marginBottom * dotsUp) + y)) {
				setDot(plot, x + column, y);
			}
		}
	}
}
