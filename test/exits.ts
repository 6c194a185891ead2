/** How the dashboard leaves, and that the terminal is then as it was: by a key, a signal, a crash, or with the terminal itself gone. */
import {existsSync, readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {docker, testEngineAddress, testWithEngine} from './support/engine.js';
import {keys, openTerminal, type Terminal} from './support/terminal.js';

const program = [process.execPath, 'dist/cli.js'];
const environment = {DOCKER_HOST: 'unix:///nowhere/engine.sock'};

// A shell around it, as a person has one, which tells what it finds afterwards.
const shell = 'before=$(stty -g); "$@"; echo "code $?"; [ "$(stty -g)" = "$before" ] && echo mode as before';

// Errors of which nobody knew, thrown from outside by a signal.
const preload = (code: string): string => `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${code} })`)}`;

async function open(t: ExecutionContext, command: string, args: readonly string[], options = ''): Promise<Terminal> {
	const terminal = openTerminal({
		command, args, columns: 100, rows: 30, environment: {...environment, NODE_OPTIONS: options},
	});
	t.teardown(terminal.close);
	await terminal.waitFor('1 Containers');
	t.true(terminal.isAlternateScreen());
	return terminal;
}

/** The dashboard below the shell, or below another program that started it. */
function childOf(pid: number): number {
	return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ', 1)[0]);
}

const press = (typed: string) => (terminal: Terminal): void => {
	terminal.press(typed);
};

const send = (signal: NodeJS.Signals) => (terminal: Terminal): void => {
	process.kill(childOf(terminal.pid), signal);
};

type Row = {
	readonly title: string;
	readonly leave: (terminal: Terminal) => void;
	readonly code: number;
	/** What is said on stderr. */
	readonly sentence?: string;
	/** For Node. */
	readonly options?: string;
};

const broke = 'dockdash: it broke (boom); that changed nothing in your containers. DOCKDASH_LOG=FILE keeps the details.';
const rows: readonly Row[] = [
	{title: 'q', leave: press('q'), code: 0},
	{title: 'Ctrl-C', leave: press(keys.controlC), code: 0},
	{title: 'SIGINT', leave: send('SIGINT'), code: 130},
	{title: 'SIGTERM', leave: send('SIGTERM'), code: 143},
	{title: 'SIGHUP', leave: send('SIGHUP'), code: 129},
	{
		title: 'an exception that nobody catches', leave: send('SIGUSR2'), code: 1, sentence: broke, options: preload('throw new Error("boom")'),
	},
	{
		title: 'a promise that nobody catches', leave: send('SIGUSR2'), code: 1, sentence: broke, options: preload('Promise.reject(new Error("boom"))'),
	},
];
for (const {title, leave, code, sentence, options} of rows) {
	test.serial(`${title} leaves the terminal as it was`, async t => {
		const terminal = await open(t, 'sh', ['-c', shell, 'sh', ...program], options);
		leave(terminal);
		await terminal.exit;
		t.false(terminal.isAlternateScreen());
		t.true(terminal.isCursorVisible());
		const said = sentence === undefined ? [] : [sentence];
		// The sentence may be longer than the screen is wide.
		t.is(terminal.lines().join('').trimEnd(), [...said, `code ${code}`, 'mode as before'].join(''));
	});
}

testWithEngine.serial('SIGTERM while a shell is open in a container leaves the terminal as it was', async t => {
	const name = `dockdash-exits-${process.pid}`;
	t.teardown(async () => docker('rm', '--force', name));
	await docker('run', '--detach', '--init', '--name', name, 'lab:1', 'sleep', '3000');
	const terminal = await open(t, 'sh', ['-c', shell, 'sh', ...program, '--host', testEngineAddress()]);
	terminal.press(`/${name}${keys.enter}`);
	await terminal.waitFor(lines => lines.some(line => line.includes('▸●') && line.includes(name.slice(0, 10))));
	terminal.press('e');
	await terminal.waitFor(/[#$] *$/mv);
	send('SIGTERM')(terminal);
	await terminal.exit;
	t.false(terminal.isAlternateScreen());
	t.true(terminal.isCursorVisible());
	t.regex(terminal.lines().join('\n'), /code 143[\s\S]*mode as before/v);
});

for (const [title, command, args] of [
	['a terminal that is closed', 'sh', ['-c', shell, 'sh', ...program]],
	['a terminal that is closed and sends no signal', 'setsid', ['--wait', ...program]],
] as const) {
	test.serial(`${title} leaves no process behind`, async t => {
		const terminal = await open(t, command, args);
		const pid = childOf(terminal.pid);
		t.teardown(() => {
			if (existsSync(`/proc/${pid}`)) {
				process.kill(pid, 'SIGKILL');
			}
		});
		terminal.hangUp();
		await terminal.exit;
		for (const end = Date.now() + 10_000; existsSync(`/proc/${pid}`) && Date.now() < end;) {
			await sleep(20);
		}

		t.false(existsSync(`/proc/${pid}`));
	});
}
