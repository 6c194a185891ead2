/** A moment of a recording as `1:30` or `1:01:30`; `milliseconds` from its beginning. */
export function formatMoment(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const two = (number: number): string => String(number).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `90`, `1:30` or `1:01:30` to milliseconds; undefined for what is none of these. */
export function parseMoment(text: string): number | undefined {
	if (!/^\d{1,6}(?::\d{1,2}){0,2}$/v.test(text)) {
		return undefined;
	}

	let seconds = 0;
	for (const part of text.split(':')) {
		seconds = (seconds * 60) + Number(part);
	}

	return seconds * 1000;
}
