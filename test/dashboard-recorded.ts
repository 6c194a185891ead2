/** What keys, sizes and flags do to the built program, on the recorded lab: it stands still, so the screen is the same each time. */
import {isDeepStrictEqual} from 'node:util';
import test from 'ava';
import {openRecordedLab} from './support/dashboard.js';
import {keys, type Terminal} from './support/terminal.js';

/** The names in the list of containers, from the top. */
function listNames(terminal: Terminal): readonly string[] {
	return terminal.lines().flatMap(line => /^│[▸ ][●✚◆‖✖○] {2}(?<name>\S+)/v.exec(line)?.groups?.['name'] ?? []);
}

async function waitForNames(terminal: Terminal, ...names: readonly string[]): Promise<void> {
	await terminal.waitFor(() => listNames(terminal).join(' ') === names.join(' '));
}

/** What each panel shows of the lab. */
const contents: ReadonlyArray<readonly [key: string, shown: RegExp]> = [
	['1', /✖ +broken .*exited 127/v],
	['2', /2 CPU ─ (?:spin ─ )?[\d.]+(?:\/\d+)? %/v],
	['3', /3 Memory ─ spin ─ [\d.]+/v],
	['4', /<none> .*dangling/v],
	['5', /mnt +\d{10} +\d{10} .*own/v],
	['6', /\d+ +1 .*while :; do :; done/v],
	['7', /● spin .*\d\.\d/v],
	['8', /seccomp +filter/v],
];
for (const [columns, rows] of [[160, 48], [80, 24]] as const) {
	test(`every panel has something to show at ${columns}x${rows}`, async t => {
		const terminal = await openRecordedLab(t, {columns, rows});
		terminal.press(`/spin${keys.enter}`);
		await waitForNames(terminal, 'spin');
		terminal.press(keys.escape);
		for (const [key, shown] of contents) {
			terminal.press(key);
			await terminal.waitFor(shown);
		}

		t.notRegex(terminal.output(), /Warning/v);
		t.true(terminal.isAlternateScreen());
	});
}

test('the same recording is the same screen, cell by cell', async t => {
	const one = await openRecordedLab(t);
	const other = await openRecordedLab(t);
	await other.waitFor(() => isDeepStrictEqual(other.cells(), one.cells()));
	t.true(one.lines().length > 0);
});

test('keys: help, order, zoom, details and back', async t => {
	const terminal = await openRecordedLab(t);
	terminal.press('?');
	await terminal.waitFor('The selected container');
	terminal.press(keys.escape);
	// The help tells of the panel by its title too.
	await terminal.waitFor('by cpu');
	terminal.press('o');
	await terminal.waitFor('Order containers by');
	terminal.press(keys.escape);
	await terminal.waitFor(lines => lines.some(line => line.includes('q quit')) && lines.every(line => !line.includes('Order containers by')));
	terminal.press('2+');
	await terminal.waitFor(lines => lines[1]?.startsWith('╭ 2 CPU ') === true);
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	terminal.press(`1${keys.enter}`);
	await terminal.waitFor('"Id": "');
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	t.true(terminal.isAlternateScreen());
});

test('a filter leaves what has it in its name or image, and what is stopped comes with a', async t => {
	const terminal = await openRecordedLab(t);
	terminal.press(`/w${keys.enter}`);
	await terminal.waitFor(() => listNames(terminal).toSorted().join(' ') === 'watcher web workers');
	terminal.press(keys.escape);
	await terminal.waitFor(() => listNames(terminal).length > 3);
	t.false(listNames(terminal).includes('backup'));
	terminal.press('a');
	await terminal.waitFor(/○ +backup .*exited 0/v);
});

test('i shows the files that a number was made of, as they were recorded', async t => {
	const terminal = await openRecordedLab(t);
	terminal.press(`/spin${keys.enter}`);
	await waitForNames(terminal, 'spin');
	terminal.press('i');
	await terminal.waitFor('Numbers of spin');
	await terminal.waitFor(/as they were at \d:\d\d/v);
	await terminal.waitFor(/text +usage_usec \d+/v);
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	t.true(terminal.isAlternateScreen());
});

