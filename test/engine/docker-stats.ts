import test from 'ava';
import {convertStats} from '../../source/engine/docker-stats.js';
import {asDocument} from '../../source/engine/document.js';
import type {Reading} from '../../source/metrics/reading.js';
import {readAnswer, readDocument} from '../support/answers.js';
import {findUnsafeTexts, mutate} from '../support/mutations.js';

const convert = (name: string): Reading => convertStats(readDocument(`${name}.stats`));

test('Docker on cgroup v1', t => {
	const {cpu, memory, pids, network, source, takenAtMicroseconds, io} = convert('docker-20.10/web');
	t.is(source, 'engine');
	t.is(takenAtMicroseconds, (Date.UTC(2026, 10, 24, 5, 50, 26) * 1000) + 16_433);
	t.like(cpu, {usageMicroseconds: 374_962.124, userMicroseconds: 210_000, systemMicroseconds: 160_000, periods: 24, throttledPeriods: 0, throttledMicroseconds: 0});
	// The names that count children too: total_inactive_file is what `docker stats` subtracts.
	t.like(memory, {
		currentBytes: 872_448, limitBytes: 64 * 2 ** 20, peakBytes: 4_059_136, inactiveFileBytes: 0, anonBytes: 53_248, fileBytes: 8192,
	});
	t.deepEqual(pids, {current: 1, limit: 50, refused: undefined});
	t.deepEqual(network, {
		receivedBytes: 806, sentBytes: 0, receivedPackets: 9, sentPackets: 0, errors: 0, dropped: 0, interfaces: ['eth0'],
	});
	t.deepEqual(io, []);
});

test('Docker on cgroup v2', t => {
	const {cpu, memory, pids, io} = convert('docker-26/limited');
	const document = readDocument('docker-26/limited.stats');
	const usage = asDocument(asDocument(document['cpu_stats'])['cpu_usage']);
	t.is(cpu?.usageMicroseconds, Number(usage['total_usage']) / 1000);
	t.true(cpu!.throttledPeriods! > 0);
	t.is(memory?.peakBytes, undefined);
	t.is(memory?.inactiveFileBytes, 0);
	t.true(memory!.anonBytes! > 0);
	t.is(memory?.fileBytes, 0);
	t.true(pids!.current > 0);
	// The answer has null where nothing was read or written yet, and where io is not counted.
	t.is(io, undefined);
});

test('what the engine calls failcnt is another counter of the kernel on v1 than on v2', t => {
	// The kernel's memory.events of that container at that moment: max 49, oom 1.
	t.like(convert('docker-26/oomchild').memory, {limitEvents: undefined, oomEvents: 1});
	const {memory} = convertStats({memory_stats: {usage: 1, failcnt: 7, stats: {total_inactive_file: 0, inactive_file: 0}}});
	t.like(memory, {limitEvents: 7, oomEvents: undefined});
	t.like(convertStats({memory_stats: {usage: 1, failcnt: 7}}).memory, {limitEvents: undefined, oomEvents: undefined});
});

test('Podman tells the memory in use and nothing of what it is made of, and fills with zeros what it does not know', t => {
	const {cpu, memory, pids, network, io} = convert('podman/plim');
	// Its time in the kernel is in µs where the rest is in ns, its time of programs is the difference of the two, and this container was throttled.
	t.like(cpu, {userMicroseconds: undefined, systemMicroseconds: undefined, periods: undefined, throttledPeriods: undefined, throttledMicroseconds: undefined});
	t.is(io, undefined);
	t.is(cpu?.usageMicroseconds, 3_373_901);
	t.is(memory?.currentBytes, 61_440);
	t.is(memory?.limitBytes, 64 * 2 ** 20);
	t.is(memory?.inactiveFileBytes, undefined);
	t.is(memory?.anonBytes, undefined);
	t.deepEqual(pids, {current: 1, limit: undefined, refused: undefined});
	t.is(network?.receivedBytes, 1306);
});

test('Windows counts CPU time in units of 100 ns, and no throttling', t => {
	const usage = {total_usage: 10_000_000, usage_in_kernelmode: 2_000_000, usage_in_usermode: 8_000_000};
	const throttling = {periods: 0, throttled_periods: 0, throttled_time: 0};
	for (const sign of [{num_procs: 5}, {num_procs: 0, memory_stats: {privateworkingset: 4096}}]) {
		t.like(convertStats({...sign, cpu_stats: {cpu_usage: usage, throttling_data: throttling}}).cpu, {
			usageMicroseconds: 1_000_000, userMicroseconds: 800_000, systemMicroseconds: 200_000, periods: undefined, throttledPeriods: undefined, throttledMicroseconds: undefined,
		});
	}

	t.is(convertStats({num_procs: 0, cpu_stats: {cpu_usage: usage, throttling_data: throttling}}).cpu?.usageMicroseconds, 10_000);
});

for (const name of ['docker-20.10/ended', 'docker-26/exited']) {
	test(`a container that does not run (${name}) has no numbers, and no zeros for them`, t => {
		const {cpu, memory, pids, network} = convert(name);
		t.deepEqual([cpu, memory, pids, network], [undefined, undefined, undefined, undefined]);
	});
}

