import {KeptFile} from '../../kernel-files/kept-file.js';
import {parseNumber, splitLines} from '../../kernel-files/number.js';
import type {DeviceReading} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';

const bytesFile = 'blkio.throttle.io_service_bytes_recursive';
const operationsFile = 'blkio.throttle.io_serviced_recursive';

/**
 * Tells whether the kernel counts block I/O for v1. Since 6.10 it does so only once a throttle limit has been set for
 * some device of the machine, and until then says 0 for everything. A machine whose topmost cgroup has no I/O does not count.
 */
export function createIoCounting(mountPoint: string): () => boolean {
	const file = new KeptFile(`${mountPoint}/${bytesFile}`);
	let isCounted = false;
	return () => {
		isCounted ||= (parseServiced(file.read())?.size ?? 0) > 0;
		return isCounted;
	};
}

/** Block I/O of each device on cgroup v1, of the cgroup and all below it; undefined where it is not counted. */
export function readIo(folder: Folder, nameOf: (device: string) => string, isCounted: () => boolean): DeviceReading[] | undefined {
	const bytes = folder.parse(bytesFile, parseServiced);
	const operations = folder.parse(operationsFile, parseServiced);
	if (bytes === undefined || operations === undefined || (bytes.size === 0 && !isCounted())) {
		return undefined;
	}

	const devices: DeviceReading[] = [];
	for (const [device, {read, written}] of bytes) {
		// The two files are read one after the other: a device may have had its first request in between.
		const counts = operations.get(device);
		if (counts !== undefined) {
			devices.push({
				device,
				name: nameOf(device),
				readBytes: read,
				writtenBytes: written,
				readOperations: counts.read,
				writeOperations: counts.written,
			});
		}
	}

	return devices;
}

type Serviced = {readonly read: number; readonly written: number};

/**
 * `8:0 Read 4096`, `8:0 Write 0`, `8:0 Sync …` a line, and at the end `Total 4096` over all devices; a text without that
 * end, or with a line that is not so, is not complete.
 */
function parseServiced(text: string | undefined): ReadonlyMap<string, Serviced> | undefined {
	const lines = splitLines(text ?? '');
	const total = lines.pop();
	if (!text?.endsWith('\n') || !total?.startsWith('Total ') || parseNumber(total, 6) === undefined) {
		return undefined;
	}

	const devices = new Map<string, {read?: number; written?: number}>();
	for (const line of lines) {
		const [device = '', kind, number = '', ...more] = line.split(' ');
		const value = parseNumber(number);
		if (value === undefined || more.length > 0 || !/^\d+:\d+$/v.test(device)) {
			return undefined;
		}

		const serviced = devices.get(device) ?? {};
		devices.set(device, serviced);
		if (kind === 'Read') {
			serviced.read = value;
		} else if (kind === 'Write') {
			serviced.written = value;
		}
	}

	const complete = new Map<string, Serviced>();
	for (const [device, {read, written}] of devices) {
		if (read === undefined || written === undefined) {
			return undefined;
		}

		complete.set(device, {read, written});
	}

	return complete;
}
