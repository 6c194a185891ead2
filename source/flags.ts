/** What dockdash can be asked to do; the first is what it does unasked. */
export const commandTable = [
	{name: 'dashboard', usage: '', sentence: 'Open the dashboard (without a terminal: print the table, as snapshot does).'},
	{name: 'snapshot', usage: '', sentence: 'Print one table, or with --json one document, and leave.'},
	{name: 'start-over', usage: 'NAME…', sentence: 'Make containers again from their images, as the key R does; the writable layer is lost.'},
	{name: 'undo', usage: '[NAME]', sentence: 'Bring back the container that the last start over put aside.'},
	{name: 'stream', usage: '', sentence: 'Print a line for each interval, with --json as NDJSON, until interrupted.'},
	{name: 'record', usage: 'FILE', sentence: 'Record everything that the dashboard shows, until interrupted or for as long as --for says.'},
	{name: 'replay', usage: 'FILE', sentence: 'Open the dashboard on a recording; what is done in it is simulated.'},
	{name: 'demo', usage: '', sentence: 'Open the dashboard on a recorded lab, to try everything without an engine.'},
	{name: 'serve', usage: '', sentence: 'Serve the numbers of all containers to Prometheus, until interrupted.'},
] as const;

export type CommandName = typeof commandTable[number]['name'];

/** One line of the flag table, which meow's flags, `--help` and the README are made from. */
export type FlagEntry = {
	readonly name: string;
	readonly type: 'string' | 'boolean';
	/** What stands for the value in help; empty for a boolean. */
	readonly value: string;
	/** For the help text; undefined has none. */
	readonly default: string | undefined;
	/** The commands it is for; undefined is all of them. */
	readonly commands: readonly CommandName[] | undefined;
	readonly sentence: string;
};

const live = ['dashboard', 'snapshot', 'stream', 'record'] as const;
const reading = [...live, 'serve'] as const;
const engine = [...reading, 'start-over', 'undo'] as const;

export const flagTable = [
	{name: 'host', type: 'string', value: 'ADDRESS', default: undefined, commands: engine, sentence: 'Engine to talk to: unix:///PATH, tcp://HOST:PORT, ssh://USER@HOST.'},
	{name: 'context', type: 'string', value: 'NAME', default: undefined, commands: engine, sentence: 'Docker context to take the engine from.'},
	{name: 'interval', type: 'string', value: 'MS', default: '1000', commands: live, sentence: 'Milliseconds between two readings, 100 to 60000.'},
	{name: 'all', type: 'boolean', value: '', default: undefined, commands: ['dashboard', 'snapshot', 'stream', 'replay', 'demo'], sentence: 'Show stopped containers too.'},
	{name: 'json', type: 'boolean', value: '', default: undefined, commands: ['snapshot', 'stream', 'start-over'], sentence: 'Print JSON.'},
	{name: 'proc-root', type: 'string', value: 'DIRECTORY', default: '/proc', commands: reading, sentence: 'Where the host’s /proc is mounted.'},
	{name: 'cgroup-root', type: 'string', value: 'DIRECTORY', default: 'as mounted', commands: reading, sentence: 'Where the host’s /sys/fs/cgroup is mounted.'},
	{name: 'plan', type: 'boolean', value: '', default: undefined, commands: ['start-over'], sentence: 'Print the plan and change nothing.'},
	{name: 'yes', type: 'boolean', value: '', default: undefined, commands: ['start-over', 'undo'], sentence: 'Do not ask.'},
	{name: 'fresh-volumes', type: 'boolean', value: '', default: undefined, commands: ['start-over'], sentence: 'Give the new container empty anonymous volumes (the default).'},
	{name: 'keep-volumes', type: 'boolean', value: '', default: undefined, commands: ['start-over'], sentence: 'Give the new container the anonymous volumes of the old one.'},
	{name: 'image', type: 'string', value: 'WHICH', default: 'same', commands: ['start-over'], sentence: 'Of which image, where its tag has moved: the same as before, or the newest.'},
	{name: 'save', type: 'boolean', value: '', default: undefined, commands: ['start-over'], sentence: 'Save the old container as an image first.'},
	{name: 'all-of', type: 'string', value: 'PROJECT', default: undefined, commands: ['start-over'], sentence: 'Start over every container of a compose project.'},
	{name: 'keep', type: 'string', value: 'MINUTES', default: undefined, commands: ['dashboard', 'start-over'], sentence: 'Keep the old container for undo this long (0 to 10080).'},
	{name: 'count', type: 'string', value: 'N', default: undefined, commands: ['stream'], sentence: 'Stop after N lines.'},
	{name: 'or-demo', type: 'boolean', value: '', default: undefined, commands: ['dashboard'], sentence: 'Open the demo where no engine answers, as npm start does.'},
	{name: 'for', type: 'string', value: 'TIME', default: undefined, commands: ['record'], sentence: 'Stop after 90s, 10m or 1h.'},
	{name: 'overwrite', type: 'boolean', value: '', default: undefined, commands: ['record'], sentence: 'Write over a file that is there already.'},
	{name: 'with-secrets', type: 'boolean', value: '', default: undefined, commands: ['record'], sentence: 'Record the values of environment variables and of secret labels too.'},
	{name: 'with-logs', type: 'boolean', value: '', default: undefined, commands: ['record'], sentence: 'Record the containers’ logs too.'},
	{name: 'port', type: 'string', value: 'N', default: '9788', commands: ['serve'], sentence: 'Port to listen at.'},
	{name: 'listen', type: 'string', value: 'ADDRESS', default: '127.0.0.1', commands: ['serve'], sentence: 'Address to listen at; 0.0.0.0 lets other machines in.'},
	{name: 'ascii', type: 'boolean', value: '', default: undefined, commands: undefined, sentence: 'Draw without Unicode.'},
	{name: 'no-color', type: 'boolean', value: '', default: undefined, commands: undefined, sentence: 'Draw without colours, as NO_COLOR in the environment does.'},
	{name: 'help', type: 'boolean', value: '', default: undefined, commands: undefined, sentence: 'Print this and leave.'},
	{name: 'version', type: 'boolean', value: '', default: undefined, commands: undefined, sentence: 'Print the version and leave.'},
] as const satisfies readonly FlagEntry[];

