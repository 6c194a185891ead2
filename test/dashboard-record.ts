import {readdirSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import type {Line} from '../source/recording/line.js';
import {openRecording as readWhole, readLines} from '../source/recording/read.js';
import {openDashboard, runContainer} from './support/dashboard.js';
import {docker, testWithEngine} from './support/engine.js';
import {createFolder} from './support/machine.js';
import type {Terminal} from './support/terminal.js';
import {waitUntil} from './support/wait.js';

/** The dashboard in a folder of its own, recording. */
async function openRecording(t: ExecutionContext, name: string): Promise<{readonly terminal: Terminal; readonly folder: string}> {
	const container = runContainer(name);
	t.teardown(async () => docker('rm', '--force', container));
	const folder = createFolder(t);
	const terminal = await openDashboard(t, container, {folder});
	terminal.press('w');
	await terminal.waitFor('● REC');
	await terminal.waitFor(/Recording to dockdash-\d{8}-\d{6}\.rec/v);
	return {terminal, folder};
}

async function readRecording(folder: string): Promise<{readonly damage: string | undefined; readonly lines: readonly Line[]}> {
	const file = path.join(folder, readdirSync(folder).join(' '));
	const {damage} = await readWhole(file);
	return {damage, lines: await Array.fromAsync(readLines(file))};
}

/** Until the first look at the engine is in the file; before its first flush there is nothing in it to be read. */
async function waitForInfo(folder: string): Promise<void> {
	await waitUntil(async () => {
		const recording = await readRecording(folder).catch(() => undefined);
		return recording?.lines.some(({kind}) => kind === 'info') === true;
	});
}

testWithEngine('w records to a file in the current folder, and ends it', async t => {
	const {terminal, folder} = await openRecording(t, 'key');
	await waitForInfo(folder);
	terminal.press('w');
	await terminal.waitFor(lines => lines.some(line => /\.rec: 0:\d\d recorded, /v.test(line)) && lines.some(line => line.startsWith(' dockdash ') && !line.includes('● REC')));
	const {damage, lines} = await readRecording(folder);
	t.is(damage, undefined);
	t.true(lines.some(({kind}) => kind === 'info'));
});

testWithEngine('a recording that goes on is ended properly when dockdash is left', async t => {
	const {terminal, folder} = await openRecording(t, 'left');
	terminal.press('q');
	t.deepEqual(await terminal.exit, {code: 0, signal: 0});
	t.is((await readRecording(folder)).damage, undefined);
});
