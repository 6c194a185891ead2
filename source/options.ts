import {DockdashError} from './errors.js';
import {createFlagValues, quote, type FlagValues} from './flag-values.js';
import {commandTable, flagTable, toCamelCase, type CommandName} from './flags.js';
import {suggest} from './suggest.js';

/** What any command may look at. */
export type CommonOptions = {
	/** Address of the engine as it was given; undefined leaves the choice to the environment and contexts. */
	readonly host: string | undefined;
	readonly context: string | undefined;
	/** Time between two readings, 100…60000. */
	readonly intervalMilliseconds: number;
	readonly procRoot: string;
	/** Undefined is where it is mounted. */
	readonly cgroupRoot: string | undefined;
	readonly isAll: boolean;
	readonly hasColor: boolean;
	readonly isAscii: boolean;
};

export type CommandOptions =
	| {readonly command: 'dashboard'; readonly keepMinutes: number | undefined; readonly isOrDemo: boolean}
	| {readonly command: 'snapshot'; readonly isJson: boolean}
	| {
		readonly command: 'start-over';
		readonly names: readonly string[];
		/** Compose project whose containers are meant. */
		readonly project: string | undefined;
		readonly isPlanOnly: boolean;
		readonly isConfirmed: boolean;
		readonly isJson: boolean;
		readonly volumes: 'fresh' | 'keep';
		readonly image: 'same' | 'newest';
		readonly isSavedFirst: boolean;
		readonly keepMinutes: number | undefined;
	}
	| {readonly command: 'undo'; readonly name: string | undefined; readonly isConfirmed: boolean}
	| {readonly command: 'stream'; readonly isJson: boolean; readonly count: number | undefined}
	| {
		readonly command: 'record';
		readonly path: string;
		/** Undefined is until interrupted. */
		readonly forMilliseconds: number | undefined;
		readonly isOverwriting: boolean;
		readonly hasSecrets: boolean;
		readonly hasLogs: boolean;
	}
	| {readonly command: 'replay'; readonly path: string}
	| {readonly command: 'demo'}
	| {readonly command: 'serve'; readonly port: number; readonly listen: string};

/** The command and everything it was asked to do, checked. */
export type Options = (CommonOptions & CommandOptions) | {readonly command: 'help' | 'version'};

/** The options, or one sentence for the user that says what is wrong with the command line. */
export type OptionsResult = {readonly options: Options} | {readonly problem: string};

type Flags = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Checks a command line that meow has taken apart.
 *
 * @param input What is not a flag: the command and its arguments.
 * @param flags By camel-case name; text, true, or undefined. False is a switch that was given another value, or negated.
 * @param environment Only `NO_COLOR` is looked at; what chooses the engine is read by `engine/`.
 */
export function parseOptions(input: readonly string[], flags: Flags, environment: Environment): OptionsResult {
	try {
		return {options: readOptions(input, flags, environment)};
	} catch (error: unknown) {
		if (error instanceof DockdashError) {
			return {problem: error.message};
		}

		throw error;
	}
}

function readOptions(input: readonly string[], flags: Flags, environment: Environment): Options {
	const [word = 'dashboard', ...names] = input;
	checkFlagNames(flags, word);
	const values = createFlagValues(flags);
	for (const command of ['help', 'version'] as const) {
		if (values.isSet(command)) {
			return {command};
		}
	}

	const command = findCommand(word);
	checkFlagsOf(command, values);
	return {
		host: values.text('host'),
		context: values.text('context'),
		intervalMilliseconds: values.integer('interval', 100, 60_000) ?? 1000,
		procRoot: values.text('proc-root') ?? '/proc',
		cgroupRoot: values.text('cgroup-root'),
		isAll: values.isSet('all'),
		hasColor: readColor(flags.color) && (environment.NO_COLOR ?? '') === '',
		isAscii: values.isSet('ascii'),
		...readCommand(command, names, values),
	};
}

