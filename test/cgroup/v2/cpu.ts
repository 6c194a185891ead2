import test from 'ava';
import {readCpu} from '../../../source/cgroup/v2/cpu.js';
import type {CpuReading} from '../../../source/metrics/reading.js';
import {createTextFolder, findWrongNumbers, type Texts} from '../../support/damage.js';

const limited: Texts = {
	'cpu.stat': 'usage_usec 490843833\nuser_usec 479488048\nsystem_usec 11355784\nnice_usec 0\nnr_periods 16406\nnr_throttled 16080\nthrottled_usec 1096898074\nnr_bursts 0\nburst_usec 0\n',
	'cpu.max': '30000 100000\n',
	'cpu.weight': '20\n',
	'cpuset.cpus.effective': '0-1\n',
};
const read = (changes: Readonly<Record<string, string | undefined>>): CpuReading | undefined => readCpu(createTextFolder({...limited, ...changes} as Texts));

test('a limited container', t => {
	t.deepEqual(read({}), {
		usageMicroseconds: 490_843_833,
		userMicroseconds: 479_488_048,
		systemMicroseconds: 11_355_784,
		quotaMicroseconds: 30_000,
		periodMicroseconds: 100_000,
		periods: 16_406,
		throttledPeriods: 16_080,
		throttledMicroseconds: 1_096_898_074,
		weight: 20,
		shares: undefined,
		cpuset: '0-1',
	});
});

test('the quota and its period are known together or not', t => {
	for (const [text, expected] of [
		['max 100000\n', ['max', 100_000]],
		['150000 50000\n', [150_000, 50_000]],
		['30000\n', [undefined, undefined]],
		['30000 max\n', [undefined, undefined]],
		['x 100000\n', [undefined, undefined]],
		['30000 100000', [undefined, undefined]],
		['30000  100000\n', [undefined, undefined]],
		['\n', [undefined, undefined]],
		[undefined, [undefined, undefined]],
	] as const) {
		const reading = read({'cpu.max': text});
		t.deepEqual([reading?.quotaMicroseconds, reading?.periodMicroseconds], [...expected], text);
	}
});

test('where the controller is off the usage is still told', t => {
	const reading = readCpu(createTextFolder({'cpu.stat': 'usage_usec 7\nuser_usec 5\nsystem_usec 2\n'}));
	t.like(reading, {
		usageMicroseconds: 7, userMicroseconds: 5, systemMicroseconds: 2,
		quotaMicroseconds: undefined, periods: undefined, throttledMicroseconds: undefined, weight: undefined, cpuset: undefined,
	});
	t.is(readCpu(createTextFolder({'cpu.max': 'max 100000\n'})), undefined);
});

test('a damaged file gives the true number or none', t => {
	t.deepEqual(findWrongNumbers(limited, readCpu), []);
});
