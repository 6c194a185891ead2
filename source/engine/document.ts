import {cleanText} from '../text.js';
import type {EngineDocument} from './engine.js';

/*
 * Looks into JSON from an engine. Any field may be missing, null or of another type than documented, so each of these
 * takes whatever is there and gives the wanted type, or what stands for "the engine does not tell".
 */

export function asDocument(value: unknown): EngineDocument {
	return isDocument(value) ? value : {};
}

export function isDocument(value: unknown): value is EngineDocument {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asList(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The elements that are documents. */
export function asDocuments(value: unknown): readonly EngineDocument[] {
	return asList(value).filter(element => isDocument(element));
}

/** Text that is safe on a terminal; empty when there is none. */
export function asText(value: unknown): string {
	return typeof value === 'string' ? cleanText(value) : '';
}

/** The elements that are texts, made safe for a terminal. */
export function asTexts(value: unknown): readonly string[] {
	return asList(value).filter(element => typeof element === 'string').map(element => cleanText(element));
}

export function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A number where the engine writes 0 or less for "not set". */
export function asPositive(value: unknown): number | undefined {
	const number = asNumber(value);
	return number !== undefined && number > 0 ? number : undefined;
}

/** A counter, which has 64 bits where the kernel keeps it; what cannot be one is unknown. */
export function asCount(value: unknown): number | undefined {
	const number = asNumber(value);
	return number !== undefined && number >= 0 && number <= 2 ** 64 ? number : undefined;
}

/** A map of texts such as labels, made safe for a terminal. */
export function asTextMap(value: unknown): Readonly<Record<string, string>> {
	const entries = Object.entries(asDocument(value))
		.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
		.map(([key, text]) => [cleanText(key), cleanText(text)]);
	return Object.fromEntries(entries) as Record<string, string>;
}

/** RFC 3339 text to milliseconds since 1970; undefined for Go's zero time, which stands for "never". */
export function asTime(value: unknown): number | undefined {
	const milliseconds = typeof value === 'string' ? Date.parse(value) : NaN;
	return milliseconds > 0 ? milliseconds : undefined;
}

/** Seconds since 1970 to milliseconds; undefined for 0 and for Go's zero time, which stand for "not known". */
export function asTimeInSeconds(value: unknown): number | undefined {
	const seconds = asPositive(value);
	return seconds === undefined ? undefined : asNumber(seconds * 1000);
}
