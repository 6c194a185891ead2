/** Which numbers are round: those of people, or those of memory. */
export type Roundness = 'decimal' | 'binary';

/** An axis from 0 to `top` with a mark at each multiple of `step`. */
export type Scale = {
	readonly top: number;
	readonly step: number;
};

type Ladder = {
	readonly base: number;
	/** What the top may be, times a power of the base. Far enough apart that the axis seldom changes. */
	readonly tops: readonly number[];
	readonly steps: readonly number[];
};

const ladders: Readonly<Record<Roundness, Ladder>> = {
	decimal: {base: 10, tops: [1, 1.5, 2, 3, 4, 5, 6, 8, 10], steps: [1, 1.5, 2, 2.5, 3, 4, 5, 10]},
	binary: {base: 2, tops: [1, 1.5, 2], steps: [1, 2]},
};

const tolerance = 1e-9;

/** The round scale that just holds `peak`, with at most `intervals` steps. A peak of 0 is held by 1. */
export function createScale(peak: number, intervals: number, roundness: Roundness): Scale {
	const {base, tops, steps} = ladders[roundness];
	const highest = peak > 0 && Number.isFinite(peak) ? peak : 1;
	const unit = findUnit(highest, base);
	const top = unit * tops.find(candidate => unit * candidate >= highest * (1 - tolerance))!;
	for (let count = intervals; count > 1; count--) {
		const step = top / count;
		const mantissa = step / findUnit(step, base);
		if (steps.some(candidate => Math.abs(candidate - mantissa) < tolerance)) {
			return {top, step};
		}
	}

	return {top, step: top};
}

function findUnit(value: number, base: number): number {
	return base ** Math.floor((Math.log(value) / Math.log(base)) + tolerance);
}
