import {createRequire} from 'node:module';
import process from 'node:process';
import test from 'ava';
import {loadContrib, strokeLargeLine} from '../../source/charts/contrib.js';
import {createRaster, strokeLine, type Raster} from '../../source/charts/raster.js';

const require = createRequire(import.meta.url);

type Stroke = (raster: Raster, x: number, heights: readonly number[]) => void;

function draw(stroke: Stroke, height: number, x: number, heights: readonly number[]): Uint8Array {
	const raster = createRaster(30, height);
	stroke(raster, x, heights);
	return raster.masks;
}

/** Heights that leap, climb, stay and touch both edges, the same in each run. */
function makeHeights(length: number, seed: number, dots: number): number[] {
	return Array.from({length}, (_, index) => Math.round((1 + Math.sin((index * seed) + (index % 7 === 0 ? seed : 0))) / 2 * (dots - 1)));
}

test.serial('where there is not much room, lines are our own', t => {
	const heights = makeHeights(40, 3, 60);
	t.deepEqual(draw(strokeLargeLine, 15, 5, heights), draw(strokeLine, 15, 5, heights));
});

test.serial('blessed-contrib draws the large lines once it is loaded, dot for dot as ours are', async t => {
	const listeners = process.eventNames().length;
	t.true(await loadContrib());
	t.is(process.eventNames().length, listeners, 'it does not listen to the process');

	const {prototype} = require('blessed-contrib/lib/widget/charts/line.js') as {prototype: {setData: (...parameters: unknown[]) => void}};
	const {setData} = prototype;
	let calls = 0;
	prototype.setData = function (...parameters) {
		calls++;
		setData.apply(this, parameters);
	};

	for (const height of [16, 17, 25, 40]) {
		for (const [x, length] of [[0, 60], [1, 59], [13, 2], [20, 31]] as const) {
			for (let seed = 0; seed < 12; seed++) {
				const heights = makeHeights(length, seed, height * 4);
				t.deepEqual(draw(strokeLargeLine, height, x, heights), draw(strokeLine, height, x, heights), `${heights.join(' ')} at ${x}, ${height} high`);
			}
		}
	}

	t.is(calls, 4 * 4 * 12);
});

test.serial('a lone point, which it would not draw, is drawn', t => {
	t.true(draw(strokeLargeLine, 16, 59, [12]).some(mask => mask !== 0));
});
