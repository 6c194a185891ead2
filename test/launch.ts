import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {selectV8Flags} from '../source/v8-flags.js';
import {program} from './support/dashboard.js';
import {createFolder} from './support/machine.js';
import {runProgram} from './support/program.js';
import {openTerminal} from './support/terminal.js';

type Start = {readonly pid: number; readonly flags: readonly string[]; readonly words: readonly string[]};

/** Has every start of Node below noted: the environment for that, and what was noted so far. */
function watchStarts(t: ExecutionContext): {readonly environment: Readonly<Record<string, string>>; readonly starts: () => readonly Start[]} {
	const folder = createFolder(t);
	const [hook, notes] = [path.join(folder, 'hook.mjs'), path.join(folder, 'notes')];
	writeFileSync(notes, '');
	writeFileSync(hook, `
		import {appendFileSync} from 'node:fs';
		const {pid, execArgv: flags, argv: [, , ...words]} = process;
		appendFileSync(${JSON.stringify(notes)}, JSON.stringify({pid, flags, words}) + ' ');
	`);
	return {
		environment: {NODE_OPTIONS: `--import ${pathToFileURL(hook).href}`, DOCKDASH_STATE: folder},
		starts: () => readFileSync(notes, 'utf8').trimEnd().split(' ').map(line => JSON.parse(line) as Start),
	};
}

test('on a terminal the dashboard is the same process with the same words, and the flags of V8 that it wants', async t => {
	const {environment, starts} = watchStarts(t);
	const terminal = openTerminal({command: process.execPath, args: ['--no-deprecation', program, 'demo', '--ascii'], environment});
	t.teardown(terminal.close);
	await terminal.waitFor('1 Containers');
	const flags = ['--no-deprecation'];
	const words = ['demo', '--ascii'];
	t.deepEqual(starts(), [{pid: terminal.pid, flags, words}, {pid: terminal.pid, flags: [...flags, ...selectV8Flags(process.versions.node)], words}]);
	terminal.press('q');
	t.deepEqual(await terminal.exit, {code: 0, signal: 0});
});

test('a Node whose V8 may not know these flags is not started with them', t => {
	t.deepEqual(selectV8Flags('99.1.0'), []);
	t.true(selectV8Flags('24.1.0').length > 0);
});

test('what prints and ends starts once', async t => {
	const {environment, starts} = watchStarts(t);
	const {code} = await runProgram(['--version'], environment);
	t.is(code, 0);
	t.is(starts().length, 1);
});
