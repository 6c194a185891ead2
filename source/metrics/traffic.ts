import {growth, rate} from './rate.js';
import type {DeviceReading, NetworkReading} from './reading.js';
import type {IoSample, NetworkSample} from './sample.js';

/**
 * Block I/O summed over devices. A device that was not there before starts at 0: the kernel lists one with its first
 * byte. Each device is compared with itself, so that one that is gone cannot hide what another did.
 */
export function computeIo(previous: readonly DeviceReading[] | undefined, current: readonly DeviceReading[], elapsedMicroseconds: number | undefined): IoSample {
	const before = previous && new Map(previous.map(device => [device.device, device]));
	const perSecond = (count: (device: DeviceReading) => number | undefined) => {
		if (before === undefined) {
			return undefined;
		}

		const grown = current.map(device => {
			const same = before.get(device.device);
			return growth(same === undefined ? 0 : count(same), count(device));
		});
		return rate(0, sumOf(grown), elapsedMicroseconds);
	};

	return {
		readBytes: current.reduce((sum, device) => sum + device.readBytes, 0),
		writtenBytes: current.reduce((sum, device) => sum + device.writtenBytes, 0),
		readBytesPerSecond: perSecond(device => device.readBytes),
		writtenBytesPerSecond: perSecond(device => device.writtenBytes),
		operationsPerSecond: perSecond(countOperations),
		devices: current,
	};
}

function countOperations({readOperations, writeOperations}: DeviceReading): number | undefined {
	return readOperations === undefined || writeOperations === undefined ? undefined : readOperations + writeOperations;
}

/** Network traffic. An interface that comes or goes brings or takes its whole history, so then there is no rate. */
export function computeNetwork(previous: NetworkReading | undefined, current: NetworkReading, elapsedMicroseconds: number | undefined): NetworkSample {
	const before = previous !== undefined && hasSameInterfaces(previous, current) ? previous : undefined;
	return {
		...current,
		receivedBytesPerSecond: rate(before?.receivedBytes, current.receivedBytes, elapsedMicroseconds),
		sentBytesPerSecond: rate(before?.sentBytes, current.sentBytes, elapsedMicroseconds),
	};
}

function hasSameInterfaces(previous: NetworkReading, current: NetworkReading): boolean {
	return previous.interfaces.length === current.interfaces.length
		&& current.interfaces.every(name => previous.interfaces.includes(name));
}

/** The sum, unknown as soon as one part is. */
function sumOf(parts: ReadonlyArray<number | undefined>): number | undefined {
	let sum = 0;
	for (const part of parts) {
		if (part === undefined) {
			return undefined;
		}

		sum += part;
	}

	return sum;
}
