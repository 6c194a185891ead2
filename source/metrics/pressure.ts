import {growth, shareOf} from './rate.js';
import type {PressureReading} from './reading.js';
import type {PressureSample} from './sample.js';

/**
 * Share of the time between two readings in which tasks stood waiting, from the totals of a pressure file. The
 * kernel's own `avg10` of the same file is smoothed over ten seconds; this is the interval itself.
 */
export function computePressure(previous: PressureReading | undefined, current: PressureReading | undefined, elapsedMicroseconds: number | undefined): PressureSample | undefined {
	if (current === undefined) {
		return undefined;
	}

	return {
		somePercent: shareOf(growth(previous?.someMicroseconds, current.someMicroseconds), elapsedMicroseconds),
		fullPercent: shareOf(growth(previous?.fullMicroseconds, current.fullMicroseconds), elapsedMicroseconds),
	};
}
