/** Points to the nearest name when it is near, else to the help text. */
export function suggest(word: string, names: readonly string[], prefix = ''): string {
	const distances = names.map(name => ({name, distance: editDistance(word, name)}));
	const [nearest] = distances.toSorted((left, right) => left.distance - right.distance);
	return nearest !== undefined && nearest.distance <= 2 ? `did you mean ${prefix}${nearest.name}?` : 'see dockdash --help.';
}

/** Least number of letters to insert, delete or replace. Words longer than any name are as far as they are long. */
function editDistance(from: string, to: string): number {
	if (from.length > 40) {
		return from.length;
	}

	let row = Array.from({length: to.length + 1}, (_, index) => index);
	for (const [index, letter] of [...from].entries()) {
		const next = [index + 1];
		for (const [column, other] of [...to].entries()) {
			const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
			const dropped = (row[column + 1] ?? 0) + 1;
			const added = (next[column] ?? 0) + 1;
			next.push(Math.min(replaced, dropped, added));
		}

		row = next;
	}

	return row.at(-1) ?? from.length;
}
