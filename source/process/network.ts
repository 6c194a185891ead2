import {KeptFile} from '../kernel-files/kept-file.js';
import {parseNumber, splitLines} from '../kernel-files/number.js';
import type {NetworkReading, ReadingProblem} from '../metrics/reading.js';
import {cleanText} from '../text.js';

export type NetworkSample = {
	readonly network: NetworkReading | undefined;
	readonly problem: ReadingProblem | undefined;
};

/** The network counters of a process's network namespace. The open file keeps the namespace alive, so close it when the container has ended. */
export type Network = {
	/**
	 * Never throws; `network` is undefined without a problem when the process has ended. As long as nothing has changed it is
	 * the same sample again. Where there is no interface but `lo`, a new one may be eight seconds late.
	 */
	readonly read: () => NetworkSample;
	/** The next read looks again for interfaces. */
	readonly forgetInterfaces: () => void;
	readonly close: () => void;
};

const millisecondsWithoutInterfaces = 8000;

/**
 * Opens nothing yet: the first read does.
 *
 * @param now Monotonic, ms.
 */
export function openNetwork(procRoot: string, pid: number, now = () => performance.now()): Network {
	const file = new KeptFile(`${procRoot}/${pid}/net/dev`, now);
	let last: NetworkSample | undefined;
	/** When it had no interfaces. */
	let withoutAt = -Infinity;
	return {
		read() {
			if (now() - withoutAt >= millisecondsWithoutInterfaces) {
				file.read();
				withoutAt = file.parseLast(parseNetworkDevices)?.interfaces.length === 0 ? now() : -Infinity;
			}

			const network = file.parseLast(parseNetworkDevices);

			const problem = problemOf(file);
			if (last === undefined || last.network !== network || last.problem?.reason !== problem?.reason) {
				last = {network, problem};
			}

			return last;
		},
		forgetInterfaces() {
			withoutAt = -Infinity;
		},
		close() {
			file.close();
		},
	};
}

function problemOf({path, status, reason}: KeptFile): ReadingProblem | undefined {
	return status === 'denied' || status === 'failed'
		? {group: 'network', status, reason: `${path} may not be read (${reason}): run dockdash as root.`}
		: undefined;
}

const headerLines = 2;
const columns = 16;

/** The name, as it stands there, and the 16 numbers of an interface of /proc/net/dev; undefined for a line that is no interface, or not whole. */
export function splitDevice(line: string): {readonly name: string; readonly values: readonly number[]} | undefined {
	// An interface may have a colon in its name (an alias): the last one ends it.
	const colon = line.lastIndexOf(':');
	const name = line.slice(0, colon).trim();
	const values = line.slice(colon + 1).trim().split(/ +/v).map(word => parseNumber(word));
	return colon !== -1 && !name.includes(' ') && values.length === columns && values.every(value => value !== undefined) ? {name, values} : undefined;
}

/** Sums up all interfaces of /proc/net/dev but `lo`; undefined unless every line is whole, for a missing one would look like a counter that went back. */
export function parseNetworkDevices(text: string | undefined): NetworkReading | undefined {
	if (!text?.startsWith('Inter-|') || !text.endsWith('\n')) {
		return undefined;
	}

	const sums = Array.from({length: columns}, () => 0);
	const interfaces: string[] = [];
	for (const line of splitLines(text).slice(headerLines)) {
		const device = splitDevice(line);
		if (device === undefined) {
			return undefined;
		}

		if (device.name !== 'lo') {
			interfaces.push(cleanText(device.name, 64));
			for (const [index, value] of device.values.entries()) {
				sums[index] = (sums[index] ?? 0) + value;
			}
		}
	}

	const [receivedBytes = 0, receivedPackets, receiveErrors = 0, receiveDropped = 0] = sums;
	const [sentBytes = 0, sentPackets, sendErrors = 0, sendDropped = 0] = sums.slice(columns / 2);
	return {
		receivedBytes,
		sentBytes,
		receivedPackets,
		sentPackets,
		errors: receiveErrors + sendErrors,
		dropped: receiveDropped + sendDropped,
		interfaces,
	};
}
