import type {Key} from 'ink';

const named = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'return'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const satisfies ReadonlyArray<readonly [keyof Key, string]>;

// As they come in the middle of a report, where Ink does not name them.
const typed: Readonly<Record<string, string>> = {
	' ': 'space', '\r': 'return', '\n': 'return', '\t': 'tab', '\u{7F}': 'backspace',
};

/**
 * The names of the keys in one report of Ink's `useInput`, as `keymap.ts` writes them: `up`, `shift+tab`, `ctrl+c`, `space`,
 * or the character itself. Keys that were typed faster than they were read come in one report.
 */
export function nameKeys(input: string, key: Key): readonly string[] {
	const found = named.find(([property]) => key[property]);
	if (found !== undefined) {
		const name = key.shift ? `shift+${found[1]}` : found[1];
		return key.meta && isOneByte(key) ? ['escape', name] : [name];
	}

	if (key.ctrl) {
		return [`ctrl+${input}`];
	}

	const names = Array.from(input, character => typed[character] ?? nameControl(character));
	// The same goes for characters.
	return key.meta ? ['escape', ...names] : names;
}

/** Escape and such a key right after it are the same bytes as that key with Alt, which means nothing here; of an arrow they are not. */
function isOneByte(key: Key): boolean {
	return key.escape || key.return || key.tab || key.backspace;
}

/** A control character is its letter with Ctrl. */
function nameControl(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return code > 0 && code <= 26 ? `ctrl+${String.fromCodePoint(code + 96)}` : character;
}

const signs: Readonly<Record<string, string>> = {
	return: '⏎', escape: 'Esc', up: '↑', down: '↓', left: '←', right: '→', tab: 'Tab', 'shift+tab': 'Shift+Tab', space: 'Space', pageup: 'PgUp',
	pagedown: 'PgDn', home: 'Home', end: 'End', delete: 'Del', 'ctrl+c': 'Ctrl+C', 'ctrl+u': 'Ctrl+U',
};

const asciiSigns: Readonly<Record<string, string>> = {
	return: 'Enter', up: 'Up', down: 'Down', left: 'Left', right: 'Right',
};

/** A key as it is shown to a person. */
export function formatKey(key: string, isAscii = false): string {
	return (isAscii ? asciiSigns[key] : undefined) ?? signs[key] ?? key;
}
