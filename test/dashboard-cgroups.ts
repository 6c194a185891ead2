import test from 'ava';
import {openDashboard, removeContainers, runContainer} from './support/dashboard.js';
import {testWithEngine} from './support/engine.js';
import {keys} from './support/terminal.js';

test.after.always(removeContainers);

testWithEngine.serial('the tree opens at the selected container, and Enter shows its files, texts and formulas', async t => {
	const name = runContainer('tree', '--memory', '64m');
	const terminal = await openDashboard(t, name);
	await terminal.waitFor(name);
	terminal.press('7');
	// The panel has its rows in its own place, below those of the containers.
	await terminal.waitFor(lines => lines.some(line => line.includes('CGROUP')) && lines.some(line => line.includes(`● ${name}`) && line.includes('/64M') && line.includes('▸')));
	terminal.press(keys.enter);
	await terminal.waitFor('Numbers of /');
	await terminal.waitFor('/sys/fs/cgroup/');
	await terminal.waitFor(/cpuacct\.usage|cpu\.stat/v);
	await terminal.waitFor('(usage now - usage before) / time between * 100');
	terminal.press(keys.escape);
	await terminal.waitFor('CGROUP');
	terminal.press('1');
	await terminal.waitFor('details');
	terminal.press('i');
	await terminal.waitFor(`Numbers of ${name}`);
	await terminal.waitFor('CPU time that all processes of the container used');
	t.true(terminal.isAlternateScreen());
});

test.serial('without an engine it is a dashboard of the machine\'s cgroups', async t => {
	const terminal = await openDashboard(t, '', {environment: {DOCKER_HOST: 'unix:///nowhere/engine.sock'}});
	await terminal.waitFor('CGROUP');
	await terminal.waitFor(/▸▾ \/ +\d+\.\d/v);
	// The graphs are about the topmost cgroup, which is the machine.
	await terminal.waitFor(/2 CPU ─ \/ ─ \d+\.\d %/v);
	terminal.press('i');
	await terminal.waitFor('Numbers of /');
	await terminal.waitFor('/sys/fs/cgroup/');
	terminal.press(keys.escape);
	await terminal.waitFor('1 Containers');
	t.true(terminal.isAlternateScreen());
});
