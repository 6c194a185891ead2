import test from 'ava';
import type {DeviceReading} from '../../source/metrics/reading.js';
import {moveOn} from '../../source/recording/counters.js';
import {makeReading} from '../support/containers.js';

const device = (number: string, readBytes: number): DeviceReading => ({
	device: number, name: number, readBytes, writtenBytes: 0, readOperations: 1, writeOperations: 0,
});

test('a counter goes on from what it was by what came to it', t => {
	const reading = (usageMicroseconds: number) => makeReading(1, {cpu: {usageMicroseconds}});
	t.is(moveOn(reading(500), reading(70), reading(100)).cpu?.usageMicroseconds, 530);
	t.is(moveOn(undefined, reading(70), reading(100)).cpu?.usageMicroseconds, 30);
});

test('each device goes on from itself, though the kernel lists a new one first', t => {
	const reading = (...io: readonly DeviceReading[]) => makeReading(1, {io});
	const read = (base: ReturnType<typeof reading> | undefined) =>
		moveOn(base, reading(device('8:0', 1_000_000)), reading(device('8:16', 4096), device('8:0', 1_000_001))).io?.map(({device: number, readBytes}) => [number, readBytes]);
	t.deepEqual(read(reading(device('8:0', 5_000_000))), [['8:16', 4096], ['8:0', 5_000_001]]);
	t.deepEqual(read(undefined), [['8:16', 4096], ['8:0', 1]]);
});

test('what is no counter is as it was recorded', t => {
	const pages = (...sizes: readonly string[]) => makeReading(1, {hugePages: sizes.map((size, index) => ({size, currentBytes: index + 1, limitBytes: 'max'}))});
	t.deepEqual(moveOn(pages('2MB'), pages('2MB'), pages('64KB', '2MB')).hugePages, pages('64KB', '2MB').hugePages);
});
