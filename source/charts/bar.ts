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

/** The key to a stacked bar: fill, name and value of as many segments as have room in `width` cells. */
export function formatLegend(segments: readonly Segment[], style: ChartStyle, width: number): string {
	let legend = '';
	let used = 0;
	for (const [index, {name, text}] of segments.entries()) {
		const gap = used === 0 ? '' : '  ';
		used += gap.length + `# ${name} ${text}`.length;
		if (used > width) {
			break;
		}

		legend += `${gap}${paintOf(index, style)(fillOf(index, style))} ${name} ${text}`;
	}

	return legend;
}

function paintOf(index: number, {series}: ChartStyle): Paint {
	return series[index % series.length]!;
}

function fillOf(index: number, {isAscii}: ChartStyle): string {
	const fills = isAscii ? asciiFills : unicodeFills;
	return fills.charAt(index % fills.length);
}
