import test from 'ava';
import meow from 'meow';
import {commandTable, createMeowOptions, flagTable, formatHelp} from '../source/flags.js';
import {parseOptions, type Options, type OptionsResult} from '../source/options.js';

type Flags = Readonly<Record<string, unknown>>;

const common = {
	host: undefined,
	context: undefined,
	intervalMilliseconds: 1000,
	procRoot: '/proc',
	cgroupRoot: undefined,
	isAll: false,
	hasColor: true,
	isAscii: false,
} as const;

const startOver = {
	...common,
	command: 'start-over',
	names: ['web'],
	project: undefined,
	isPlanOnly: false,
	isConfirmed: false,
	isJson: false,
	volumes: 'fresh',
	image: 'same',
	isSavedFirst: false,
	keepMinutes: undefined,
} as const;

function optionsOf(input: readonly string[], flags: Flags = {}, environment: Readonly<Record<string, string>> = {}): Options | undefined {
	const result = parseOptions(input, flags, environment);
	return 'options' in result ? result.options : undefined;
}

function problemOf(input: readonly string[], flags: Flags = {}): string | undefined {
	const result = parseOptions(input, flags, {});
	return 'problem' in result ? result.problem : undefined;
}

test('each command and what it takes', t => {
	const table: ReadonlyArray<readonly [input: readonly string[], flags: Flags, options: Options]> = [
		[[], {}, {...common, command: 'dashboard', keepMinutes: undefined, isOrDemo: false}],
		[['dashboard'], {keep: '30', all: true}, {...common, command: 'dashboard', keepMinutes: 30, isOrDemo: false, isAll: true}],
		[[], {interval: '100', host: 'ssh://lab', procRoot: '/host/proc', cgroupRoot: '/host/cgroup', ascii: true}, {
			...common,
			command: 'dashboard',
			keepMinutes: undefined,
			isOrDemo: false,
			intervalMilliseconds: 100,
			host: 'ssh://lab',
			procRoot: '/host/proc',
			cgroupRoot: '/host/cgroup',
			isAscii: true,
		}],
		[['snapshot'], {json: true, context: 'lab'}, {...common, command: 'snapshot', isJson: true, context: 'lab'}],
		[['start-over', 'web'], {}, startOver],
		[['start-over', 'web', 'db'], {yes: true, keepVolumes: true, image: 'newest', save: true, json: true, keep: '0'}, {
			...startOver,
			names: ['web', 'db'],
			isConfirmed: true,
			volumes: 'keep',
			image: 'newest',
			isSavedFirst: true,
			isJson: true,
			keepMinutes: 0,
		}],
		[['start-over'], {allOf: 'shop', plan: true, freshVolumes: true}, {...startOver, names: [], project: 'shop', isPlanOnly: true}],
		[['undo'], {}, {...common, command: 'undo', name: undefined, isConfirmed: false}],
		[['undo', 'web'], {yes: true}, {...common, command: 'undo', name: 'web', isConfirmed: true}],
		[['stream'], {json: true, count: '3', interval: '60000'}, {...common, command: 'stream', isJson: true, count: 3, intervalMilliseconds: 60_000}],
		[['record', 'a.rec'], {}, {
			...common, command: 'record', path: 'a.rec', forMilliseconds: undefined, isOverwriting: false, hasSecrets: false, hasLogs: false,
		}],
		[['record', 'a.rec'], {for: '10m', overwrite: true, withSecrets: true, withLogs: true}, {
			...common, command: 'record', path: 'a.rec', forMilliseconds: 600_000, isOverwriting: true, hasSecrets: true, hasLogs: true,
		}],
		[['replay', 'a.rec'], {all: true}, {...common, command: 'replay', path: 'a.rec', isAll: true}],
		[['serve'], {}, {
			...common, command: 'serve', port: 9788, listen: '127.0.0.1',
		}],
		[['serve'], {port: '80', listen: '::'}, {
			...common, command: 'serve', port: 80, listen: '::',
		}],
		[['demo'], {}, {...common, command: 'demo'}],
		[[], {orDemo: true}, {...common, command: 'dashboard', keepMinutes: undefined, isOrDemo: true}],
		[[], {help: true}, {command: 'help'}],
		[['snapshot'], {version: true, interval: 'x'}, {command: 'version'}],
	];
	for (const [input, flags, options] of table) {
		t.deepEqual(optionsOf(input, flags), options, `${input.join(' ')} ${JSON.stringify(flags)}`);
	}

	t.deepEqual([...new Set(table.map(row => row[2].command))].toSorted(), [...commandTable.map(({name}) => name), 'help', 'version'].toSorted());
});

