import {DockdashError} from './errors.js';
import {flagTable, toCamelCase, type FlagName} from './flags.js';
import {cleanText} from './text.js';

/**
 * Typed access to the flags that meow found. What a flag was not given is undefined; a value that it cannot have
 * throws `DockdashError` with the sentence for the user.
 */
export type FlagValues = {
	/** Whether a switch, or any other flag, was given. Throws where a switch has a value of its own. */
	readonly isSet: (name: FlagName) => boolean;
	/** Any text but the empty one. */
	readonly text: (name: FlagName) => string | undefined;
	readonly integer: (name: FlagName, least: number, most?: number) => number | undefined;
	/** `90s`, `10m` or `1h` as milliseconds, for a timer: of at most 24 days. */
	readonly duration: (name: FlagName) => number | undefined;
	readonly oneOf: <Choice extends string>(name: FlagName, choices: readonly Choice[]) => Choice | undefined;
};

const unitMilliseconds: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000};
// Node's timers fire at once when they are set for more than 2^31 - 1 ms, which is less than 25 days.
const mostMilliseconds = 24 * 24 * 3_600_000;

/** `flags` by camel-case name, as meow gives them: text, true, false or undefined. */
export function createFlagValues(flags: Readonly<Record<string, unknown>>): FlagValues {
	const raw = (name: FlagName): unknown => flags[toCamelCase(name)];

	const text = (name: FlagName): string | undefined => {
		const value = raw(name);
		if (value !== undefined && (typeof value !== 'string' || value === '')) {
			throw new DockdashError(`--${name} needs a value: see dockdash --help.`);
		}

		return value;
	};

	/** What `parse` makes of the text; undefined from it is a value that the flag cannot have. */
	const read = <Value>(name: FlagName, wish: string, parse: (value: string) => Value | undefined): Value | undefined => {
		const value = text(name);
		if (value === undefined) {
			return undefined;
		}

		const parsed = parse(value);
		if (parsed === undefined) {
			throw new DockdashError(`--${name} takes ${wish}, not ${quote(value)}.`);
		}

		return parsed;
	};

	return {
		isSet(name) {
			// The argument parser says false for `--json=maybe` and `--no-json`, and an object for `--json.x=1`.
			const isSwitch = flagTable.some(flag => flag.name === name && flag.type === 'boolean');
			if (isSwitch && raw(name) !== undefined && raw(name) !== true) {
				throw new DockdashError(`--${name} takes no value: give it or leave it out.`);
			}

			return raw(name) !== undefined;
		},
		text,

		integer(name, least, most = Number.MAX_SAFE_INTEGER) {
			const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
			return read(name, `a whole number ${range}`, value => {
				const number = /^\d{1,16}$/v.test(value) ? Number(value) : NaN;
				return number >= least && number <= most ? number : undefined;
			});
		},

		duration: name => read(name, 'a time such as 90s, 10m or 1h, and at most 24 days', value => {
			const {number, unit = ''} = /^(?<number>[1-9]\d{0,5})(?<unit>[smh])$/v.exec(value)?.groups ?? {};
			const milliseconds = Number(number) * (unitMilliseconds[unit] ?? NaN);
			return milliseconds <= mostMilliseconds ? milliseconds : undefined;
		}),

		oneOf: (name, choices) => read(name, choices.join(' or '), value => choices.find(choice => choice === value)),
	};
}

/** A word from the command line in a sentence. */
export function quote(text: string): string {
	return `“${cleanText(text, 80)}”`;
}
