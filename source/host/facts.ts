import type {Systeminformation} from 'systeminformation';
import type {HostReading} from '../container.js';
import type {MemoryUse} from './parse.js';

/** What the worker thread finds out, slowly. */
export type HostFacts = {
	readonly disk: HostReading['disk'];
	/** Only where there is no /proc/meminfo. */
	readonly memory: MemoryUse | undefined;
};

// Where engines keep images and containers unless told otherwise.
const engineData = '/var/lib/docker';

/** The file system that holds the engine's data: the one mounted nearest above it. */
export function convertDisk(fileSystems: ReadonlyArray<Pick<Systeminformation.FsSizeData, 'mount' | 'size' | 'used'>>): HostReading['disk'] {
	const above = fileSystems.filter(({mount, size}) => size > 0 && (mount === '/' || engineData === mount || engineData.startsWith(`${mount}/`)));
	const [nearest] = above.toSorted((one, other) => other.mount.length - one.mount.length);
	return nearest && {mount: nearest.mount, usedBytes: nearest.used, sizeBytes: nearest.size};
}

export function convertMemory({total, available, swaptotal, swapused}: Systeminformation.MemData): MemoryUse {
	return {
		memoryBytes: total,
		memoryUsedBytes: total - available,
		swapBytes: swaptotal,
		swapUsedBytes: swapused,
	};
}