test('colour is off when the flag or the environment says so', t => {
	const hasColor = (flags: Flags, environment: Readonly<Record<string, string>>): unknown => Object.entries(optionsOf([], flags, environment) ?? {}).find(([key]) => key === 'hasColor')?.[1];
	t.true(hasColor({color: []}, {}));
	t.false(hasColor({color: [false]}, {}));
	t.false(hasColor({color: []}, {NO_COLOR: '1'}));
	t.true(hasColor({color: []}, {NO_COLOR: ''}), 'an empty NO_COLOR means nothing, says no-color.org');
});

test('what is wrong is one sentence that says where and what to do', t => {
	const table: ReadonlyArray<readonly [input: readonly string[], flags: Flags, problem: string]> = [
		[['snapshto'], {}, '“snapshto” is not a command of dockdash: did you mean snapshot?'],
		[['frobnicate'], {}, '“frobnicate” is not a command of dockdash: see dockdash --help.'],
		[['\u{1B}[31mred\n'], {}, '“red” is not a command of dockdash: see dockdash --help.'],
		[[], {intervall: '5'}, '“--intervall” is not a flag of dockdash: did you mean --interval?'],
		[[], {cgrouRoot: '/x'}, '“--cgrou-root” is not a flag of dockdash: did you mean --cgroup-root?'],
		[['snapshot'], {foo: true}, '“--foo” is not a flag of dockdash: see dockdash --help.'],
		[['record', 'x'], {foo: true}, '“--foo” is not a flag of dockdash: did you mean --for?'],
		[['snapshto'], {foo: true}, '“--foo” is not a flag of dockdash: did you mean --for?'],
		[[], {x: true}, '“-x” is not a flag of dockdash: see dockdash --help.'],
		[[], {interval: '99'}, '--interval takes a whole number from 100 to 60000, not “99”.'],
		[[], {interval: '60001'}, '--interval takes a whole number from 100 to 60000, not “60001”.'],
		[[], {interval: '1e3'}, '--interval takes a whole number from 100 to 60000, not “1e3”.'],
		[[], {interval: ''}, '--interval needs a value: see dockdash --help.'],
		[[], {host: ''}, '--host needs a value: see dockdash --help.'],
		[['stream'], {count: '0'}, '--count takes a whole number of at least 1, not “0”.'],
		[['record', 'a.rec'], {for: '10'}, '--for takes a time such as 90s, 10m or 1h, and at most 24 days, not “10”.'],
		[['record', 'a.rec'], {for: '0s'}, '--for takes a time such as 90s, 10m or 1h, and at most 24 days, not “0s”.'],
		[['record', 'a.rec'], {for: '577h'}, '--for takes a time such as 90s, 10m or 1h, and at most 24 days, not “577h”.'],
		[['serve'], {port: '65536'}, '--port takes a whole number from 1 to 65535, not “65536”.'],
		[['record'], {}, 'dockdash record needs to know what it is for: dockdash record FILE.'],
		[['replay', 'a', 'b'], {}, 'dockdash replay has no use for “b”: see dockdash --help.'],
		[['start-over'], {yes: true}, 'dockdash start-over needs to know what it is for: dockdash start-over NAME….'],
		[['start-over', ''], {}, 'dockdash start-over needs to know what it is for: dockdash start-over NAME….'],
		[['start-over', 'web'], {image: 'other'}, '--image takes same or newest, not “other”.'],
		[['start-over', 'web'], {keepVolumes: true, freshVolumes: true}, '--fresh-volumes and --keep-volumes exclude each other: give one of them.'],
		[['snapshot', 'web'], {}, 'dockdash snapshot has no use for “web”: see dockdash --help.'],
		[['snapshot'], {count: '3'}, '--count means nothing to dockdash snapshot: it is for stream.'],
	];
	for (const [input, flags, problem] of table) {
		t.is(problemOf(input, flags), problem);
	}
});

