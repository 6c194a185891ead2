const signs: ReadonlyMap<string, string> = new Map([['’', '\''], ['“', '"'], ['”', '"'], ['…', '~'], ['×', 'x'], ['µ', 'u'], ['Δ', 'd']]);
const sign = /[’“”…×µΔ]/gv;

/** A line with the typographic signs of our sentences as ASCII has them, each in one cell. What others have named stays as they did. */
export function toAscii(line: string): string {
	return line.replaceAll(sign, found => signs.get(found) ?? found);
}
