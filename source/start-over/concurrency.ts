/** Maps in order, with no more than `limit` at a time. Rejects with the first failure. */
export async function mapConcurrently<Item, Result>(items: readonly Item[], limit: number, map: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
	const results = Array.from<Result>({length: items.length});
	const entries = items.entries();
	const work = async (): Promise<void> => {
		for (const [index, item] of entries) {
			results[index] = await map(item);
		}
	};

	await Promise.all(Array.from({length: Math.min(limit, items.length)}, work));
	return results;
}
