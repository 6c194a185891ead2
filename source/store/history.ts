/**
 * The last values of one number, oldest first, in a buffer of fixed size: unknown is NaN.
 * Appending returns a new view and reuses the buffer, so a view is good until the next append.
 */
export type History = {
	readonly buffer: Float64Array;
	readonly count: number;
	/** Where the next value goes. */
	readonly next: number;
	/** How many unknown values there are since the last known one. */
	readonly unknown: number;
};

/** An empty history of at most that many values. */
export function createHistory(capacity: number): History {
	return {
		buffer: new Float64Array(capacity), count: 0, next: 0, unknown: 0,
	};
}

/** Adds a value at the end; the oldest goes when it is full. */
export function appendHistory(history: History, value: number | undefined): History {
	const {
		buffer, count, next, unknown,
	} = history;
	buffer[next] = value ?? NaN;
	return {
		buffer, count: Math.min(count + 1, buffer.length), next: (next + 1) % buffer.length, unknown: value === undefined ? unknown + 1 : 0,
	};
}

/** Lets time pass in which there is no value: what is known moves out. Where nothing is, it is the same history. */
export function passHistory(history: History): History {
	return history.unknown >= history.count ? history : appendHistory(history, undefined);
}

/** The last `count` values, oldest first. */
export function readHistory(history: History, count: number = history.count): Float64Array {
	const length = Math.min(count, history.count);
	const values = new Float64Array(length);
	const {buffer, next} = history;
	const start = (next - length + buffer.length) % buffer.length;
	const head = Math.min(length, buffer.length - start);
	values.set(buffer.subarray(start, start + head));
	values.set(buffer.subarray(0, length - head), head);
	return values;
}

/** Mean of the known ones of the last `count` values; undefined when none is known. */
export function averageHistory({buffer, count: all, next}: History, count: number): number | undefined {
	let sum = 0;
	let known = 0;
	for (let age = 1; age <= Math.min(count, all); age++) {
		const value = buffer[(next - age + buffer.length) % buffer.length]!;
		if (!Number.isNaN(value)) {
			sum += value;
			known++;
		}
	}

	return known === 0 ? undefined : sum / known;
}