test('what is near 2^63 is no limit', t => {
	const limit = (value: number) => convertStats({memory_stats: {usage: 1, limit: value}}).memory?.limitBytes;
	t.is(limit(9_223_372_036_854_771_712), 'max');
	t.is(limit(2 ** 40), 2 ** 40);
	t.is(limit(0), undefined);
	t.is(convertStats({pids_stats: {current: 1, limit: 18_446_744_073_709_551_615}}).pids?.limit, 'max');
});

test('a limit of all the machine\'s memory is what the engine says for none', t => {
	const document = {memory_stats: {usage: 1, limit: 8 * 2 ** 30}};
	t.is(convertStats(document, 8 * 2 ** 30).memory?.limitBytes, 'max');
	t.is(convertStats(document, 16 * 2 ** 30).memory?.limitBytes, 8 * 2 ** 30);
});

test('a list of devices that is empty says that nothing was read or written only where operations are listed too, which v1 does', t => {
	const read = (stats: Readonly<Record<string, unknown>>) => convertStats({blkio_stats: stats}).io;
	t.deepEqual(read({io_service_bytes_recursive: [], io_serviced_recursive: []}), []);
	t.is(read({io_service_bytes_recursive: [], io_serviced_recursive: null}), undefined);
	t.is(read({io_service_bytes_recursive: null, io_serviced_recursive: null}), undefined);
	t.is(read({}), undefined);
	t.deepEqual(read({io_service_bytes_recursive: [{major: 8, minor: 0, op: 'read', value: 5}], io_serviced_recursive: null}), [
		{device: '8:0', name: '8:0', readBytes: 5, writtenBytes: 0, readOperations: undefined, writeOperations: undefined},
	]);
});

test('read and written bytes are summed by device, in the words of v1 (Read) and v2 (read)', t => {
	const entry = (op: string, value: number, minor = 0) => ({major: 8, minor, op, value});
	const {io} = convertStats({
		blkio_stats: {
			io_service_bytes_recursive: [entry('Read', 1), entry('Write', 2), entry('Sync', 50), entry('Total', 3), entry('read', 10, 16)],
			io_serviced_recursive: [entry('Read', 4), entry('Write', 5)],
		},
	});
	t.deepEqual(io, [
		{device: '8:0', name: '8:0', readBytes: 1, writtenBytes: 2, readOperations: 4, writeOperations: 5},
		{device: '8:16', name: '8:16', readBytes: 10, writtenBytes: 0, readOperations: undefined, writeOperations: undefined},
	]);
});

test('the counters of all interfaces are summed', t => {
	const {network} = convertStats({
		networks: {
			eth0: {rx_bytes: 1, tx_bytes: 2, rx_errors: 1, tx_errors: 0, rx_packets: 5}, eth1: {rx_bytes: 10, tx_bytes: 20, rx_errors: 0, tx_errors: 3, tx_dropped: 4},
		},
	});
	t.like(network, {receivedBytes: 11, sentBytes: 22, errors: 4, receivedPackets: undefined, dropped: undefined, interfaces: ['eth0', 'eth1']});
});

const numbersOf = (value: unknown): readonly number[] => typeof value === 'object' && value !== null
	? Object.values(value).flatMap(element => numbersOf(element))
	: (typeof value === 'number' ? [value] : []);

for (const bad of [-1, 1e308, 2 ** 65]) {
	test(`${bad} is no counter: what it is part of is unknown`, t => {
		const operation = {major: 8, minor: 0, op: 'read', value: bad};
		const written = {...operation, op: 'write', value: 7};
		const {cpu, memory, io, pids, network} = convertStats({
			cpu_stats: {cpu_usage: {total_usage: 5000, usage_in_usermode: bad, usage_in_kernelmode: bad}, throttling_data: {periods: bad, throttled_periods: bad, throttled_time: bad}},
			memory_stats: {usage: 1, max_usage: bad, failcnt: bad, stats: {total_inactive_file: bad, anon: bad}},
			blkio_stats: {io_service_bytes_recursive: [written], io_serviced_recursive: [operation, written]},
			pids_stats: {current: bad},
			networks: {a: {rx_bytes: 1, tx_bytes: 2, rx_errors: bad, tx_errors: 0, rx_packets: 3}},
		});
		t.deepEqual(numbersOf({cpu, memory, pids}), [5, 1]);
		t.deepEqual(io?.map(({readOperations, writeOperations}) => [readOperations, writeOperations]), [[undefined, 7]]);
		t.like(network, {receivedBytes: 1, receivedPackets: 3, errors: undefined});
		t.is(convertStats({memory_stats: {usage: bad}}).memory, undefined);
		t.is(convertStats({cpu_stats: {cpu_usage: {total_usage: bad}}}).cpu, undefined);
		t.is(convertStats({blkio_stats: {io_service_bytes_recursive: [operation, {...operation, value: 5}]}}).io, undefined);
		t.is(convertStats({networks: {a: {rx_bytes: bad, tx_bytes: 1}, b: {rx_bytes: 1, tx_bytes: 1}}}).network, undefined);
	});
}

test('answers with fields that are missing, of another type or hostile: nothing is thrown, and no number is anything but finite', t => {
	for (const name of ['docker-20.10/web', 'docker-26/limited', 'podman/plim']) {
		for (const broken of mutate(readAnswer(`${name}.stats`), 150)) {
			const reading = convertStats(asDocument(broken));
			t.true(numbersOf(reading).every(number => Number.isFinite(number)), name);
			t.deepEqual(findUnsafeTexts(reading), []);
		}
	}
});