function readCommand(command: CommandName, names: readonly string[], values: FlagValues): CommandOptions {
	const keepMinutes = values.integer('keep', 0, 10_080);
	const isJson = values.isSet('json');
	switch (command) {
		case 'dashboard': {
			takeNames(command, names, 0, 0);
			return {command, keepMinutes, isOrDemo: values.isSet('or-demo')};
		}

		case 'snapshot': {
			takeNames(command, names, 0, 0);
			return {command, isJson};
		}

		case 'start-over': {
			const project = values.text('all-of');
			return {
				command,
				names: takeNames(command, names, project === undefined ? 1 : 0),
				project,
				isPlanOnly: values.isSet('plan'),
				isConfirmed: values.isSet('yes'),
				isJson,
				volumes: readVolumes(values),
				image: values.oneOf('image', ['same', 'newest']) ?? 'same',
				isSavedFirst: values.isSet('save'),
				keepMinutes,
			};
		}

		case 'undo': {
			return {command, name: takeNames(command, names, 0, 1)[0], isConfirmed: values.isSet('yes')};
		}

		case 'stream': {
			takeNames(command, names, 0, 0);
			return {command, isJson, count: values.integer('count', 1)};
		}

		case 'record': {
			return {
				command,
				path: takeName(command, names),
				forMilliseconds: values.duration('for'),
				isOverwriting: values.isSet('overwrite'),
				hasSecrets: values.isSet('with-secrets'),
				hasLogs: values.isSet('with-logs'),
			};
		}

		case 'replay': {
			return {command, path: takeName(command, names)};
		}

		case 'demo': {
			takeNames(command, names, 0, 0);
			return {command};
		}

		case 'serve': {
			takeNames(command, names, 0, 0);
			return {command, port: values.integer('port', 1, 65_535) ?? 9788, listen: values.text('listen') ?? '127.0.0.1'};
		}
	}
}

function readVolumes(values: FlagValues): 'fresh' | 'keep' {
	const isKept = values.isSet('keep-volumes');
	if (isKept && values.isSet('fresh-volumes')) {
		throw new DockdashError('--fresh-volumes and --keep-volumes exclude each other: give one of them.');
	}

	return isKept ? 'keep' : 'fresh';
}

function findCommand(word: string): CommandName {
	const command = commandTable.find(({name}) => name === word);
	if (command === undefined) {
		throw new DockdashError(`${quote(word)} is not a command of dockdash: ${suggest(word, commandTable.map(({name}) => name))}`);
	}

	return command.name;
}

function takeNames(command: CommandName, names: readonly string[], least: number, most = Infinity): readonly string[] {
	const extra = names[most];
	if (extra !== undefined) {
		throw new DockdashError(`dockdash ${command} has no use for ${quote(extra)}: see dockdash --help.`);
	}

	if (names.length < least || names.includes('')) {
		const usage = commandTable.find(({name}) => name === command)?.usage ?? '';
		throw new DockdashError(`dockdash ${command} needs to know what it is for: dockdash ${command} ${usage}.`);
	}

	return names;
}

/** False for `--no-color`, once or more often. */
function readColor(color: unknown): boolean {
	const given = [color ?? []].flat();
	if (given.some(value => value !== false)) {
		throw new DockdashError('--color is not a flag of dockdash, which draws with colours anyway: --no-color draws without.');
	}

	return given.length === 0;
}

function takeName(command: CommandName, names: readonly string[]): string {
	const [name = ''] = takeNames(command, names, 1, 1);
	return name;
}

function checkFlagNames(flags: Flags, word: string): void {
	if (flags.noColor !== undefined) {
		throw new DockdashError('--no-color takes no value: give it or leave it out.');
	}

	const known = new Set(['color', ...flagTable.map(({name}) => toCamelCase(name))]);
	const unknown = Object.keys(flags).find(name => !known.has(name));
	if (unknown === undefined) {
		return;
	}

	const name = unknown.replaceAll(/[A-Z]/gv, letter => `-${letter.toLowerCase()}`);
	const dashes = name.length === 1 ? '-' : '--';
	// A flag of another command would be refused next. With a word that is no command, any of them may be meant.
	const command = commandTable.find(each => each.name === word)?.name;
	const meant = flagTable.filter(({commands}) => command === undefined || isFor(commands, command));
	const suggestion = suggest(name, meant.map(flag => flag.name), '--');
	throw new DockdashError(`${quote(dashes + name)} is not a flag of dockdash: ${suggestion}`);
}

function checkFlagsOf(command: CommandName, values: FlagValues): void {
	for (const {name, commands} of flagTable) {
		if (commands !== undefined && !isFor(commands, command) && values.isSet(name)) {
			throw new DockdashError(`--${name} means nothing to dockdash ${command}: it is for ${commands.join(', ')}.`);
		}
	}
}

function isFor(commands: readonly CommandName[] | undefined, command: CommandName): boolean {
	return commands === undefined || commands.includes(command);
}
