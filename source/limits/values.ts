/** Limits as a person writes them for `docker update`: text to value and back. A parser hands back undefined for what Docker would not take. */

const byteUnits: readonly string[] = ['b', 'k', 'm', 'g', 't', 'p'];

/** `512m`, `1.5g`, `64MiB`, `1048576`: as Docker's own command line reads sizes, in powers of 1024. */
export function parseBytes(text: string): number | undefined {
	const {number = '', unit = ''} = /^(?<number>\d+(?:\.\d+)?) ?(?<unit>[bkmgtp]?)(?:i?b)?$/iv.exec(text)?.groups ?? {};
	if (number === '') {
		return undefined;
	}

	const bytes = Math.floor(Number(number) * (1024 ** Math.max(0, byteUnits.indexOf(unit.toLowerCase()))));
	return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** The shortest text that Docker reads as exactly so many bytes: `512m`, `1536m`, `1000b`. */
export function formatBytesForDocker(bytes: number): string {
	let value = bytes;
	let index = 0;
	while (value >= 1024 && value % 1024 === 0 && index < byteUnits.length - 1) {
		value /= 1024;
		index++;
	}

	return `${value}${byteUnits[index] ?? ''}`;
}

/** A whole number without sign. */
export function parseCount(text: string): number | undefined {
	const count = Number(text);
	return /^\d+$/v.test(text) && Number.isSafeInteger(count) ? count : undefined;
}

/** `0-1,3`: CPU numbers and ranges of them. Returns the highest one. */
export function parseCpuset(text: string): {readonly highest: number} | undefined {
	let highest = 0;
	for (const part of text.split(',')) {
		const {first = '', last = first} = /^(?<first>\d{1,5})(?:-(?<last>\d{1,5}))?$/v.exec(part)?.groups ?? {};
		if (first === '' || Number(last) < Number(first)) {
			return undefined;
		}

		highest = Math.max(highest, Number(last));
	}

	return {highest};
}
