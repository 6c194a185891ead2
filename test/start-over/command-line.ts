/** The built program's `start-over` and `undo`, and what it finds when one before it was killed. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {request} from 'node:http';
import process from 'node:process';
import test from 'ava';
import {openDashboard} from '../support/dashboard.js';
import {connectEngine, docker, testEngineAddress, testWithEngine} from '../support/engine.js';
import {createFolder} from '../support/machine.js';
import {startOddEngine} from '../support/odd-engine.js';
import {runProgram, type Ending} from '../support/program.js';
import {
	countFiles, inTurn, listStandIns, makeBroken, makeSurroundings, readFootprint, removeAll,
} from '../support/start-over/lab.js';
import {prefix, type Shape} from '../support/start-over/shapes.js';

test.before(makeSurroundings);
test.after.always(removeAll);

const plain: Shape = {title: '', has: {}};
const idOf = async (name: string): Promise<string> => docker('inspect', '--format', '{{.Id}}', name);

/** Runs dockdash on the engine for tests, with journals in a folder of its own. */
async function dockdash(state: string, ...words: readonly string[]): Promise<Ending> {
	return runProgram(words, {DOCKER_HOST: testEngineAddress(), DOCKDASH_STATE: state});
}

/** A dockdash that is killed with SIGKILL after that many changes to the engine; its journal is in `STATE/start-over`. */
async function killHalfWay(state: string, name: string, changes: number): Promise<void> {
	const child = spawn(process.execPath, ['build/test/support/start-over/killed.js', testEngineAddress(), `${state}/start-over`, name, String(changes), 'after'], {stdio: 'inherit'});
	await once(child, 'close');
}

testWithEngine('without yes it prints the plan, changes nothing and exits 3; with --plan 0', async t => inTurn(async () => {
	const state = createFolder(t);
	const name = `${prefix}-cli-plan`;
	await makeBroken(plain, name);
	const id = await idOf(name);
	const asked = await dockdash(state, 'start-over', name);
	t.is(asked.code, 3);
	t.regex(asked.stdout, new RegExp(`${name}: a new container from lab:1 .*, same name and configuration`, 'v'));
	t.regex(asked.stdout, /lost {5}2 paths: 1 added, 0 changed, 1 deleted/v);
	t.regex(asked.stdout, new RegExp(`^ {2}docker run -d --name ${name} --stop-timeout 1 --init lab:1`, 'mv'));
	t.regex(asked.stderr, /Nothing was done: --yes starts over without asking/v);
	const planned = await dockdash(state, 'start-over', name, '--plan', '--json');
	t.is(planned.code, 0);
	t.like(JSON.parse(planned.stdout), [{kind: 'plan', name, canUndo: true, command: `docker run -d --name ${name} --stop-timeout 1 --init lab:1`}]);
	t.is(await idOf(name), id);
}));

testWithEngine('a name that is not there is one sentence and exit code 1', async t => {
	const {code, stdout, stderr} = await dockdash(createFolder(t), 'start-over', `${prefix}-nobody`, '--yes');
	t.is(code, 1);
	t.is(stdout, '');
	t.regex(stderr, new RegExp(String.raw`^dockdash: [^\n]*${prefix}-nobody[^\n]*\n$`, 'v'));
});

testWithEngine('a compose project is started over in the order of its need; undo brings one back with what came after it, and then says that there is none', async t => inTurn(async () => {
	const state = createFolder(t);
	const project = `${prefix}-cli-project`;
	const service = (name: string, dependsOn: string): Shape =>
		({...plain, flags: [`project=${project}`, `service=${name}`, `depends_on=${dependsOn}`].flatMap(label => ['--label', `com.docker.compose.${label}`])});
	const [web, database, other] = [`${project}-web`, `${project}-db`, `${prefix}-cli-other`];
	await makeBroken(service('web', 'db:service_started:true'), web);
	await makeBroken(service('db', ''), database);
	await makeBroken(plain, other);
	const engine = connectEngine(t);
	const before = [await readFootprint(engine, web), await readFootprint(engine, database), await readFootprint(engine, other)];
	const {code, stdout, stderr} = await dockdash(state, 'start-over', '--all-of', project, '--yes', '--keep', '5');
	t.is(code, 0, stderr);
	t.regex(stdout, new RegExp(String.raw`^${database} started over in [^\n]*\n${web} started over in [^\n]*\n$`, 'v'));
	t.regex(stderr, new RegExp(`${database}: runs .*${web}: captured `, 'sv'));
	t.deepEqual(await readFootprint(engine, other), before[2]);
	t.is((await listStandIns(engine, web)).length, 2, 'the old one is kept');

	const unasked = await dockdash(state, 'undo', database);
	t.is(unasked.code, 3);
	t.regex(unasked.stdout, new RegExp(`^${database}: the old container comes back; .*\n${web}: the old container comes back; `, 'v'));
	t.is(unasked.stderr, 'Nothing was done: --yes undoes without asking.\n');
	t.is((await listStandIns(engine, web)).length, 2, 'it is kept still');
	const undone = await dockdash(state, 'undo', database, '--yes');
	t.is(undone.code, 0, undone.stdout);
	t.regex(undone.stdout, new RegExp(`${web} is back`, 'v'));
	t.deepEqual([await readFootprint(engine, web), await readFootprint(engine, database)], before.slice(0, 2));
	const again = await dockdash(state, 'undo');
	t.is(again.code, 1);
	t.is(again.stdout, 'No start over can be undone: an old container is kept until the dockdash that replaced it is left, or as long as --keep said.\n');
}));

