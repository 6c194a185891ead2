/** What an engine that is broken, other or hostile may put in the place of any value. */
const oddities: readonly unknown[] = [
	undefined, null, true, false, 0, -1, 1e300, 2 ** 53, '', '0', 'constructor', '__proto__', '\u{1B}[2Jx\u{7}\r\n\u{202E}y', 'long '.repeat(2000), [], [null], [[]], {}, {x: 1},
];

/** Numbers that look random and are the same in each run (mulberry32). */
export function createRandom(seed: number): (below: number) => number {
	let state = seed;
	return below => {
		state = (state + 0x6D_2B_79_F5) % 2 ** 32;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * below);
	};
}

/** Copies of a JSON value, in each of which some values are missing, of another type or hostile. */
export function * mutate(value: unknown, count: number): Iterable<unknown> {
	for (let seed = 1; seed <= count; seed++) {
		const random = createRandom(seed);
		const oneIn = 2 + random(30);
		const change = (part: unknown): unknown => {
			if (random(oneIn) === 0) {
				return oddities[random(oddities.length)];
			}

			if (Array.isArray(part)) {
				return part.map(element => change(element));
			}

			if (typeof part === 'object' && part !== null) {
				return Object.fromEntries(Object.entries(part).map(([key, element]) => [random(oneIn * 4) === 0 ? `${key}\u{1B}[7m` : key, change(element)]));
			}

			return part;
		};

		yield change(value);
	}
}

/** The texts anywhere in a value, its keys too, that would do more on a terminal than be shown. */
export function findUnsafeTexts(value: unknown): readonly string[] {
	if (typeof value === 'string') {
		return /[\p{Control}\u{202A}-\u{202E}]/v.test(value) || value.length > 4096 ? [value] : [];
	}

	if (typeof value !== 'object' || value === null) {
		return [];
	}

	return Object.entries(value).flatMap(([key, element]) => [...findUnsafeTexts(key), ...findUnsafeTexts(element)]);
}
