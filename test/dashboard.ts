import test from 'ava';
import {
	dockerNow, labPrefix, openDashboard, removeContainers, runContainer,
} from './support/dashboard.js';
import {testWithEngine} from './support/engine.js';
import {keys} from './support/terminal.js';

test.after.always(removeContainers);

for (const [columns, rows] of [[160, 48], [80, 24]] as const) {
	testWithEngine.serial(`at ${columns}x${rows}: containers with CPU, <none> images and namespaces`, async t => {
		const name = runContainer(`show${columns}`, '--cpus', '0.3');
		const terminal = await openDashboard(t, name, {columns, rows});
		await terminal.waitFor(lines => lines.some(line => line.includes(name.slice(0, 10)) && /\d\.\d/v.test(line)));
		// A graph of at least two values is drawn by blessed-contrib where it is large.
		await terminal.waitFor(/[\u{2801}-\u{28FF}]{2}/v);
		t.notRegex(terminal.output(), /Warning/v);
		terminal.press('4');
		await terminal.waitFor('<none>');
		terminal.press('5');
		await terminal.waitFor(/mnt +\d+ +\d+/v);
		t.true(terminal.isAlternateScreen());
	});
}

testWithEngine.serial('t asks and stops, s starts, z pauses, d asks and removes', async t => {
	const name = runContainer('acts', '--stop-timeout', '1');
	const terminal = await openDashboard(t, name);
	terminal.press('a');
	await terminal.waitFor(name);
	terminal.press('t');
	await terminal.waitFor(`Stop ${name}?`);
	terminal.press('y');
	await terminal.waitFor(`${name} stopped`);
	t.is(dockerNow('inspect', '--format', '{{.State.Running}}', name), 'false');
	terminal.press('s');
	await terminal.waitFor(`${name} started`);
	terminal.press('z');
	await terminal.waitFor(`${name} paused`);
	t.is(dockerNow('inspect', '--format', '{{.State.Paused}}', name), 'true');
	terminal.press('d');
	await terminal.waitFor(`Remove ${name}?`);
	terminal.press('n');
	await terminal.waitFor(lines => lines.some(line => line.includes('q quit')) && lines.every(line => !line.includes(`Remove ${name}?`)));
	terminal.press('dy');
	await terminal.waitFor(`${name} removed`);
	t.is(dockerNow('ps', '--all', '--quiet', '--filter', `name=${name}`), '');
});

testWithEngine.serial('K offers signals; what is killed from outside is seen too', async t => {
	const [inside, outside] = [runContainer('killin'), runContainer('killout')];
	const terminal = await openDashboard(t, `${labPrefix}-kill`);
	terminal.press('a');
	await terminal.waitFor(inside);
	terminal.press('K');
	await terminal.waitFor('Send a signal to');
	terminal.press(keys.enter);
	await terminal.waitFor('got SIGKILL');
	await terminal.waitFor(/exited 137/v);
	dockerNow('rm', '--force', inside);
	await terminal.waitFor(lines => lines.some(line => line.includes(`▸●  ${outside}`)) && lines.every(line => !line.includes('exited 137')));
	dockerNow('kill', outside);
	await terminal.waitFor(new RegExp(`${outside}.*exited 137`, 'v'), 1000);
	t.pass();
});

testWithEngine.serial('l follows the log, e opens a shell and comes back intact', async t => {
	const name = `${labPrefix}-talk`;
	dockerNow('run', '--detach', '--init', '--name', name, 'lab:1', 'sh', '-c', 'echo first line; while ! [ -e /go ]; do sleep 0.1; done; echo second line; sleep 3000');
	const terminal = await openDashboard(t, name);
	await terminal.waitFor(name);
	terminal.press('l');
	await terminal.waitFor('first line');
	dockerNow('exec', name, 'touch', '/go');
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

testWithEngine.serial('L changes limits and the graph\'s limit moves; what Docker would not take is said; u puts the old ones back', async t => {
	const name = runContainer('limits', '--memory', '64m', '--memory-swap', '64m', '--cpus', '0.5');
	const look = () => dockerNow('inspect', '--format', '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.RestartPolicy.Name}}', name);
	const terminal = await openDashboard(t, name);
	await terminal.waitFor(/3 Memory .*\/64M ─/v);
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
	await terminal.waitFor(/3 Memory .*\/96M ─/v);
	await terminal.waitFor(/of 0\.25 cpu/v);
	t.is(look(), `${96 * 1024 * 1024} 250000000 no`);
	terminal.press('u');
	await terminal.waitFor(`${name} has its old limits back: CPUs 0.5, memory 64m`);
	await terminal.waitFor(/3 Memory .*\/64M ─/v);
	t.is(look(), `${64 * 1024 * 1024} 500000000 no`);
	terminal.press('u');
	await terminal.waitFor(`No start over of ${name} can be undone`);
});

test.serial('without an engine: one sentence with the address, and the host still live', async t => {
	const terminal = await openDashboard(t, '', {environment: {DOCKER_HOST: 'unix:///nowhere/engine.sock'}});
	await terminal.waitFor('No container engine at unix:///nowhere/engine.sock');
	await terminal.waitFor(/\d+ cpu .*\d % {2}mem/v);
	terminal.press('q');
	t.is((await terminal.exit).code, 0);
});
