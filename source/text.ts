import {stripVTControlCharacters} from 'node:util';

const printableAscii = /^[\x20-\x7E]*$/;
// Control characters, line and paragraph separators, and the invisible format characters that can reorder a line.
const unprintable = /[\p{Cc}\u2028\u2029\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * Makes text from outside (names, labels, log lines, file contents) safe to put on a terminal line:
 * escape sequences, control and reordering characters are removed, tabs become a space, and it is cut at `maximum` UTF-16 units.
 */
export function cleanText(text: string, maximum = 4096): string {
	const cut = text.length > maximum ? text.slice(0, maximum) : text;
	if (printableAscii.test(cut)) {
		return cut;
	}

	return stripVTControlCharacters(cut.replaceAll('\t', ' ')).replaceAll(unprintable, '').toWellFormed();
}
