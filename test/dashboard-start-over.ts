import {Buffer} from 'node:buffer';
import process from 'node:process';
import test from 'ava';
import {
	dockerNow, labPrefix, openDashboard, removeContainers, runContainer,
} from './support/dashboard.js';
import {testEngineAddress, testWithEngine} from './support/engine.js';
import {createFolder} from './support/machine.js';
import {runProgram} from './support/program.js';
import {keys, type Terminal} from './support/terminal.js';

test.after.always(removeContainers);

/** What identifies a container and its files. */
function idOf(name: string): string {
	return dockerNow('inspect', '--format', '{{.Id}}', name);
}

function listPaths(name: string): string {
	return dockerNow('diff', name).split('\n').toSorted().join('\n');
}

/** A container whose programs are gone, with a file of its own. */
function runBroken(name: string, ...flags: readonly string[]): string {
	const full = runContainer(name, '--stop-timeout', '1', ...flags);
	dockerNow('exec', full, 'sh', '-c', 'echo mess >/mess; rm -rf /usr/bin');
	return full;
}

testWithEngine.serial('R shows what is lost and gives back a container whose /usr/bin was deleted; u brings the mess back exactly', async t => {
	const name = runBroken('broken');
	const [oldId, mess] = [idOf(name), listPaths(name)];
	const terminal = await openDashboard(t, name);
	terminal.press('R');
	await terminal.waitFor('/usr/bin');
	terminal.press('R');
	await terminal.waitFor('started over in', 20_000);
	await terminal.waitFor('u undoes it');
	t.not(idOf(name), oldId);
	t.is(dockerNow('exec', name, 'ls', '/usr/bin'), 'tool\nvi');
	terminal.press(keys.escape);
	await terminal.waitFor('q quit');
	await terminal.waitFor(/▸● .* \d+s /v);
	terminal.press('u');
	await terminal.waitFor(`${name} is back`, 20_000);
	t.is(idOf(name), oldId);
	t.is(listPaths(name), mess);
	t.is(dockerNow('exec', name, 'cat', '/mess'), 'mess');
	t.is(dockerNow('ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`), name, 'nothing is left of the new one');
});

testWithEngine.serial('Space and A mark; R starts the marked ones over in the order of their need, u brings them all back', async t => {
	const labels = (service: string, needs: string): readonly string[] =>
		[`project=${labPrefix}`, `service=${service}`, `depends_on=${needs}`].flatMap(label => ['--label', `com.docker.compose.${label}`]);
	const web = runBroken('ma', ...labels('web', 'db:service_started:false'));
	const database = runBroken('mb', ...labels('db', ''));
	const other = runBroken('mc');
	const names = [web, database, other];
	const ids = names.map(name => idOf(name));
	const terminal = await openDashboard(t, `${labPrefix}-m`);
	await terminal.waitFor(other);
	terminal.press('A');
	await terminal.waitFor('3 marked');
	terminal.press('A');
	await terminal.waitFor(lines => lines.some(line => line.includes('1 Containers') && !line.includes('marked')) && lines.some(line => line.includes(`●  ${other}`)));
	terminal.press(`${keys.home}  `);
	await terminal.waitFor('2 marked');
	terminal.press('R');
	await terminal.waitFor('Start over  2 containers');
	await terminal.waitFor(new RegExp(`1 +${database}`, 'v'));
	await terminal.waitFor(new RegExp(`2 +${web} .*after ${database}`, 'v'));
	terminal.press('R');
	await terminal.waitFor('2 of 2 containers started over', 20_000);
	t.is(idOf(other), ids.at(-1) ?? '', 'what is not marked is left alone');
	t.false(ids.includes(idOf(web)));
	t.false(ids.includes(idOf(database)));
	t.notRegex(listPaths(web), /mess|usr/v);
	terminal.press(keys.escape);
	await terminal.waitFor('q quit');
	await terminal.waitFor('2 marked');
	terminal.press('K');
	await terminal.waitFor('Send a signal to 2 containers: ');
	await terminal.waitFor(`: ${web}, ${database}`);
	terminal.press(keys.escape);
	await terminal.waitFor('q quit');
	terminal.press('u');
	await terminal.waitFor('Undo the start over of 2 containers?');
	await terminal.waitFor('gone for good');
	terminal.press('y');
	await terminal.waitFor(`${web} is back`, 20_000);
	t.deepEqual(names.map(name => idOf(name)), ids);
	await terminal.waitFor('2 marked');
	terminal.press('t');
	await terminal.waitFor('Stop 2 containers?');
	await terminal.waitFor(`${web}, ${database}`);
	terminal.press('y');
	await terminal.waitFor(/stopped\./v);
	t.is(dockerNow('ps', '--format', '{{.Names}}', '--filter', `name=${labPrefix}-m`), other);
});

testWithEngine.serial('S saves the broken one as a labelled image, y copies the docker run line', async t => {
	const name = runBroken('save');
	const oldId = idOf(name);
	t.teardown(() => dockerNow('rmi', '--force', ...dockerNow('images', '--quiet', '--filter', `reference=${name}`).split('\n')));
	const terminal = await openDashboard(t, name);
	terminal.press('R');
	await terminal.waitFor('docker run -d');
	terminal.press('y');
	await terminal.waitFor('clipboard');
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- OSC 52 begins and ends with one.
	const copied = /\u{1B}\]52;c;(?<text>[\w+\/=]+)\u{7}/v.exec(terminal.output())?.groups?.text ?? '';
	t.is(Buffer.from(copied, 'base64').toString(), `docker run -d --name ${name} --stop-timeout 1 --init lab:1 sleep 3000`);
	terminal.press('S');
	await terminal.waitFor('saved as an image', 20_000);
	await terminal.waitFor(new RegExp(`saved as ${name}:before-start-over-`, 'v'), 20_000);
	const image = dockerNow('images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${name}`);
	t.regex(image, /:before-start-over-\d{8}-\d{6}$/v);
	t.deepEqual(JSON.parse(dockerNow('inspect', '--format', '{{json .Config.Labels}}', image)), {
		lab: 'dockdash', 'dockdash.saved.container': name, 'dockdash.saved.id': oldId, 'dockdash.saved.image': 'lab:1',
	});
	t.is(dockerNow('run', '--rm', image, 'cat', '/mess'), 'mess');
	t.notRegex(listPaths(name), /mess|usr/v);
});

testWithEngine.serial('with --keep the old container goes when its time is over, also while the dashboard is open', async t => {
	const name = runBroken('keep');
	const terminal = await openDashboard(t, name, {args: ['--keep', '0']});
	terminal.press('R');
	await terminal.waitFor('docker run -d');
	terminal.press('R');
	await terminal.waitFor('started over in', 20_000);
	terminal.press(keys.escape);
	await terminal.waitFor('q quit');
	await terminal.waitFor(`The old container of ${name} was removed`, 30_000);
	t.is(dockerNow('ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`), name);
});

testWithEngine.serial('when it is left, the dashboard removes the old container that it kept', async t => {
	const name = runBroken('leave');
	const terminal = await openDashboard(t, name);
	terminal.press('R');
	await terminal.waitFor('docker run -d');
	terminal.press('R');
	await terminal.waitFor('started over in', 20_000);
	t.regex(dockerNow('ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`), /dockdash-old/v);
	terminal.press(keys.controlC);
	t.is((await terminal.exit).code, 0);
	t.is(dockerNow('ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`), name);
});

testWithEngine.serial('left while a start over goes on, the dashboard waits for its end; asked once more, it ends at once', async t => {
	const name = runContainer('slow', '--stop-timeout', '4', '--entrypoint', '/bin/sh', 'lab:1', '-c', 'trap "" TERM; while :; do sleep 0.1; done');
	const oldId = idOf(name);
	const environment = {DOCKDASH_STATE: createFolder(t)};
	const open = async (): Promise<Terminal> => {
		const terminal = await openDashboard(t, name, {environment});
		terminal.press('R');
		await terminal.waitFor('docker run -d');
		terminal.press('R');
		await terminal.waitFor('new one created', 20_000);
		terminal.press(keys.controlC);
		await terminal.waitFor(`waits for the start over of ${name} `);
		return terminal;
	};

	const impatient = await open();
	impatient.press(keys.controlC);
	await impatient.exit;
	t.is(dockerNow('inspect', '--format', '{{.State.Running}}', oldId), 'true', 'the stop was not waited for');
	const undone = await runProgram(['undo', name, '--yes'], {...environment, DOCKER_HOST: testEngineAddress()});
	t.is(undone.stdout, `${name} is back, as it was before it was started over.\n`);
	t.is(dockerNow('inspect', '--format', '{{.Id}} {{.State.Running}}', name), `${oldId} true`);

	const patient = await open();
	t.is((await patient.exit).code, 0);
	t.regex(patient.lines().join(''), /started over in/v);
	t.is(dockerNow('inspect', '--format', '{{.State.Running}}', name), 'true');
	t.not(idOf(name), oldId);
	t.is(dockerNow('ps', '--all', '--format', '{{.Names}}', '--filter', `name=${name}`), name);
});

testWithEngine.serial('when it breaks, the dashboard leaves the old container that it kept, and says how to bring it back', async t => {
	const name = runBroken('broke');
	const oldId = idOf(name);
	const environment = {DOCKDASH_STATE: createFolder(t), NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent('process.on("SIGUSR2", () => { throw new Error("boom"); })')}`};
	const terminal = await openDashboard(t, name, {environment});
	terminal.press('R');
	await terminal.waitFor('docker run -d');
	terminal.press('R');
	await terminal.waitFor('started over in', 20_000);
	process.kill(terminal.pid, 'SIGUSR2');
	t.is((await terminal.exit).code, 1);
	t.true(terminal.lines().join('').includes(`it broke (boom); that changed nothing in your containers. For a day dockdash undo ${name} brings the old ${name} back.`), terminal.lines().join('\n'));
	const planned = await runProgram(['start-over', name, '--plan'], {...environment, DOCKER_HOST: testEngineAddress()});
	t.is(planned.stderr, '', 'the next one leaves it too');
	await runProgram(['undo', name, '--yes'], {...environment, DOCKER_HOST: testEngineAddress()});
	t.is(idOf(name), oldId);
});

testWithEngine.serial('u does not undo a start over that still goes on, and says so', async t => {
	const name = runBroken('settles', '--health-cmd', 'test -e /ready', '--health-interval', '1s', '--health-retries', '100');
	const oldId = idOf(name);
	const terminal = await openDashboard(t, name);
	terminal.press('R');
	await terminal.waitFor('docker run -d');
	terminal.press('R');
	await terminal.waitFor('new one started', 20_000);
	terminal.press(keys.escape);
	await terminal.waitFor('q quit');
	await terminal.waitFor(lines => lines.some(line => line.includes(`▸●  ${name}`) && !line.includes('starting over')));
	terminal.press('u');
	await terminal.waitFor(`The start over of ${name} still goes on: u undoes it when it has ended.`);
	dockerNow('exec', name, 'touch', '/ready');
	await terminal.waitFor('started over in', 20_000);
	t.not(idOf(name), oldId);
	terminal.press('u');
	await terminal.waitFor(`${name} is back`, 20_000);
	t.is(idOf(name), oldId);
});
