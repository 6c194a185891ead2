import {readdirSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {program} from './support/dashboard.js';
import {createFolder} from './support/machine.js';
import {
	info, makeContainerFact, makeEvent, makeTick, takenAt, writeRecording,
} from './support/recordings.js';
import {keys, openTerminal, type Terminal} from './support/terminal.js';

type ReplayOptions = {
	readonly columns?: number;
	readonly rows?: number;
	/** Where the recording is. */
	readonly folder?: string;
	/** For temporary files. */
	readonly temporary?: string;
};

/** Two minutes of a container, joined after one by another that breaks after a while. */
async function replay(t: ExecutionContext, {columns = 120, rows = 36, folder = createFolder(t), temporary = folder}: ReplayOptions = {}): Promise<Terminal> {
	const file = path.join(folder, 'lab.rec');
	await writeRecording(file, [
		[0, info],
		[5, makeContainerFact('web')],
		[6, {kind: 'images', images: []}],
		...Array.from({length: 60}, (_, second) => [second * 1000 + 10, makeTick(second, {web: second * 300_000})] as const),
		[60_100, makeEvent('start', 'late')],
		[60_200, makeContainerFact('late')],
		...Array.from({length: 20}, (_, second) => [(60 + second) * 1000 + 300, makeTick(60 + second, {web: (60 + second) * 300_000, late: second * 500_000})] as const),
		[80_100, makeEvent('die', 'late')],
		[80_200, makeContainerFact('late', {state: {Status: 'exited', Running: false, Pid: 0, ExitCode: 127, FinishedAt: new Date(takenAt + 80_000).toISOString()}})],
		...Array.from({length: 40}, (_, second) => [(80 + second) * 1000 + 300, makeTick(80 + second, {web: (80 + second) * 300_000})] as const),
	]);
	const terminal = openTerminal({
		command: process.execPath, args: [program, 'replay', file], columns, rows, environment: {DOCKDASH_STATE: path.join(folder, 'state'), TMPDIR: temporary},
	});
	t.teardown(terminal.close);
	await terminal.waitFor('1 Containers');
	return terminal;
}

test('a recording is replayed: pause, to what happens next and back, to a time, and a step', async t => {
	const terminal = await replay(t);
	await terminal.waitFor(/REPLAY 0:0\d of 1:59 x1/v);
	terminal.press(' ');
	await terminal.waitFor(/REPLAY .* paused/v);
	terminal.press(']');
	await terminal.waitFor(lines => lines.some(line => line.includes('REPLAY 1:00 of 1:59 paused')) && lines.some(line => /● +late/v.test(line)));
	terminal.press(']');
	await terminal.waitFor(lines => lines.some(line => line.includes('REPLAY 1:20 of 1:59 paused')) && lines.some(line => /✖ +late/v.test(line)));
	terminal.press('[');
	await terminal.waitFor(lines => lines.some(line => line.includes('REPLAY 1:00 of 1:59 paused')) && lines.some(line => /● +late/v.test(line)));
	terminal.press(`@1:10${keys.enter}`);
	await terminal.waitFor(lines => lines.some(line => /late .*50\.0/v.test(line)) && lines.some(line => line.includes('REPLAY 1:09 of 1:59 paused')));
	terminal.press('.');
	await terminal.waitFor('REPLAY 1:10 of 1:59 paused');
	terminal.press('>');
	terminal.press(' ');
	await terminal.waitFor(/REPLAY 1:1\d of 1:59 x2/v);
	terminal.press('q');
	t.deepEqual(await terminal.exit, {code: 0, signal: 0});
});

test('what is done in a replay is simulated, and marked so', async t => {
	const terminal = await replay(t, {columns: 160, rows: 40});
	terminal.press(' ');
	await terminal.waitFor('paused');
	await terminal.waitFor(/● +web/v);
	terminal.press('e');
	await terminal.waitFor('so there is no shell in it');
	terminal.press('t');
	await terminal.waitFor('Stop web?');
	terminal.press('y');
	await terminal.waitFor('(simulated) web stopped.');
	await terminal.waitFor(/web .*exited 143/v);
	terminal.press('q');
	t.deepEqual(await terminal.exit, {code: 0, signal: 0});
});

test('on a small screen too it says that it is a replay', async t => {
	const terminal = await replay(t, {columns: 80, rows: 24});
	await terminal.waitFor(/^ dockdash {3}REPLAY 0:0\d of 1:59 x1/v);
	t.true(terminal.isAlternateScreen());
});

const endings: ReadonlyArray<readonly [title: string, end: (terminal: Terminal) => void]> = [
	['left with q', terminal => {
		terminal.press('q');
	}],
	['without its terminal', terminal => {
		terminal.hangUp();
	}],
	...(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const).map(signal => [`ended by ${signal}`, (terminal: Terminal) => {
		process.kill(terminal.pid, signal);
	}] as const),
];
for (const [title, end] of endings) {
	test(`a replay that is ${title} leaves no files`, async t => {
		const folder = createFolder(t);
		const terminal = await replay(t, {folder});
		await terminal.waitFor(/● +web/v);
		end(terminal);
		await terminal.exit;
		t.deepEqual(readdirSync(folder), ['lab.rec']);
	});
}

test('a replay needs no folder for temporary files', async t => {
	const terminal = await replay(t, {temporary: '/nowhere'});
	await terminal.waitFor(/● +web/v);
	terminal.press('q');
	t.deepEqual(await terminal.exit, {code: 0, signal: 0});
});
