import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {keys, openTerminal, type Terminal} from './support/terminal.js';

const escape = '\u{1B}';

function open(t: ExecutionContext, script: string, environment: Readonly<Record<string, string>> = {}): Terminal {
	const terminal = openTerminal({command: process.execPath, args: ['--eval', script], columns: 40, rows: 5, environment});
	t.teardown(terminal.close);
	return terminal;
}

test('keys go in, and what they make of the screen comes out', async t => {
	const terminal = open(t, String.raw`
		process.stdin.setRawMode(true);
		process.stdout.write('ready');
		process.stdin.on('data', data => process.stdout.write('\r\n' + JSON.stringify(String(data))));
	`);
	await terminal.waitFor('ready');
	terminal.press(keys.down);
	await terminal.waitFor(lines => lines[1] === String.raw`"\u001b[B"`);
	t.deepEqual(terminal.lines(), ['ready', String.raw`"\u001b[B"`, '', '', '']);
});

test('colours and attributes of each cell can be seen', async t => {
	const terminal = open(t, `process.stdout.write('${escape}[1;31mR${escape}[0;38;2;1;2;255mG${escape}[7;39mi${escape}[0m你.')`);
	await terminal.exit;
	const [first, second, third, wide, half, last] = terminal.cells()[0] ?? [];
	t.like(first, {text: 'R', foreground: 1, background: undefined, isBold: true});
	t.like(second, {text: 'G', foreground: '#0102ff', isBold: false});
	t.like(third, {text: 'i', foreground: undefined, isInverse: true});
	t.like(wide, {text: '你', isInverse: false});
	t.like(half, {text: ''});
	t.like(last, {text: '.'});
});

test('the alternate screen and the cursor are followed, and what the program leaves behind', async t => {
	const terminal = open(t, `
		process.stdout.write('before${escape}[?1049h${escape}[?25linside');
		process.stdin.once('data', () => {
			process.stdout.write('${escape}[?25h${escape}[?1049l');
			process.exit(3);
		});
	`);
	t.true(terminal.isCursorVisible());
	await terminal.waitFor('inside');
	t.true(terminal.isAlternateScreen());
	t.false(terminal.isCursorVisible());
	terminal.press(keys.enter);
	t.deepEqual(await terminal.exit, {code: 3, signal: 0});
	t.false(terminal.isAlternateScreen());
	t.true(terminal.isCursorVisible());
	t.is(terminal.lines()[0], 'before');
	t.true(terminal.output().includes(`${escape}[?1049l`));
});

test('a new size reaches the program', async t => {
	const terminal = open(t, `
		const tell = () => console.log(process.stdout.columns + 'x' + process.stdout.rows);
		tell();
		process.stdout.on('resize', tell);
		setInterval(() => {}, 1000);
	`);
	await terminal.waitFor('40x5');
	terminal.resize(60, 10);
	await terminal.waitFor('60x10');
	t.is(terminal.lines().length, 10);
});

test('the program sees no CI and no engine, but what the test gives it', async t => {
	const terminal = open(t, 'console.log(JSON.stringify([process.env.CI, process.env.DOCKER_HOST, process.env.MINE]))', {MINE: 'yes'});
	await terminal.exit;
	t.is(terminal.lines()[0], '[null,null,"yes"]');
});

test('waiting in vain says what was on the screen instead', async t => {
	const terminal = open(t, 'console.log("something else"); setInterval(() => {}, 1000)');
	await terminal.waitFor('something');
	await t.throwsAsync(terminal.waitFor('nothing', 20), {message: /^20 ms have passed[\s\S]*show nothing[\s\S]*something else/v});
});

test('waiting ends with the program', async t => {
	const terminal = open(t, 'console.log("last words"); process.kill(process.pid, "SIGTERM")');
	await t.throwsAsync(terminal.waitFor('nothing', 60_000), {message: /ended with code 0 and signal 15[\s\S]*last words/v});
});
