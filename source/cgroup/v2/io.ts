import {parseNumber, splitLines} from '../../kernel-files/number.js';
import type {DeviceReading} from '../../metrics/reading.js';
import type {Folder} from '../folder.js';

/** Block I/O of each device on cgroup v2; no devices while there was no I/O, undefined where the controller is off. */
export function readIo(folder: Folder, nameOf: (device: string) => string): DeviceReading[] | undefined {
	return folder.parse('io.stat', parseDevices)?.map(counters => ({name: nameOf(counters.device), ...counters}));
}

type Counters = Omit<DeviceReading, 'name'>;

function parseDevices(text: string | undefined): readonly Counters[] | undefined {
	if (text === undefined || !(text === '' || text.endsWith('\n'))) {
		return undefined;
	}

	const devices: Counters[] = [];
	for (const line of splitLines(text)) {
		const device = parseDevice(line);
		// A device left out would look like a counter that went back, so all or none.
		if (device === undefined) {
			return undefined;
		}

		if (device !== 'silent') {
			devices.push(device);
		}
	}

	return devices;
}

const deviceNumber = /^\d+:\d+$/v;

/**
 * `8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=0 dios=0`. Some kernels name a device without any numbers, and
 * let the next one follow on the same line: `8:16 8:0 rbytes=…`; the numbers belong to the last name.
 */
function parseDevice(line: string): Counters | 'silent' | undefined {
	const words = line.trimEnd().split(' ');
	const first = words.findIndex(word => !deviceNumber.test(word));
	const device = words.at(first === -1 ? -1 : first - 1);
	if (first === 0 || device === undefined) {
		return undefined;
	}

	if (first === -1) {
		return 'silent';
	}

	const pairs = words.slice(first).map(word => word.split('='));
	if (pairs.some(({length}) => length !== 2)) {
		return undefined;
	}

	const values = new Map(pairs.map(([key, value]) => [key, parseNumber(value ?? '')]));
	const [readBytes, writtenBytes, readOperations, writeOperations] = ['rbytes', 'wbytes', 'rios', 'wios'].map(key => values.get(key));
	if (readBytes === undefined || writtenBytes === undefined || readOperations === undefined || writeOperations === undefined) {
		return undefined;
	}

	return {device, readBytes, writtenBytes, readOperations, writeOperations};
}
