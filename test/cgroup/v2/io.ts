import test from 'ava';
import type {Folder} from '../../../source/cgroup/folder.js';
import {readIo} from '../../../source/cgroup/v2/io.js';
import type {DeviceReading} from '../../../source/metrics/reading.js';
import {createTextFolder, findWrongNumbers} from '../../support/damage.js';

const readFolder = (folder: Folder): readonly DeviceReading[] | undefined => readIo(folder, device => `name of ${device}`);
const read = (text: string): readonly DeviceReading[] | undefined => readFolder(createTextFolder({'io.stat': text}));

const numbers = 'rbytes=1459200 wbytes=314773504 rios=192 wios=353 dbytes=0 dios=0';
const reading = (device: string): DeviceReading => ({
	device, name: `name of ${device}`, readBytes: 1_459_200, writtenBytes: 314_773_504, readOperations: 192, writeOperations: 353,
});

const texts: ReadonlyArray<readonly [sentence: string, text: string, expected: readonly DeviceReading[] | undefined]> = [
	['no I/O yet', '', []],
	['one device', `8:16 ${numbers}\n`, [reading('8:16')]],
	['two devices', `8:16 ${numbers}\n254:0 ${numbers}\n`, [reading('8:16'), reading('254:0')]],
	['an order of its own', '8:0 wios=4 rios=3 wbytes=2 rbytes=1\n', [{device: '8:0', name: 'name of 8:0', readBytes: 1, writtenBytes: 2, readOperations: 3, writeOperations: 4}]],
	['more that the controller of latencies tells', `8:16 ${numbers} use_delay=0 delay_nsec=0 cost.usage=39021 depth=max avg_lat=5 win=100\n`, [reading('8:16')]],
	['a device without numbers', `7:0\n8:16 ${numbers}\n`, [reading('8:16')]],
	['a device without numbers, and a space', `7:0 \n8:16 ${numbers}\n`, [reading('8:16')]],
	['devices without numbers before another on its line', `7:1 7:0 8:16 ${numbers}\n`, [reading('8:16')]],
	['a line that was cut off', `8:16 ${numbers}\n254:0 rbytes=1`, undefined],
	['a number is missing', `8:16 ${numbers}\n254:0 rbytes=1 wbytes=2 rios=3\n`, undefined],
	['a number that is none', `8:16 ${numbers.replace('192', 'max')}\n`, undefined],
	['no device', `${numbers}\n`, undefined],
	['a name that is none', `sda ${numbers}\n`, undefined],
	['a device torn apart', `8:1 6 ${numbers}\n`, undefined],
	['an empty line', `\n8:16 ${numbers}\n`, undefined],
];

for (const [sentence, text, expected] of texts) {
	test(`io.stat: ${sentence}`, t => {
		t.deepEqual(read(text), expected);
	});
}

test('where the controller is off there is nothing to tell', t => {
	t.is(readFolder(createTextFolder({})), undefined);
});

test('a damaged file gives the true number or none', t => {
	t.deepEqual(findWrongNumbers({'io.stat': `8:16 ${numbers}\n254:0 ${numbers.replace('353', '77')}\n`}, readFolder), []);
});
