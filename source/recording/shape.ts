import {cleanText} from '../text.js';

/** Makes a value of ours from JSON that anybody may have written. Throws {@link ShapeError} when it is not one. */
export type Shape<Value> = (value: unknown) => Value;

/** JSON of another form than it should have; never shown, since the line it stands in is what counts. */
export class ShapeError extends Error {}

export const anyNumber: Shape<number> = value => {
	if (typeof value !== 'number' || !Number.isFinite(value)) {
		throw new ShapeError('no number');
	}

	return value;
};

export const anyBoolean: Shape<boolean> = value => {
	if (typeof value !== 'boolean') {
		throw new ShapeError('neither true nor false');
	}

	return value;
};

/** Text, made safe for a terminal. */
export const anyText: Shape<string> = value => {
	if (typeof value !== 'string') {
		throw new ShapeError('no text');
	}

	return cleanText(value);
};

/** Text of several lines, each made safe for a terminal. */
export const anyLines: Shape<string> = value => {
	if (typeof value !== 'string') {
		throw new ShapeError('no text');
	}

	return value.split('\n').map(line => cleanText(line)).join('\n');
};

export const anyDocument: Shape<Readonly<Record<string, unknown>>> = value => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new ShapeError('no document');
	}

	return value as Readonly<Record<string, unknown>>;
};

/** JSON leaves out what is undefined. */
export function optional<Value>(shape: Shape<Value>): Shape<Value | undefined> {
	return value => value === undefined || value === null ? undefined : shape(value);
}

export function oneOf<Value extends string | number>(...values: readonly Value[]): Shape<Value> {
	return value => {
		const found = values.find(item => item === value);
		if (found === undefined) {
			throw new ShapeError('none of the words that there are');
		}

		return found;
	};
}

/** The first shape that fits. */
export function either<First, Second>(first: Shape<First>, second: Shape<Second>): Shape<First | Second> {
	return value => {
		try {
			return first(value);
		} catch {
			return second(value);
		}
	};
}

export function listOf<Value>(shape: Shape<Value>): Shape<readonly Value[]> {
	return value => {
		if (!Array.isArray(value)) {
			throw new ShapeError('no list');
		}

		return value.map(element => shape(element));
	};
}

export function mapOf<Value>(shape: Shape<Value>): Shape<Readonly<Record<string, Value>>> {
	return value => Object.fromEntries(Object.entries(anyDocument(value)).map(([key, element]) => [cleanText(key), shape(element)]));
}

/** A shape for every field: one that is added to the type and not here does not compile. */
export function recordOf<Value extends object>(fields: {readonly [Key in keyof Value]-?: Shape<Value[Key]>}): Shape<Value> {
	const entries: ReadonlyArray<readonly [string, Shape<unknown>]> = Object.entries(fields);
	return value => {
		const document = anyDocument(value);
		return Object.fromEntries(entries.map(([key, shape]) => [key, shape(Object.hasOwn(document, key) ? document[key] : undefined)])) as Value;
	};
}
