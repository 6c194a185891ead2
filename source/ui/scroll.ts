/**
 * The first row to show of `total` so that the selected one is among the `height` that fit: as near to `offset` as can be, and with
 * no empty rows at the end while there are rows above.
 */
export function scrollTo(offset: number, selected: number, total: number, height: number): number {
	const rows = Math.max(1, height);
	const last = Math.max(0, total - rows);
	const atMost = Math.min(selected, last);
	const atLeast = Math.min(selected - rows + 1, last);
	return Math.max(0, atLeast, Math.min(offset, atMost));
}
