/** News for whoever listens. */
export type Feed<Item> = {
	readonly tell: (item: Item) => void;
	/** Returns its undo. */
	readonly subscribe: (listener: (item: Item) => void) => () => void;
};

export function createFeed<Item>(): Feed<Item> {
	const listeners = new Set<(item: Item) => void>();
	return {
		tell(item) {
			for (const listener of listeners) {
				listener(item);
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}

/** All that is told from the call on, in order, until the signal ends it; then it throws the signal's reason. */
export function follow<Item>(feed: Feed<Item>, signal: AbortSignal): AsyncIterable<Item> {
	const waiting: Item[] = [];
	let wake = Promise.withResolvers<void>();
	const unsubscribe = feed.subscribe(item => {
		waiting.push(item);
		wake.resolve();
	});
	const onAbort = (): void => {
		unsubscribe();
		wake.resolve();
	};

	signal.addEventListener('abort', onAbort, {once: true});
	return {
		async * [Symbol.asyncIterator]() {
			try {
				for (;;) {
					signal.throwIfAborted();
					yield * waiting.splice(0);
					if (waiting.length === 0) {
						await wake.promise;
						wake = Promise.withResolvers();
					}
				}
			} finally {
				unsubscribe();
				signal.removeEventListener('abort', onAbort);
			}
		},
	};
}
