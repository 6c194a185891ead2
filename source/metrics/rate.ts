/**
 * What a counter grew by between two readings; undefined when either is unknown, or when it went back: a counter
 * that goes back was reset, and what it stood at before that is not known.
 */
export function growth(previous: number | undefined, current: number | undefined): number | undefined {
	return previous === undefined || current === undefined || current < previous ? undefined : current - previous;
}

/** Growth per second. */
export function rate(previous: number | undefined, current: number | undefined, elapsedMicroseconds: number | undefined): number | undefined {
	const grown = growth(previous, current);
	const isKnown = grown !== undefined && elapsedMicroseconds !== undefined && elapsedMicroseconds > 0;
	return isKnown ? grown / elapsedMicroseconds * 1_000_000 : undefined;
}

/** Part of a whole in percent; undefined when either is unknown or the whole is nothing. */
export function percentOf(part: number | undefined, whole: number | undefined): number | undefined {
	return part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole * 100;
}

/** Like `percentOf`, for what cannot be more than the whole but was measured an instant later than it. */
export function shareOf(part: number | undefined, whole: number | undefined): number | undefined {
	const percent = percentOf(part, whole);
	return percent === undefined ? undefined : Math.min(percent, 100);
}

type CpuUse = {readonly cpu: {readonly usageMicroseconds: number} | undefined};

/**
 * CPU time that went back means a new cgroup under the same id, after a restart: then no counter of the old one can be
 * compared, even where the new one has grown past it already.
 */
export function isNewCgroup(previous: CpuUse, current: CpuUse): boolean {
	return previous.cpu !== undefined && current.cpu !== undefined && current.cpu.usageMicroseconds < previous.cpu.usageMicroseconds;
}
