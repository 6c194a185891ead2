import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {Teardown} from './machine.js';
import {keys, openTerminal, type Terminal} from './terminal.js';

const engine = process.env.DOCKDASH_TEST_ENGINE ?? '';

/** The built program. */
export const program = path.resolve('dist/cli.js');

/** Begins the name of every container of this test process. */
export const labPrefix = `dd${randomBytes(3).toString('hex')}`;

/** Where the journals of this test process are. */
const stateFolder = makeStateFolder();

function makeStateFolder(): string {
	const folder = mkdtempSync(path.join(tmpdir(), 'dockdash-state-'));
	process.once('exit', () => {
		rmSync(folder, {recursive: true, force: true});
	});
	return folder;
}

/** Runs the docker command; its output without the last line end. */
export function dockerNow(...words: readonly string[]): string {
	return execFileSync('docker', ['--host', engine, ...words], {encoding: 'utf8'}).trim();
}

/** A container that ends at once when it is told to; its name. */
export function runContainer(name: string, ...flags: readonly string[]): string {
	const full = `${labPrefix}-${name}`;
	dockerNow('run', '--detach', '--init', '--name', full, ...flags, 'lab:1', 'sleep', '3000');
	return full;
}

export type DashboardOptions = {
	readonly columns?: number;
	readonly rows?: number;
	readonly args?: readonly string[];
	/** Where it is started. */
	readonly folder?: string;
	readonly environment?: Readonly<Record<string, string>>;
};

/** The dashboard, showing only the containers whose names begin so. */
export async function openDashboard(t: Teardown, filter: string, {columns = 120, rows = 36, args = [], folder, environment = {}}: DashboardOptions = {}): Promise<Terminal> {
	const terminal = openTerminal({
		command: process.execPath,
		args: [program, ...args],
		columns,
		rows,
		...(folder !== undefined && {folder}),
		environment: {DOCKER_HOST: engine, DOCKDASH_STATE: stateFolder, ...environment},
	});
	t.teardown(terminal.close);
	// Before that the keyboard is not read yet.
	await terminal.waitFor('1 Containers');
	if (filter !== '') {
		terminal.press(`/${filter}${keys.enter}`);
		// The title has the filter at once, a row only what was listed.
		await terminal.waitFor(lines => lines.some(line => /[ ▸][○●✖✚◆‖] /v.test(line) && line.includes(filter.slice(0, 10))));
	}

	return terminal;
}

/** The dashboard on the recorded lab of the demo, standing still: the same for everybody, and no engine is asked. */
export async function openRecordedLab(t: Teardown, {columns = 120, rows = 36, args = [], environment = {}}: DashboardOptions = {}): Promise<Terminal> {
	const terminal = openTerminal({
		command: process.execPath, args: [program, 'replay', 'media/demo.rec', ...args], columns, rows, environment: {DOCKER_HOST: 'unix:///nowhere/engine.sock', ...environment},
	});
	t.teardown(terminal.close);
	await terminal.waitFor('1 Containers');
	terminal.press(` @80${keys.enter}`);
	await terminal.waitFor(lines => lines.some(line => /REPLAY 1:(?:19|20) .*paused/v.test(line)) && lines.some(line => /\S +spin .*\d\.\d/v.test(line)));
	return terminal;
}

/** Removes the containers of this test process. */
export function removeContainers(): void {
	if (engine !== '') {
		const ids = dockerNow('ps', '--all', '--quiet', '--filter', `name=${labPrefix}`).split('\n').filter(id => id !== '');
		if (ids.length > 0) {
			dockerNow('rm', '--force', '--volumes', ...ids);
		}
	}
}
