import {existsSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {program} from './support/dashboard.js';
import {createFolder} from './support/machine.js';
import {keys, openTerminal, type Terminal} from './support/terminal.js';

const nowhere = 'unix:///nowhere/engine.sock';

async function open(t: ExecutionContext, args: readonly string[], columns = 160, rows = 48): Promise<Terminal & {readonly stateFolder: string}> {
	const stateFolder = path.join(createFolder(t), 'state');
	const terminal = openTerminal({
		command: process.execPath, args: [program, ...args], columns, rows, environment: {DOCKER_HOST: nowhere, DOCKDASH_STATE: stateFolder},
	});
	t.teardown(terminal.close);
	await terminal.waitFor('1 Containers');
	return {...terminal, stateFolder};
}

/** Shows one container alone, so that it is the selected one. */
async function choose(terminal: Terminal, name: string): Promise<void> {
	terminal.press(`/${name}${keys.enter}`);
	await terminal.waitFor(lines => {
		const rows = lines.filter(line => /^│[▸ ][●✚◆‖✖○] /v.test(line));
		return rows.length === 1 && rows[0]?.includes(name) === true;
	});
}

for (const [columns, rows] of [[160, 48], [80, 24]] as const) {
	test(`the demo shows a lab with numbers, and says what it is, at ${columns}x${rows}`, async t => {
		const terminal = await open(t, ['demo'], columns, rows);
		await terminal.waitFor(lines => /DEMO: .*nothing is real .* cpu .* %/v.test(lines[0] ?? '') && lines.some(line => /spin .*\d\.\d/v.test(line)) && lines.some(line => /‖ +frozen/v.test(line)));
		terminal.press('4');
		await terminal.waitFor('<none>');
		terminal.press('q');
		t.deepEqual(await terminal.exit, {code: 0, signal: 0});
		t.false(existsSync(terminal.stateFolder));
	});
}

test('in the demo a container is started over, undone, stopped and started, in memory', async t => {
	const terminal = await open(t, ['demo']);
	await choose(terminal, 'spin');
	terminal.press('R');
	await terminal.waitFor('docker run -d --name spin');
	terminal.press('R');
	await terminal.waitFor('spin started over in');
	terminal.press(keys.escape);
	await terminal.waitFor(lines => lines.some(line => line.includes('(simulated) spin started over in')) && lines.some(line => line.includes('t stop')));
	await terminal.waitFor(lines => lines.some(line => /spin .*\d\.\d/v.test(line)));
	terminal.press('u');
	await terminal.waitFor('(simulated) spin is back');
	terminal.press('t');
	await terminal.waitFor('Stop spin?');
	terminal.press('y');
	await terminal.waitFor('(simulated) spin stopped.');
	terminal.press('a');
	await terminal.waitFor(/spin .*exited 143/v);
	terminal.press('s');
	await terminal.waitFor('(simulated) spin started.');
	terminal.press('q');
	t.deepEqual(await terminal.exit, {code: 0, signal: 0});
});

test('Space marks containers in the demo: it is not a replay to be paused', async t => {
	const terminal = await open(t, ['demo']);
	await terminal.waitFor(/‖ +frozen/v);
	terminal.press(' ');
	await terminal.waitFor('1 marked');
	t.true(terminal.lines()[0]?.includes('DEMO: '));
});

test('where no engine answers, the demo opens only when that was asked for, and says why', async t => {
	const asked = await open(t, ['--or-demo']);
	// What the lab tells may have taken its place in the notice line by now; it stays in the list of notices.
	await asked.waitFor('DEMO');
	await asked.waitFor('1 Containers');
	asked.press('n');
	await asked.waitFor(`No container engine answers at ${nowhere}. This is a demo`);
	const unasked = await open(t, []);
	await unasked.waitFor(/No container engine at unix/v);
	t.false(unasked.lines().some(line => /DEMO|spin/v.test(line)));
});
