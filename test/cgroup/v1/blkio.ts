import test from 'ava';
import type {Folder} from '../../../source/cgroup/folder.js';
import {createIoCounting, readIo} from '../../../source/cgroup/v1/blkio.js';
import type {DeviceReading} from '../../../source/metrics/reading.js';
import {createTextFolder, findWrongNumbers} from '../../support/damage.js';
import {createFolder, writeFiles} from '../../support/machine.js';

const serviced = (device: string, read: number, written: number): string =>
	`${device} Read ${read}\n${device} Write ${written}\n${device} Sync 0\n${device} Async ${read + written}\n${device} Discard 0\n${device} Total ${read + written}\n`;
const create = (bytes: string, operations: string): Readonly<Record<string, string>> => ({
	'blkio.throttle.io_service_bytes_recursive': bytes,
	'blkio.throttle.io_serviced_recursive': operations,
	// Not of the cgroups below, so not to be read.
	'blkio.throttle.io_service_bytes': 'Total 0\n',
	'blkio.throttle.io_serviced': 'Total 0\n',
});
const readFolder = (folder: Folder): readonly DeviceReading[] | undefined => readIo(folder, device => `name of ${device}`, () => true);
const read = (bytes: string, operations: string): readonly DeviceReading[] | undefined => readFolder(createTextFolder(create(bytes, operations)));

const bytes = `${serviced('254:16', 524_288, 1_048_576)}${serviced('8:0', 0, 4096)}Total 1576960\n`;
const operations = `${serviced('254:16', 8, 16)}${serviced('8:0', 0, 1)}Total 25\n`;

test('each device with its bytes and operations', t => {
	t.deepEqual(read(bytes, operations), [
		{device: '254:16', name: 'name of 254:16', readBytes: 524_288, writtenBytes: 1_048_576, readOperations: 8, writeOperations: 16},
		{device: '8:0', name: 'name of 8:0', readBytes: 0, writtenBytes: 4096, readOperations: 0, writeOperations: 1},
	]);
});

test('no I/O yet is no device where it is counted, and unknown where it is not', t => {
	const folder = createTextFolder(create('Total 0\n', 'Total 0\n'));
	t.deepEqual(readIo(folder, device => device, () => true), []);
	t.is(readIo(folder, device => device, () => false), undefined);
});

test('the kernel counts for v1 once the topmost cgroup has a device, and from then on', t => {
	const folder = createFolder(t);
	t.false(createIoCounting('/nowhere')());
	writeFiles(folder, create('Total 0\n', 'Total 0\n'));
	const isCounted = createIoCounting(folder);
	t.false(isCounted());
	writeFiles(folder, create(bytes, operations));
	t.true(isCounted());
	writeFiles(folder, create('Total 0\n', 'Total 0\n'));
	t.true(isCounted());
});

test('a device that had its first request between the two files waits for the next look', t => {
	t.deepEqual(read(`${serviced('8:0', 1, 2)}Total 3\n`, 'Total 0\n'), []);
	t.deepEqual(read('Total 0\n', `${serviced('8:0', 1, 2)}Total 3\n`), []);
});

test('what is not whole is unknown', t => {
	for (const text of ['', '\n', serviced('8:0', 1, 2), 'Total \n', 'Total x\n', '8:0 Read 5\nTotal 5\n', 'x:0 Read 5\nx:0 Write 5\nTotal 10\n', '8:0 Read 4 0\n8:0 Write 5\nTotal 45\n']) {
		t.is(read(text, operations), undefined, JSON.stringify(text));
		t.is(read(bytes, text), undefined, JSON.stringify(text));
	}

	t.is(readFolder(createTextFolder({})), undefined, 'the controller is off');
});

test('a damaged file gives the true number or none', t => {
	t.deepEqual(findWrongNumbers(create(bytes, operations), readFolder), []);
});
