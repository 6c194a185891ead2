/** Enough to hide what an answer takes, and few enough for the engine to go on with its own work. */
export const inspectsAtOnce = 6;

/** Runs tasks with no more than `limit` at a time, in the order of asking. */
export function createLimit(limit: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
	const waiting: Array<() => void> = [];
	let free = limit;
	return async task => {
		if (free > 0) {
			free--;
		} else {
			await new Promise<void>(resolve => {
				waiting.push(resolve);
			});
		}

		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next === undefined) {
				free++;
			} else {
				next();
			}
		}
	};
}

/** Maps in order, with no more than `limit` at a time. Rejects with the first failure. */
export async function mapConcurrently<Item, Result>(items: readonly Item[], limit: number, map: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
	const run = createLimit(limit);
	return Promise.all(items.map(async item => run(async () => map(item))));
}
