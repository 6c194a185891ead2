import process from 'node:process';
import test from 'ava';
import {dockerNow, labPrefix, openDashboard, removeContainers, runContainer} from './support/dashboard.js';
import {testWithEngine} from './support/engine.js';
import {keys} from './support/terminal.js';
import {waitUntil} from './support/wait.js';

test.after.always(removeContainers);

function isThere(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

testWithEngine.serial('processes: a tree with both pids; S asks, and sends a signal to the selected one only', async t => {
	const name = `${labPrefix}-tree`;
	dockerNow('run', '--detach', '--name', name, 'lab:1', 'sh', '-c', 'trap "echo got it" USR1; sleep 4000 & sleep 5000 & while :; do wait; sleep 0.1; done');
	const terminal = await openDashboard(t, name);
	terminal.press('6');
	await terminal.waitFor('└ sleep 4000');
	await terminal.waitFor('process 1 ignores SIGTERM');
	const row = terminal.lines().find(line => line.includes('└ sleep 4000')) ?? '';
	const pid = Number(/(?<pid>\d+)/v.exec(row.split('│', 2)[1] ?? '')?.groups?.['pid']);
	terminal.press(keys.down);
	await terminal.waitFor(/▸.*└ sleep 4000/v);
	terminal.press('S');
	await terminal.waitFor(`of ${name}`);
	terminal.press(keys.enter);
	await terminal.waitFor(`${pid} on the host`);
	t.true(isThere(pid));
	terminal.press('y');
	await terminal.waitFor('(sleep 4000) got SIGKILL');
	await waitUntil(() => !isThere(pid));
	await terminal.waitFor(lines => lines.some(line => line.includes(`6 Processes ─ ${name} ─ 2 `)) && lines.some(line => line.includes('└ sleep 5000')));
	t.false(terminal.lines().some(line => line.includes('└ sleep 4000')));
	t.is(dockerNow('inspect', '--format', '{{.State.Running}}', name), 'true');
});

testWithEngine.serial('namespaces: the matrix says who joined whom, and Enter looks into the cell', async t => {
	const host = runContainer('ns-owner', '--hostname', 'labhost');
	const guest = runContainer('ns-guest', '--network', `container:${host}`, '--pid', 'host');
	const terminal = await openDashboard(t, `${labPrefix}-ns`, {columns: 160, rows: 48});
	terminal.press('5+');
	await terminal.waitFor(`net of ${host}`);
	await terminal.waitFor(new RegExp(`${guest} .*A host`, 'v'));
	const cells = (name: string): readonly string[] => (terminal.lines().find(line => /^│[ ▸]/v.test(line) && line.slice(2).startsWith(`${name} `)) ?? '').match(/[A-Z] (?:host|\d{10})/gv) ?? [];
	t.is(cells(host)[2], cells(guest)[2]);
	t.not(cells(host)[0], cells(guest)[0]);
	terminal.press(`${keys.home}${keys.right}${keys.right}${keys.enter}`);
	await terminal.waitFor('The net namespace of');
	await terminal.waitFor(/eth0 +\d+\.\d+\.\d+\.\d+\/\d+/v);
	await terminal.waitFor(/default via/v);
	await terminal.waitFor(new RegExp(`containers +${guest}, ${host}`, 'v'));
	await terminal.waitFor(/processes +\d/v);
	terminal.press(keys.escape);
	await terminal.waitFor('5 Namespaces');
	terminal.press(`${keys.left}${keys.left}${keys.enter}`);
	await terminal.waitFor('The mnt namespace of');
	await terminal.waitFor('overlay');
	terminal.press(keys.escape);
	await terminal.waitFor('5 Namespaces');
	t.pass();
});

testWithEngine.serial('confinement: what differs from the usual, and Enter explains it', async t => {
	const name = runContainer('confined', '--cap-add', 'SYS_ADMIN', '--cap-drop', 'CHOWN', '--read-only', '--security-opt', 'no-new-privileges', '--user', '1000', '--volume', '/etc:/host-etc');
	const terminal = await openDashboard(t, name, {columns: 160, rows: 48});
	terminal.press('8');
	await terminal.waitFor('+SYS_ADMIN -CHOWN');
	await terminal.waitFor('/etc of the host, SYS_ADMIN');
	await terminal.waitFor(/privileges +no new ones +no new ones/v);
	await terminal.waitFor(/root files +read-only +read-only/v);
	terminal.press(keys.enter);
	await terminal.waitFor(`Confinement of ${name}`);
	await terminal.waitFor('mount the machine’s disks');
	terminal.press(keys.end);
	await terminal.waitFor('/proc/sys');
	terminal.press(keys.escape);
	await terminal.waitFor('8 Confinement');
	t.pass();
});
