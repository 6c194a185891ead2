import {growth, shareOf} from './rate.js';
import type {CgroupReading, PressureReading} from './reading.js';
import type {PressureSample, Sample} from './sample.js';

/** Pressure of each kind; what the kernel does not tell is unknown. */
export function computePressures(previous: CgroupReading['pressure'] | undefined, current: CgroupReading['pressure'], elapsedMicroseconds: number | undefined): Sample['pressure'] {
	return {
		cpu: computePressure(previous?.cpu, current.cpu, elapsedMicroseconds),
		memory: computePressure(previous?.memory, current.memory, elapsedMicroseconds),
		io: computePressure(previous?.io, current.io, elapsedMicroseconds),
	};
}

/**
 * Share of the time between two readings in which tasks stood waiting, from the totals of a pressure file. The
 * kernel's own `avg10` of the same file is smoothed over ten seconds; this is the interval itself.
 */
function computePressure(previous: PressureReading | undefined, current: PressureReading | undefined, elapsedMicroseconds: number | undefined): PressureSample | undefined {
	if (current === undefined) {
		return undefined;
	}

	return {
		somePercent: shareOf(growth(previous?.someMicroseconds, current.someMicroseconds), elapsedMicroseconds),
		fullPercent: shareOf(growth(previous?.fullMicroseconds, current.fullMicroseconds), elapsedMicroseconds),
	};
}
