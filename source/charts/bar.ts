import type {ChartStyle, Paint} from './style.js';

// Told apart without colour too.
const unicodeFills = '█▓▒░▚▞▤';
const asciiFills = '#=+-*%o';

/** A named part of a whole. */
export type Segment = {
	readonly name: string;
	/** `undefined` is unknown and takes no room in the bar. */
	readonly value: number | undefined;
	/** The value as the legend writes it. */
	readonly text: string;
};

/** Parts of `total` side by side in exactly `width` cells, rounded so that their sum is right. What they do not fill is empty. */
export function drawStackedBar(segments: readonly Segment[], total: number, width: number, style: ChartStyle): string {
	const cells = Math.max(0, width);
	let sum = 0;
	let used = 0;
	let bar = '';
	for (const [index, {value = 0}] of segments.entries()) {
		sum += value;
		const end = total > 0 ? Math.min(cells, Math.round(sum / total * cells)) : 0;
		bar += paintOf(index, style)(fillOf(index, style).repeat(end - used));
		used = end;
	}

	return bar + ' '.repeat(cells - used);
}

/**
 * The key to a stacked bar: fill, name and value of as many segments as have room in `width` cells. The smallest are left out first. Where
 * no bar is drawn there is no style, and no fill.
 */
export function formatLegend(segments: readonly Segment[], style: ChartStyle | undefined, width: number): string {
	const fillCells = style === undefined ? 0 : 2;
	const shown = chooseSegments(segments, width, fillCells);
	let legend = '';
	for (const [index, segment] of segments.entries()) {
		if (shown.includes(segment)) {
			const fill = style === undefined ? '' : `${paintOf(index, style)(fillOf(index, style))} `;
			legend += `${legend === '' ? '' : legendGap}${fill}${segment.name} ${segment.text}`;
		}
	}

	return legend;
}

const legendGap = '  ';

function chooseSegments(segments: readonly Segment[], width: number, fillCells: number): readonly Segment[] {
	let cells = -legendGap.length;
	for (const {name, text} of segments) {
		cells += legendGap.length + fillCells + `${name} ${text}`.length;
	}

	if (cells <= width) {
		return segments;
	}

	const bySize = segments.toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0));
	while (cells > width && bySize.length > 0) {
		const {name, text} = bySize.pop()!;
		cells -= legendGap.length + fillCells + `${name} ${text}`.length;
	}

	return bySize;
}

function paintOf(index: number, {series}: ChartStyle): Paint {
	return series[index % series.length]!;
}

function fillOf(index: number, {isAscii}: ChartStyle): string {
	const fills = isAscii ? asciiFills : unicodeFills;
	return fills.charAt(index % fills.length);
}
