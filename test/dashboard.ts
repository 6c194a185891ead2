import {execFileSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {testWithEngine} from './support/engine.js';
import {keys, openTerminal, type Terminal} from './support/terminal.js';

const engine = process.env.DOCKDASH_TEST_ENGINE;

const prefix = `dd${randomBytes(3).toString('hex')}`;
const state = mkdtempSync(path.join(tmpdir(), 'dockdash-state-'));
const program = 'dist/cli.js';

function docker(...words: readonly string[]): string {
	return execFileSync('docker', ['--host', engine ?? '', ...words], {encoding: 'utf8'}).trim();
}

/** A container that ends at once when it is told to. */
function run(name: string, ...flags: readonly string[]): string {
	const full = `${prefix}-${name}`;
	docker('run', '--detach', '--init', '--name', full, ...flags, 'lab:1', 'sleep', '3000');
	return full;
}

type Teardown = {readonly teardown: (undo: () => unknown) => void};

/** The dashboard, showing only the containers whose names begin so. */
async function open(t: Teardown, filter: string, {columns = 120, rows = 36, args = [], environment = {}}: {columns?: number; rows?: number; args?: readonly string[]; environment?: Readonly<Record<string, string>>} = {}): Promise<Terminal> {
	const terminal = openTerminal({
		command: process.execPath,
		args: [program, ...args],
		columns,
		rows,
		environment: {DOCKER_HOST: engine ?? '', DOCKDASH_STATE: state, ...environment},
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

test.after.always(() => {
	rmSync(state, {recursive: true, force: true});
	if (engine !== undefined) {
		const ids = docker('ps', '--all', '--quiet', '--filter', `name=${prefix}`).split('\n').filter(id => id !== '');
		if (ids.length > 0) {
			docker('rm', '--force', '--volumes', ...ids);
		}
	}
});

for (const [columns, rows] of [[160, 48], [80, 24]] as const) {
	testWithEngine.serial(`at ${columns}x${rows}: containers with CPU, <none> images and namespaces`, async t => {
		const name = run(`show${columns}`, '--cpus', '0.3');
		const terminal = await open(t, name, {columns, rows});
		await terminal.waitFor(lines => lines.some(line => line.includes(name.slice(0, 10)) && /\d\.\d/v.test(line)));
		terminal.press('4');
		await terminal.waitFor('<none>');
		terminal.press('5');
		await terminal.waitFor(/mnt +\d+ +\d+/v);
		t.true(terminal.isAlternateScreen());
	});
}

testWithEngine.serial('keys: help, order, zoom, details and back', async t => {
	const name = run('keys');
	const terminal = await open(t, name);
	await terminal.waitFor(name);
	terminal.press('?');
	await terminal.waitFor('The selected container');
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	terminal.press('o');
	await terminal.waitFor('Order containers by');
	terminal.press(keys.escape);
	await terminal.waitFor(lines => lines.every(line => !line.includes('Order containers by')));
	terminal.press('2+');
	await terminal.waitFor(lines => lines.some(line => line.includes('2 CPU')) && lines.every(line => !line.includes('1 Containers')));
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	terminal.press(`1${keys.enter}`);
	await terminal.waitFor('"Id": "');
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	t.pass();
});

testWithEngine.serial('t asks and stops, s starts, z pauses, d asks and removes', async t => {
	const name = run('acts', '--stop-timeout', '1');
	const terminal = await open(t, name);
	terminal.press('a');
	await terminal.waitFor(name);
	terminal.press('t');
	await terminal.waitFor(`Stop ${name}?`);
	terminal.press('y');
	await terminal.waitFor(`${name} stopped`);
	t.is(docker('inspect', '--format', '{{.State.Running}}', name), 'false');
	terminal.press('s');
	await terminal.waitFor(`${name} started`);
	terminal.press('z');
	await terminal.waitFor(`${name} paused`);
	t.is(docker('inspect', '--format', '{{.State.Paused}}', name), 'true');
	terminal.press('d');
	await terminal.waitFor(`Remove ${name}?`);
	terminal.press('n');
	await terminal.waitFor(lines => lines.every(line => !line.includes(`Remove ${name}?`)));
	terminal.press('dy');
	await terminal.waitFor(`${name} removed`);
	t.is(docker('ps', '--all', '--quiet', '--filter', `name=${name}`), '');
});

testWithEngine.serial('K offers signals; what is killed from outside is seen too', async t => {
	const [inside, outside] = [run('killin'), run('killout')];
	const terminal = await open(t, `${prefix}-kill`);
	terminal.press('a');
	await terminal.waitFor(inside);
	terminal.press('K');
	await terminal.waitFor('Send a signal to');
	terminal.press(keys.enter);
	await terminal.waitFor('was sent SIGKILL');
	await terminal.waitFor(/exited 137/v);
	docker('rm', '--force', inside);
	await terminal.waitFor(lines => lines.every(line => !line.includes('exited 137')));
	docker('kill', outside);
	await terminal.waitFor(new RegExp(`${outside}.*exited 137`, 'v'), 1000);
	t.pass();
});

testWithEngine.serial('l follows the log, e opens a shell and comes back intact', async t => {
	const name = `${prefix}-talk`;
	docker('run', '--detach', '--init', '--name', name, 'lab:1', 'sh', '-c', 'echo first line; while ! [ -e /go ]; do sleep 0.1; done; echo second line; sleep 3000');
	const terminal = await open(t, name);
	await terminal.waitFor(name);
	terminal.press('l');
	await terminal.waitFor('first line');
	docker('exec', name, 'touch', '/go');
	await terminal.waitFor('second line');
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	terminal.press('e');
	await terminal.waitFor('Shell in');
	await terminal.waitFor(/[#$] *$/mv);
	terminal.press('echo $((6*7))\r');
	await terminal.waitFor(/^42$/mv);
	terminal.press('exit\r');
	await terminal.waitFor('1 Containers');
	await terminal.waitFor(name);
	t.true(terminal.isAlternateScreen());
});

testWithEngine.serial('R shows what is lost and gives back a container whose /usr/bin was deleted; u brings the mess back', async t => {
	const name = run('broken', '--stop-timeout', '1');
	docker('exec', name, 'rm', '-rf', '/usr/bin');
	const oldId = docker('inspect', '--format', '{{.Id}}', name);
	const terminal = await open(t, name);
	await terminal.waitFor(name);
	terminal.press('R');
	await terminal.waitFor('/usr/bin');
	terminal.press('R');
	await terminal.waitFor('started over in', 20_000);
	t.not(docker('inspect', '--format', '{{.Id}}', name), oldId);
	t.is(docker('exec', name, 'ls', '/usr/bin'), 'tool\nvi');
	terminal.press(keys.escape);
	await terminal.waitFor('q quit');
	terminal.press('u');
	await terminal.waitFor(lines => lines.some(line => /brought back|back/v.test(line) && line.includes(name) && !line.includes('u brings')), 20_000);
	t.is(docker('inspect', '--format', '{{.Id}}', name), oldId);
	t.throws(() => docker('exec', name, 'ls', '/usr/bin'));
});

testWithEngine.serial('L changes limits and the graph\'s limit moves; what Docker would not take is said; u puts the old ones back', async t => {
	const name = run('limits', '--memory', '64m', '--memory-swap', '64m', '--cpus', '0.5');
	const look = () => docker('inspect', '--format', '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.RestartPolicy.Name}}', name);
	const terminal = await open(t, name);
	await terminal.waitFor(/of 64 MiB/v);
	terminal.press('L');
	await terminal.waitFor(`Limits of ${name}`);
	terminal.press(`${keys.clear}77`);
	await terminal.waitFor('CPUs are a number from 0.01 to');
	terminal.press(keys.enter);
	terminal.press(`${keys.clear}0.25${keys.down}${keys.down}${keys.down}${keys.clear}96m`);
	await terminal.waitFor(`docker update --cpus 0.25 --memory 96m --memory-swap 96m ${name}`);
	t.is(look(), `${64 * 1024 * 1024} 500000000 no`);
	terminal.press(keys.enter);
	await terminal.waitFor(`${name}: CPUs 0.25, memory 96m.`);
	await terminal.waitFor(/of 96 MiB/v);
	await terminal.waitFor(/of 0\.25 cpu/v);
	t.is(look(), `${96 * 1024 * 1024} 250000000 no`);
	terminal.press('u');
	await terminal.waitFor(`${name} has its old limits back: CPUs 0.5, memory 64m`);
	await terminal.waitFor(/of 64 MiB/v);
	t.is(look(), `${64 * 1024 * 1024} 500000000 no`);
	terminal.press('u');
	await terminal.waitFor(`No start over of ${name} can be undone`);
});

testWithEngine.serial('the screen can be resized, also to one that is too small, and back', async t => {
	const name = run('size');
	const terminal = await open(t, name, {columns: 160, rows: 48});
	await terminal.waitFor(name);
	terminal.resize(80, 24);
	await terminal.waitFor(lines => lines.length === 24 && lines.some(line => line.includes('5 namespaces')));
	terminal.resize(30, 8);
	await terminal.waitFor('dockdash needs');
	terminal.resize(120, 36);
	await terminal.waitFor('5 Namespaces');
	t.pass();
});

test.serial('without an engine: one sentence with the address, and the host still live', async t => {
	const terminal = await open(t, '', {environment: {DOCKER_HOST: 'unix:///nowhere/engine.sock'}});
	await terminal.waitFor('No container engine at unix:///nowhere/engine.sock');
	await terminal.waitFor(/\d+ cpu .*\d % {2}mem/v);
	terminal.press('q');
	t.is((await terminal.exit).code, 0);
});

test.serial('NO_COLOR has no colours, --ascii has only ASCII', async t => {
	const environment = {DOCKER_HOST: 'unix:///nowhere/engine.sock', NO_COLOR: '1'};
	const terminal = await open(t, '', {args: ['--ascii'], environment});
	await terminal.waitFor('1 Containers');
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- A colour code begins with one.
	t.notRegex(terminal.output(), /\u{1B}\[(?:3\d|9\d)(?:;\d+)*m/v);
	t.regex(terminal.lines().join(''), /^[\u{20}-\u{7E}]*$/v);
});