type MeowFlag =
	| {readonly type: 'string'; readonly isMultiple?: true}
	| {readonly type: 'boolean'; readonly shortFlag?: 'h'};

export type FlagName = typeof flagTable[number]['name'];

/**
 * What meow is to be told. Values stay text, so that what is wrong with one can be said in words; a switch that is not given is
 * undefined. Help and version are ours. Meow throws where a flag that is no switch is given twice.
 */
export function createMeowOptions() {
	return {
		flags: createMeowFlags(), autoHelp: false, autoVersion: false, description: false, booleanDefault: undefined,
	} as const;
}

function createMeowFlags(): Record<string, MeowFlag> {
	const entries = flagTable.map(({name, type}): [string, MeowFlag] => {
		// The argument parser reads `--no-color` as `color` being false; as text, `--color=always` can be told from it.
		if (name === 'no-color') {
			return ['color', {type: 'string', isMultiple: true}];
		}

		return [toCamelCase(name), name === 'help' ? {type, shortFlag: 'h'} : {type}];
	});
	return Object.fromEntries(entries);
}

/** The text of `--help`. */
export function formatHelp(): string {
	const commands = commandTable.map(({name, usage, sentence}) => [name === 'dashboard' ? 'dockdash' : `dockdash ${name} ${usage}`.trimEnd(), sentence] as const);
	const flags = flagTable.map(flag => [`--${flag.name} ${flag.value}`.trimEnd(), formatFlagSentence(flag)] as const);
	return ['Usage', ...alignRows(commands), '', 'Flags', ...alignRows(flags), ''].join('\n');
}

/** What a flag does, its default, and the commands it is for, as help and README show it. */
export function formatFlagSentence({sentence, default: standard, commands}: FlagEntry): string {
	return [
		sentence,
		...(standard === undefined ? [] : [`Default: ${standard}.`]),
		...(commands === undefined ? [] : [`(${commands.join(', ')})`]),
	].join(' ');
}

/** `cgroup-root` to `cgroupRoot`, which is how the argument parser names it. */
export function toCamelCase(name: string): string {
	return name.replaceAll(/-(?<letter>[a-z])/gv, (_match, letter: string) => letter.toUpperCase());
}

function alignRows(rows: ReadonlyArray<readonly [string, string]>): readonly string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