test('what a namespace holds is not read from the machine that the recording is shown on', async t => {
	const terminal = await openRecordedLab(t);
	terminal.press(`/spin${keys.enter}5+${keys.enter}`);
	await terminal.waitFor('The mnt namespace of spin');
	await terminal.waitFor('What it holds is not in the recording.');
	t.false(terminal.lines().some(line => /processes +\d/v.test(line)));
});

test('confinement is explained as the kernel has it, also when nothing has been looked at yet', async t => {
	const terminal = await openRecordedLab(t);
	terminal.press(`/spin${keys.enter}8${keys.enter}`);
	await terminal.waitFor('What holds it in, and what was asked for');
	await terminal.waitFor(/seccomp +filter/v);
	t.true(terminal.isAlternateScreen());
});

test('the tree of cgroups folds and unfolds', async t => {
	const terminal = await openRecordedLab(t);
	terminal.press(`/spin${keys.enter}7+`);
	await terminal.waitFor(lines => lines[1]?.startsWith('╭ 7 Cgroups ') === true && lines.some(line => line.startsWith('│▸') && line.includes('● spin')));
	// To the cgroup that it is in, which is then folded.
	terminal.press(keys.left);
	terminal.press(keys.left);
	await terminal.waitFor(lines => lines.some(line => /▸ *▸ /v.test(line)) && lines.every(line => !line.includes('● spin')));
	terminal.press(keys.right);
	await terminal.waitFor(lines => lines.some(line => /▸ *▾ /v.test(line)) && lines.some(line => line.includes('● spin')));
	t.true(terminal.isAlternateScreen());
});

test('the screen can be resized, also to one that is too small, and back', async t => {
	const terminal = await openRecordedLab(t, {columns: 160, rows: 48});
	terminal.resize(80, 24);
	await terminal.waitFor(lines => lines.length === 24 && lines.some(line => line.includes('5 namespaces')));
	terminal.resize(30, 8);
	await terminal.waitFor('dockdash needs');
	terminal.resize(120, 36);
	await terminal.waitFor('5 Namespaces');
	t.true(terminal.isAlternateScreen());
});

test('NO_COLOR has no colours, --ascii has only ASCII, whatever is open', async t => {
	const terminal = await openRecordedLab(t, {args: ['--ascii'], environment: {NO_COLOR: '1'}});
	const check = (): void => {
		t.regex(terminal.lines().join(''), /^[\u{20}-\u{7E}]*$/v);
	};

	check();
	t.true(terminal.output().includes('\u{1B}[7m1 Containers\u{1B}[27m'), 'the focus is seen without colour');
	const texts: ReadonlyArray<readonly [key: string, shown: RegExp]> = [
		['?', /The selected container/v], ['i', /Numbers of/v], ['n', /What has happened/v], ['o', /Order containers by/v], ['L', /Limits of/v], ['R', /Start over/v], ['D', /1 Containers/v],
	];
	for (const [key, shown] of texts) {
		terminal.press(key);
		await terminal.waitFor(shown);
		check();
		terminal.press(keys.end);
		terminal.press(keys.escape);
		await terminal.waitFor(lines => lines.some(line => line.includes('q quit')) && lines.some(line => line.includes('1 Containers')));
	}

	for (const key of ['4', '5', '6', '7', '8']) {
		terminal.press(key);
		await terminal.waitFor(lines => lines.some(line => line.includes(`+ ${key} `)));
		check();
	}

	terminal.press(keys.enter);
	await terminal.waitFor('Confinement of');
	check();
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- A colour code begins with one.
	t.notRegex(terminal.output(), /\u{1B}\[(?:3\d|9\d)(?:;\d+)*m/v);
});
