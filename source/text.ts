import {stripVTControlCharacters} from 'node:util';

const printableAscii = /^[\u{20}-\u{7E}]*$/v;
// Control characters, line and paragraph separators, and the invisible format characters that can reorder a line.
const unprintable = /[\p{Control}\u{200B}-\u{200F}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2060}-\u{2069}\u{FEFF}]/gv;

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