testWithEngine('what a killed dockdash has left is put right by undo, by the next start-over, and by the next dashboard, which say so', async t => inTurn(async () => {
	const engine = connectEngine(t);
	const name = `${prefix}-cli-killed`;
	await makeBroken(plain, name);
	const before = await readFootprint(engine, name);
	const state = createFolder(t);

	await killHalfWay(state, name, 4);
	t.notDeepEqual(await readFootprint(engine, before.id), before, 'it is parked');
	const undone = await dockdash(state, 'undo', name, '--yes');
	t.is(undone.stdout, `${name} is back, as it was before it was started over.\n`);
	t.deepEqual(await readFootprint(engine, name), before);

	await killHalfWay(state, name, 4);
	const {stderr, code} = await dockdash(state, 'start-over', name, '--plan');
	t.is(code, 0);
	t.is(stderr, `The start over of ${name} was interrupted, and the old container is back as it was.\n`);
	t.deepEqual(await readFootprint(engine, name), before);

	await killHalfWay(state, name, 4);
	const terminal = await openDashboard(t, '', {columns: 160, rows: 48, environment: {DOCKDASH_STATE: state}});
	// Notices of the containers of other tests may take its place in the line.
	terminal.press('n');
	await terminal.waitFor(`The start over of ${name} was interrupted, and the old container is back as it was.`, 30_000);
	t.deepEqual(await readFootprint(engine, name), before);
	t.is(await countFiles(`${state}/start-over`), 0);
}));

testWithEngine('of two dockdash at once on one container one does it, and the other leaves it alone', async t => inTurn(async () => {
	const engine = connectEngine(t);
	const name = `${prefix}-cli-two`;
	await makeBroken(plain, name);
	const id = await idOf(name);
	const states = [createFolder(t), createFolder(t)];
	const endings = await Promise.all(states.map(async state => dockdash(state, 'start-over', name, '--yes')));
	const output = endings.map(({stdout}) => stdout).join('');
	const successes = endings.filter(({code}) => code === 0);
	t.true(successes.length > 0, output);
	t.not(await idOf(name), id);
	t.is(await docker('inspect', '--format', '{{.State.Running}}', name), 'true');
	t.deepEqual(await listStandIns(engine, name), [name], 'no parked container is left');
	for (const state of states) {
		t.is(await countFiles(`${state}/start-over`).catch(() => 0), 0, 'no journal is left');
	}

	const failures = endings.filter(({code}) => code !== 0);
	t.true(failures.every(({stdout}) => /was not started over|another dockdash/v.test(stdout)), output);
}));

testWithEngine('when an old container cannot be removed, what was done is told all the same', async t => inTurn(async () => {
	const name = `${prefix}-cli-stays`;
	await makeBroken(plain, name);
	const id = await idOf(name);
	const socketPath = testEngineAddress().replace('unix://', '');
	const {address} = await startOddEngine(t, (asked, response) => {
		const {method, url: path, headers} = asked;
		if (method === 'DELETE') {
			response.writeHead(500, {'content-type': 'application/json'}).end('{"message":"the disk is broken"}');
			return;
		}

		asked.pipe(request({
			socketPath, method, path, headers,
		}, answer => {
			response.writeHead(answer.statusCode ?? 500, answer.headers);
			answer.pipe(response);
		}));
	});
	const {code, stdout, stderr} = await runProgram(['start-over', name, '--yes'], {DOCKER_HOST: address, DOCKDASH_STATE: createFolder(t)});
	t.is(code, 0, stderr);
	t.regex(stdout, new RegExp(String.raw`^${name} started over in [^\n]*\n$`, 'v'));
	t.regex(stderr, /dockdash: not all of the old containers could be removed, so the next dockdash tries again: [^\n]*the disk is broken/v);
	t.not(await idOf(name), id);
}));
