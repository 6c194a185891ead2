/** Takes so many of a list each time, from where it stopped the last time; after the last comes the first again. */
export function createTurns(): <Item>(list: readonly Item[], most: number) => readonly Item[] {
	let turn = 0;
	return (list, most) => {
		const count = Math.min(most, list.length);
		const start = turn % Math.max(1, list.length);
		turn = start + count;
		return [...list, ...list].slice(start, start + count);
	};
}
