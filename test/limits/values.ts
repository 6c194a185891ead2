import test from 'ava';
import {formatBytesForDocker, parseBytes, parseCount, parseCpuset} from '../../source/limits/values.js';

const sizes: ReadonlyArray<readonly [text: string, bytes: number | undefined]> = [
	['512m', 512 * 1024 * 1024],
	['512M', 512 * 1024 * 1024],
	['64MiB', 64 * 1024 * 1024],
	['1.5g', 1536 * 1024 * 1024],
	['10 kb', 10 * 1024],
	['1048576', 1_048_576],
	['7b', 7],
	['0', 0],
	['', undefined],
	['m', undefined],
	['-1', undefined],
	['1e9', undefined],
	['5 x', undefined],
	['5mm', undefined],
	['99999999p', undefined],
];
for (const [text, bytes] of sizes) {
	test(`the size ${JSON.stringify(text)} is ${bytes ?? 'none'}`, t => {
		t.is(parseBytes(text), bytes);
	});
}

test('a size is written shortly, and read back to the byte', t => {
	t.deepEqual([512 * 1024 * 1024, 1_572_864, 1000, 1024, 0].map(bytes => formatBytesForDocker(bytes)), ['512m', '1536k', '1000b', '1k', '0b']);
	for (const bytes of [1, 1023, 1024, 123_456_789, 2 ** 40, 2 ** 50]) {
		t.is(parseBytes(formatBytesForDocker(bytes)), bytes);
	}
});

test('counts are whole and have no sign', t => {
	t.deepEqual(['12', '0', '-1', '1.5', '', ' 3', '99999999999999999999'].map(text => parseCount(text)), [12, 0, undefined, undefined, undefined, undefined, undefined]);
});

test('a CPU set is numbers and ranges', t => {
	t.deepEqual(['0', '0-1,3', '1,0'].map(text => parseCpuset(text)?.highest), [0, 3, 1]);
	t.deepEqual(['', '3-1', '0-', 'a', '0,,1', '0-1-2', '-1'].map(text => parseCpuset(text)), Array.from({length: 7}, () => undefined));
});