test('every flag is understood for each of its commands, and refused for the others', t => {
	const samples: Readonly<Record<string, string>> = {
		interval: '500', image: 'newest', keep: '5', count: '2', for: '10m', port: '80',
	};
	const needed: Readonly<Record<string, readonly string[]>> = {'start-over': ['web'], record: ['file'], replay: ['file']};
	const flags = flagTable.filter(({name}) => !['no-color', 'help', 'version'].includes(name));
	for (const {name, type, commands} of flags) {
		const key = name.replaceAll(/-[a-z]/gv, ([, letter = '']) => letter.toUpperCase());
		for (const {name: command} of commandTable) {
			const isForIt = commands === undefined || (commands as readonly string[]).includes(command);
			const value = type === 'boolean' ? true : samples[name] ?? 'text';
			const input = [command, ...(name === 'all-of' ? [] : needed[command] ?? [])];
			t.is(problemOf(input, {[key]: value}) === undefined, isForIt, `${command} --${name}`);
		}
	}
});

test('help has every command and every flag', t => {
	const help = formatHelp();
	for (const {name, sentence} of [...commandTable.slice(1), ...flagTable]) {
		t.true(help.includes(name));
		t.true(help.includes(sentence));
	}
});

test('a real command line is taken apart, or what is wrong with it is said', t => {
	const parse = (line: string): OptionsResult => {
		const {input, flags} = meow({importMeta: import.meta, ...createMeowOptions(), argv: line.split(' ').filter(word => word !== '')});
		return parseOptions(input, flags, {});
	};

	const dashboard = {...common, command: 'dashboard', keepMinutes: undefined, isOrDemo: false} as const;
	const table: ReadonlyArray<readonly [line: string, result: Options | string]> = [
		['start-over 0012 --keep-volumes --image=newest --no-color', {...startOver, names: ['0012'], volumes: 'keep', image: 'newest', hasColor: false}],
		['-h', {command: 'help'}],
		['--help snapshot extra', {command: 'help'}],
		['--no-color --no-color --all --all', {...dashboard, hasColor: false, isAll: true}],
		['--cgroup-root /x --interval 0250', {...dashboard, cgroupRoot: '/x', intervalMilliseconds: 250}],
		['--interval -5', '--interval takes a whole number from 100 to 60000, not “-5”.'],
		['--cgroup-rot /x', '“--cgroup-rot” is not a flag of dockdash: did you mean --cgroup-root?'],
		['--host', '--host needs a value: see dockdash --help.'],
		['--host=', '--host needs a value: see dockdash --help.'],
		['--host --all', '--host needs a value: see dockdash --help.'],
		['--no-host', '--host needs a value: see dockdash --help.'],
		['--host.x=1', '--host needs a value: see dockdash --help.'],
		['stream --count=', '--count needs a value: see dockdash --help.'],
		['stream --count 0', '--count takes a whole number of at least 1, not “0”.'],
		['snapshot --json=no', '--json takes no value: give it or leave it out.'],
		['snapshot --no-json', '--json takes no value: give it or leave it out.'],
		['snapshot --json.x=1', '--json takes no value: give it or leave it out.'],
		['--help=no', '--help takes no value: give it or leave it out.'],
		['--no-color=x', '--no-color takes no value: give it or leave it out.'],
		['--color=always', '--color is not a flag of dockdash, which draws with colours anyway: --no-color draws without.'],
		['-x', '“-x” is not a flag of dockdash: see dockdash --help.'],
		['-hx', '“-x” is not a flag of dockdash: see dockdash --help.'],
		['-5', '“-5” is not a command of dockdash: see dockdash --help.'],
		['--__proto__ x', '“--___proto” is not a flag of dockdash: see dockdash --help.'],
		['-- snapshot extra', 'dockdash snapshot has no use for “extra”: see dockdash --help.'],
		['snapshot -- --json', 'dockdash snapshot has no use for “--json”: see dockdash --help.'],
	];
	for (const [line, result] of table) {
		t.deepEqual(parse(line), typeof result === 'string' ? {problem: result} : {options: result}, line);
	}

	t.throws(() => parse('--interval 500 --interval=600'), {message: 'The flag --interval can only be set once.'});
});
