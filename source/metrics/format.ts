/** What a metric can be: a number, no limit, or unknown. */
export type Value = number | 'max' | undefined;

/** Value to text. `noLimit` is what `'max'` is called: `∞` where cells are few, words where there is room. */
export type Format = (value: Value, noLimit?: string) => string;

/** Stands where a number is not known. */
export const unknownText = '--';

export const noLimitTexts = {words: 'no limit', symbol: '∞', ascii: 'max'} as const;

/** No limit in few cells. */
export function noLimitSign({isAscii}: {readonly isAscii: boolean}): string {
	return isAscii ? noLimitTexts.ascii : noLimitTexts.symbol;
}

const units = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/**
 * Bytes in at most 4 cells, in powers of 1024: `0`, `812B`, `3.1M`, `64M`, `1.0G`. One decimal below 10 of a unit,
 * none from there to 999; what would round to 1000 is written in the next unit.
 */
export const formatBytes = forNumbers(bytes => {
	const {value, unit} = scale(bytes);
	return value === '0' ? value : value + (unit === '' ? 'B' : unit);
});

/** Bytes for sentences and titles, in powers of 1024: `812 B`, `3.1 MiB`, `64 MiB`. */
export const formatBytesInWords = forNumbers(bytes => {
	const {value, unit} = scale(bytes);
	return unit === '' ? `${value} B` : `${value} ${unit === 'k' ? 'K' : unit}iB`;
});

/** Bytes per second: `12k/s`, `0/s`. At most 6 cells. */
export const formatRate = forNumbers(bytesPerSecond => `${formatBytes(bytesPerSecond)}/s`);

/** Percent without its sign: `0.0`, `30.0`, `999.9`, and from there `1000`. */
export const formatPercent = forNumbers(percent => percent < 999.95 ? percent.toFixed(1) : percent.toFixed(0));

/** A number of things in at most 4 cells, in powers of 1000: `14`, `3557`, `12k`. */
export const formatCount = forNumbers(count => {
	const rounded = Math.round(count);
	if (rounded < 10_000) {
		return String(rounded);
	}

	const {value, unit} = scale(count, 1000);
	return value + unit;
});

/** A state that is 1 or 0: `yes`, `no`. */
export const formatState = forNumbers(state => state > 0 ? 'yes' : 'no');

/** CPUs out of percent of one core: `0.30`, `2`, `12`. */
export const formatCpus = forNumbers(percent => {
	const cpus = percent / 100;
	return Number.isSafeInteger(cpus) ? String(cpus) : cpus.toFixed(2);
});

/** Microseconds of CPU time in at most 5 cells: `12ms`, `4.1s`, `43s`, `3m`, `2h`. Rounded down, as clocks are. */
export const formatMicroseconds = forNumbers(microseconds => {
	if (microseconds < 1_000_000) {
		return `${Math.floor(microseconds / 1000)}ms`;
	}

	return microseconds < 10_000_000 ? `${(Math.floor(microseconds / 100_000) / 10).toFixed(1)}s` : formatDuration(microseconds / 1000);
});

/** An age or uptime in milliseconds, its largest unit only, in at most 4 cells: `9s`, `4m`, `2h`, `3d`, `4y`. Rounded down, as clocks are. */
export const formatDuration = forNumbers(milliseconds => {
	const seconds = Math.floor(milliseconds / 1000);
	if (seconds < 60) {
		return `${seconds}s`;
	}

	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) {
		return `${minutes}m`;
	}

	const hours = Math.floor(minutes / 60);
	if (hours < 24) {
		return `${hours}h`;
	}

	const days = Math.floor(hours / 24);
	return days < 1000 ? `${days}d` : `${Math.floor(days / 365)}y`;
});

/** Milliseconds since 1970 to the local time of day: `12:03:11`. */
export const formatClock = forNumbers(milliseconds => {
	const date = new Date(milliseconds);
	return [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => String(part).padStart(2, '0')).join(':');
});

/** Use of a limit, the unit once when it is the same: `3.1/64M`, `336k/48M`, `18M/∞`. */
export function formatBytesOfLimit(used: Value, limit: Value, noLimit: string = noLimitTexts.symbol): string {
	const usedText = formatBytes(used, noLimit);
	const limitText = formatBytes(limit, noLimit);
	const unit = usedText.at(-1) ?? '';
	const isSameUnit = typeof used === 'number' && typeof limit === 'number' && /[a-z]$/iv.test(usedText) && limitText.endsWith(unit);
	return `${isSameUnit ? usedText.slice(0, -1) : usedText}/${limitText}`;
}

function forNumbers(format: (value: number) => string): Format {
	return (value, noLimit = noLimitTexts.symbol) => {
		if (value === 'max') {
			return noLimit;
		}

		// Nothing here can be negative, so what is came from somewhere that must not be believed.
		return value === undefined || !Number.isFinite(value) || value < 0 ? unknownText : format(value);
	};
}

function scale(number: number, base = 1024): {readonly value: string; readonly unit: string} {
	let value = number;
	let index = 0;
	while (value >= 999.5 && index < units.length - 1) {
		value /= base;
		index += 1;
	}

	const hasDecimal = index > 0 && value < 9.95;
	return {value: value.toFixed(hasDecimal ? 1 : 0), unit: units[index] ?? ''};
}

/** The first digits of an image's or a container's id, as the engine shows them. */
export function formatShortId(id: string): string {
	return id.replace(/^sha256:/v, '').slice(0, 12);
}
