import {readdirSync, readFileSync} from 'node:fs';
import {createFolder, type Folder} from '../../source/cgroup/folder.js';
import {createRandom} from './mutations.js';

export type Texts = Readonly<Record<string, string>>;

/** The files of a recorded cgroup directory. */
export function readTexts(directory: string): Texts {
	const files = readdirSync(directory, {withFileTypes: true}).filter(entry => entry.isFile());
	return Object.fromEntries(files.map(({name}) => [name, readFileSync(`${directory}/${name}`, 'utf8')]));
}

/** A cgroup directory that is only in memory. */
export function createTextFolder(texts: Texts): Folder {
	return createFolder(name => texts[name]);
}

const replacements = ['x', '-', '.', ':', '=', '/', '\u{0}', '\u{1B}', '\u{FFFD}', '٣', 'é', '_'];

/**
 * What could become of a text of the kernel on its way: every cut, a line that ends at any digit, and many with
 * digits that are none any more. A digit that became another digit is left out: nobody can tell.
 */
export function * damage(text: string): Iterable<string> {
	for (let length = 1; length < text.length; length++) {
		yield text.slice(0, length);
	}

	const digits = text.matchAll(/\d/gv).map(({index}) => index).toArray();
	for (const index of digits) {
		yield `${text.slice(0, index)}\n${text.slice(index + 1)}`;
	}

	for (let seed = 1; seed <= 300 && digits.length > 0; seed++) {
		const random = createRandom(seed);
		const characters = text.split('');
		for (let count = random(4); count >= 0; count--) {
			characters[digits[random(digits.length)] ?? 0] = replacements[random(replacements.length)] ?? 'x';
		}

		yield characters.join('');
	}
}

/** The paths in a value where it is neither unknown nor as it should be; a list may be shorter. */
export function findWrong(value: unknown, right: unknown, path = ''): readonly string[] {
	if (value === undefined || Object.is(value, right)) {
		return [];
	}

	return typeof value === 'object' && value !== null && typeof right === 'object' && right !== null
		? Object.entries(value).flatMap(([key, part]) => findWrong(part, (right as Readonly<Record<string, unknown>>)[key], `${path}.${key}`))
		: [`${path} is ${JSON.stringify(value)} instead of ${JSON.stringify(right)}`];
}

/** Damages each file that `read` looks at, one at a time, and tells each number that became wrong by it. */
export function findWrongNumbers(texts: Texts, read: (folder: Folder) => unknown): readonly string[] {
	const names = new Set<string>();
	const note = (name: string): string | undefined => {
		names.add(name);
		return texts[name];
	};

	const right = read(createFolder(note));
	return [...names].flatMap(name => {
		// The list of CPUs is text, and shown as it is.
		const damaged = name.startsWith('cpuset.') ? [] : damage(texts[name] ?? '');
		return [...damaged].flatMap(text => findWrong(read(createTextFolder({...texts, [name]: text})), right).map(wrong => `${name} ${JSON.stringify(text)}: ${wrong}`));
	});
}
