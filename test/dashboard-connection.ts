import {randomBytes} from 'node:crypto';
import process from 'node:process';
import test from 'ava';
import {docker, testEngineAddress, testWithEngine} from './support/engine.js';
import {forwardSocket} from './support/forward.js';
import type {Teardown} from './support/machine.js';
import {answerWith, emptyEngine, startOddEngine} from './support/odd-engine.js';
import {keys, openTerminal, type Terminal} from './support/terminal.js';

function open(t: Teardown, address: string): Terminal {
	const terminal = openTerminal({
		command: process.execPath, args: ['dist/cli.js'], columns: 120, rows: 36, environment: {DOCKER_HOST: address},
	});
	t.teardown(terminal.close);
	return terminal;
}

test.serial('an engine that hangs: the screen is live, a broken connection is told, and an engine that comes is shown', async t => {
	const odd = await startOddEngine(t, () => undefined);
	const terminal = open(t, odd.address);
	await terminal.waitFor('asking the engine at unix:///');
	// The host's own numbers do not wait for it, nor does the keyboard.
	await terminal.waitFor(/\d+ cpu .*\d % {2}mem/v);
	terminal.press('?');
	await terminal.waitFor('╭ Help');
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	odd.breakConnections();
	await terminal.waitFor('was lost: it may be');
	odd.become(answerWith(emptyEngine));
	await terminal.waitFor('no containers yet');
	await terminal.waitFor('docker 20.10.24');
	t.true(terminal.isAlternateScreen());
});

test.serial('what is no engine is told in one sentence', async t => {
	const odd = await startOddEngine(t, (_request, response) => {
		response.writeHead(500).end('<html><h1>Internal Server Error</h1></html>');
	});
	const terminal = open(t, odd.address);
	await terminal.waitFor('with status 500.');
	t.false(terminal.lines().join('\n').includes('<h1>'));
});

test.serial('q leaves an engine that hangs at once', async t => {
	const asked = Promise.withResolvers<void>();
	const odd = await startOddEngine(t, () => {
		asked.resolve();
	});
	const terminal = open(t, odd.address);
	await asked.promise;
	await terminal.waitFor('1 Containers');
	terminal.press('q');
	t.is((await terminal.exit).code, 0);
	t.false(terminal.isAlternateScreen());
});

testWithEngine.serial('a daemon that stops and starts again: the rows stay, marked, and then tell what has happened meanwhile', async t => {
	const name = `dd-${randomBytes(3).toString('hex')}`;
	const id = await docker('run', '--detach', '--init', '--name', name, 'lab:1', 'sleep', '1000');
	t.teardown(async () => docker('rm', '--force', id));
	const daemon = await forwardSocket(t, testEngineAddress().replace(/^unix:\/\//v, ''));
	const terminal = open(t, daemon.address);
	await terminal.waitFor('1 Containers');
	terminal.press(`a/${name}${keys.enter}`);
	await terminal.waitFor(new RegExp(`● *${name}`, 'v'));
	await daemon.stop();
	await terminal.waitFor('last known');
	await terminal.waitFor(/lost: it may be restarting|there is no such socket/v);
	await terminal.waitFor(name);
	await docker('kill', name);
	await daemon.start();
	await terminal.waitFor(new RegExp(`${name}.*exited 137`, 'v'));
	await terminal.waitFor(lines => lines.some(line => line.includes('1 Containers') && !line.includes('last known')));
	t.true(terminal.isAlternateScreen());
});
