import {cleanText} from '../text.js';
import {isUnset} from './inspect.js';

const plain = /^[\w%+,\-.\/:=@]+$/v;
const named: Readonly<Record<string, string>> = {
	'\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t`, '\\': String.raw`\\`, '\'': String.raw`\'`,
};

/**
 * One word for a POSIX shell. What cannot be shown (control characters, characters that reorder a line) is written as an escape
 * inside `$'…'`, which bash, zsh, busybox and POSIX.1-2024 shells read, so that the line is safe to show and still exact.
 */
export function quoteForShell(word: string): string {
	if (plain.test(word)) {
		return word;
	}

	if (cleanText(word, word.length) === word) {
		return `'${word.replaceAll('\'', String.raw`'\''`)}'`;
	}

	return `$'${[...word].map(character => escapeCharacter(character)).join('')}'`;
}

function escapeCharacter(character: string): string {
	if (Object.hasOwn(named, character)) {
		return named[character] ?? character;
	}

	if (cleanText(character) === character) {
		return character;
	}

	return [...new TextEncoder().encode(character)].map(byte => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/** `--flag value` for each value. */
export function repeat(flag: string, values: readonly string[]): readonly string[] {
	return values.flatMap(value => [flag, value]);
}

/** `--flag value`; nothing when it is not set. */
export function optional(flag: string, value: unknown): readonly string[] {
	return (typeof value === 'string' || typeof value === 'number') && !isUnset(value) ? [flag, String(value)] : [];
}
