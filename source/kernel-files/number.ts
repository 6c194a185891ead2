const digit0 = 48;
// Up to here adding digit by digit is exact.
const exactDigits = 15;
const maximumDigits = 20;

/**
 * A number as the kernel writes it: decimal digits and nothing else, at most the 20 of 64 bits. Anything else is
 * undefined, so that a damaged text is never taken for a smaller number. Beyond 2^53 the nearest double.
 */
export function parseNumber(text: string, start = 0, end = text.length): number | undefined {
	if (end <= start || end - start > maximumDigits) {
		return undefined;
	}

	let value = 0;
	for (let index = start; index < end; index++) {
		const digit = (text.codePointAt(index) ?? 0) - digit0;
		if (digit < 0 || digit > 9) {
			return undefined;
		}

		value = (value * 10) + digit;
	}

	return end - start > exactDigits ? Number(text.slice(start, end)) : value;
}

/** The lines that the kernel has finished; a last one without its newline was cut off and is left out. */
export function splitLines(text: string): string[] {
	const lines = text.split('\n');
	lines.pop();
	return lines;
}
