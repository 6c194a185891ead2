import {readFileSync} from 'node:fs';
import test from 'ava';
import {parseLoad, parseMeminfo, parseStat} from '../../source/host/parse.js';

const recorded = (name: string): string => readFileSync(`test/fixtures/host/proc/${name}`, 'utf8');

/** Every way to cut a text short, as a read in the wrong moment could. */
const cuts = (text: string): readonly string[] => Array.from({length: text.length}, (_, length) => text.slice(0, length));

test('CPU time: what is neither idle nor waiting for I/O is busy', t => {
	t.deepEqual(parseStat(recorded('stat')), {cpus: 2, busyMicroseconds: 232_490_000_000 / 1000, totalMicroseconds: 294_200_000_000 / 1000});
	t.deepEqual(
		parseStat('cpu  100 20 30 400 50 6 7 8 90 10\ncpu0 100 20 30 400 50 6 7 8 90 10\nintr 1\n'),
		{cpus: 1, busyMicroseconds: 1_710_000, totalMicroseconds: 6_210_000},
		'guest time is in user time already',
	);
});

test('memory: used is what is not available', t => {
	t.deepEqual(parseMeminfo(recorded('meminfo')), {
		memoryBytes: 3_048_060 * 1024,
		memoryUsedBytes: (3_048_060 - 2_714_260) * 1024,
		swapBytes: 0,
		swapUsedBytes: 0,
	});
	t.deepEqual(parseMeminfo('MemTotal: 100 kB\nMemFree: 40 kB\nSwapTotal: 10 kB\nSwapFree: 4 kB\n'), {
		memoryBytes: 102_400,
		memoryUsedBytes: undefined,
		swapBytes: 10_240,
		swapUsedBytes: 6144,
	}, 'before kernel 3.14 nobody tells what is available');
});

test('load is three averages', t => {
	t.deepEqual(parseLoad(recorded('loadavg')), [3.75, 1.63, 0.62]);
});

test('a text that was cut short or is something else gives the true number or none', t => {
	for (const text of cuts(recorded('stat').slice(0, 400))) {
		const times = parseStat(text);
		t.true(times === undefined || (times.cpus === 2 && times.totalMicroseconds === 294_200_000), text);
	}

	for (const text of cuts(recorded('meminfo'))) {
		const use = parseMeminfo(text);
		t.true(use === undefined || (use.memoryBytes === 3_048_060 * 1024 && [undefined, 333_800 * 1024].includes(use.memoryUsedBytes)), text);
	}

	for (const text of cuts('3.75 1.63 0.62 3')) {
		const load = parseLoad(text);
		t.true(load === undefined || load[2] === 0.62, text);
	}

	for (const text of ['', '\n', 'cpu\n', 'cpu  1 2 3 4 5 6 7 8\n', 'cpu  x 2 3 4 5 6 7 8\ncpu0 1\nintr\n', '<html>\n', 'MemTotal: -5 kB\n', 'MemTotal: 5 MB\n']) {
		t.deepEqual([parseStat(text), parseMeminfo(text), parseLoad(text)], [undefined, undefined, undefined]);
	}
});
