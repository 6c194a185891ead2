import test from 'ava';
import {
	createRaster, fillBelow, readRow, setDot, strokeLine, type Raster,
} from '../../source/charts/raster.js';

function read(raster: Raster, isAscii = false): string[] {
	return Array.from({length: raster.height}, (_, row) => readRow(raster, row, isAscii));
}

test('each dot is where Unicode has it, counted from the lower left', t => {
	const dots = [0, 1, 2, 3].flatMap(y => [0, 1].map(x => {
		const raster = createRaster(1, 1);
		setDot(raster, x, y);
		return read(raster)[0];
	}));
	t.deepEqual(dots, ['⡀', '⢀', '⠄', '⠠', '⠂', '⠐', '⠁', '⠈']);
});

test('a dot outside is not drawn', t => {
	const raster = createRaster(2, 2);
	for (const [x, y] of [[-1, 0], [0, -1], [4, 0], [0, 8]] as const) {
		setDot(raster, x, y);
	}

	t.deepEqual(read(raster), ['  ', '  ']);
});

test('a line meets half way between its points, and stays a line at a leap', t => {
	const raster = createRaster(2, 2);
	strokeLine(raster, 0, [0, 7, 7, 0]);
	t.deepEqual(read(raster), ['⢸⡇', '⡇⢸']);
});

test('filled below, a line is an area, and where there is no line there is none', t => {
	const raster = createRaster(3, 1);
	strokeLine(raster, 0, [0, 1, 2, 3]);
	fillBelow(raster);
	t.deepEqual(read(raster), ['⣠⣾ ']);
});

test('in ASCII more dots are a denser mark', t => {
	const raster = createRaster(4, 1);
	strokeLine(raster, 0, [0, 0, 1, 1, 2, 2, 3, 3]);
	fillBelow(raster);
	t.deepEqual(read(raster, true), ['.:o#']);
});
