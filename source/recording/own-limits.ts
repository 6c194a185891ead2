import {asDocument} from '../engine/document.js';
import {convertLimits} from '../engine/docker-convert-container.js';
import type {Limit, Reading} from '../metrics/reading.js';
import type {LabContainer} from './lab-container.js';

const periodMicroseconds = 100_000;

/** Its numbers with the limits that it has here, where these are not those of the recording. */
export function putOwnLimits({hasOwnLimits, document}: LabContainer, reading: Reading): Reading {
	if (!hasOwnLimits) {
		return reading;
	}

	const {cpus, memoryBytes, pids} = convertLimits(asDocument(document['HostConfig']));
	return {
		...reading,
		cpu: reading.cpu && {...reading.cpu, periodMicroseconds, quotaMicroseconds: limit(cpus === undefined ? undefined : Math.round(cpus * periodMicroseconds))},
		memory: reading.memory && {...reading.memory, limitBytes: limit(memoryBytes)},
		pids: reading.pids && {...reading.pids, limit: limit(pids)},
	};
}

function limit(value: number | undefined): Limit {
	return value ?? 'max';
}
