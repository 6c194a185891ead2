import test from 'ava';
import {
	formatBytes,
	formatBytesInWords,
	formatBytesOfLimit,
	formatClock,
	formatCount,
	formatCpus,
	formatDuration,
	formatMicroseconds,
	formatPercent,
	formatRate,
	type Format,
	type Value,
} from '../../source/metrics/format.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const kibi = 1024;
const mebi = 1024 * kibi;
const gibi = 1024 * mebi;

const tables: ReadonlyArray<readonly [name: string, format: Format, rows: ReadonlyArray<readonly [Value, string]>]> = [
	['bytes', formatBytes, [
		[0, '0'],
		[1, '1B'],
		[999, '999B'],
		[1000, '1.0k'],
		[kibi, '1.0k'],
		[3.1 * mebi, '3.1M'],
		[9.94 * mebi, '9.9M'],
		[9.96 * mebi, '10M'],
		[64 * mebi, '64M'],
		[999 * mebi, '999M'],
		[1000 * mebi, '1.0G'],
		[1.2 * gibi, '1.2G'],
		[23.5 * gibi, '24G'],
		[2 ** 53, '8.0P'],
		[2 ** 63, '8.0E'],
	]],
	['bytes in words', formatBytesInWords, [
		[0, '0 B'],
		[812, '812 B'],
		[336 * kibi, '336 KiB'],
		[3.1 * mebi, '3.1 MiB'],
		[16 * mebi, '16 MiB'],
	]],
	['rate', formatRate, [[0, '0/s'], [0.4, '0/s'], [12 * kibi, '12k/s']]],
	['percent', formatPercent, [
		[0, '0.0'],
		[0.04, '0.0'],
		[30, '30.0'],
		[99.96, '100.0'],
		[999.94, '999.9'],
		[999.96, '1000'],
		[6400, '6400'],
	]],
	['count', formatCount, [[0, '0'], [1, '1'], [3557, '3557'], [9999, '9999'], [10_000, '10k'], [999_600, '1.0M'], [2.4, '2']]],
	['CPUs', formatCpus, [[30, '0.30'], [100, '1'], [150, '1.50'], [800, '8']]],
	['CPU time', formatMicroseconds, [[0, '0ms'], [12_400, '12ms'], [999_999, '999ms'], [1_000_000, '1.0s'], [9_999_999, '9.9s'], [10_000_000, '10s'], [192_000_000, '3m']]],
	['duration', formatDuration, [
		[0, '0s'],
		[59_999, '59s'],
		[minute, '1m'],
		[59 * minute, '59m'],
		[hour, '1h'],
		[day - 1, '23h'],
		[3 * day, '3d'],
		[999 * day, '999d'],
		[1000 * day, '2y'],
	]],
];

for (const [name, format, rows] of tables) {
	test(`${name}: every size has one way to be written`, t => {
		for (const [value, text] of rows) {
			t.is(format(value), text, `${value}`);
		}
	});

	test(`${name}: unknown, no limit, and what cannot be`, t => {
		t.is(format(undefined), '--');
		t.is(format('max'), '∞');
		t.is(format('max', 'no limit'), 'no limit');
		for (const value of [NaN, -1, Infinity, -Infinity]) {
			t.is(format(value), '--', `${value}`);
		}
	});
}

test('no number is wider than its column', t => {
	const widest = (format: Format) => {
		let width = 0;
		for (let value = 0.001; value < 2 ** 63; value *= 1.07) {
			width = Math.max(width, format(value).length);
		}

		return width;
	};

	t.is(widest(formatBytes), 4);
	t.is(widest(formatRate), 6);
	t.is(widest(formatCount), 4);
});

test('use of a limit names the unit once', t => {
	t.is(formatBytesOfLimit(3.1 * mebi, 64 * mebi), '3.1/64M');
	t.is(formatBytesOfLimit(336 * kibi, 48 * mebi), '336k/48M');
	t.is(formatBytesOfLimit(18 * mebi, 'max'), '18M/∞');
	t.is(formatBytesOfLimit(18 * mebi, 'max', 'max'), '18M/max');
	t.is(formatBytesOfLimit(0, 64 * mebi), '0/64M');
	t.is(formatBytesOfLimit(undefined, 64 * mebi), '--/64M');
	t.is(formatBytesOfLimit(undefined, undefined), '--/--');
});

test('the clock is local, two digits each', t => {
	t.is(formatClock(new Date(2026, 0, 2, 3, 4, 5).getTime()), '03:04:05');
	t.is(formatClock(undefined), '--');
});
