import test from 'ava';
import {readPressure} from '../../../source/cgroup/v2/pressure.js';
import {createTextFolder, findWrongNumbers} from '../../support/damage.js';

const text = (some: number, full: number): string => `some avg10=48.10 avg60=35.74 avg300=11.40 total=${some}\nfull avg10=48.10 avg60=35.73 avg300=11.40 total=${full}\n`;
const texts = {'cpu.pressure': text(39_012_714, 38_999_107), 'memory.pressure': text(12_641, 12_640), 'io.pressure': text(164, 0)};

test('each resource has its own pressure', t => {
	t.deepEqual(readPressure(createTextFolder(texts)), {
		cpu: {someMicroseconds: 39_012_714, fullMicroseconds: 38_999_107},
		memory: {someMicroseconds: 12_641, fullMicroseconds: 12_640},
		io: {someMicroseconds: 164, fullMicroseconds: 0},
	});
});

test('a kernel without pressure', t => {
	t.deepEqual(readPressure(createTextFolder({})), {cpu: undefined, memory: undefined, io: undefined});
});

test('a damaged file gives the true number or none', t => {
	t.deepEqual(findWrongNumbers(texts, readPressure), []);
});
