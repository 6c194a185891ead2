import test from 'ava';
import type {Engine} from '../../source/engine/engine.js';
import {defaultChoices, type StartOverOutcome} from '../../source/replacement.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {startOver} from '../../source/start-over/run.js';
import {undoStartOver} from '../../source/start-over/undo.js';
import {createFolder} from '../support/machine.js';
import {openLabOfDemo, openRecordedEngine} from '../support/recorded-engine.js';

const settle = {settleMilliseconds: 1, pollMilliseconds: 1};

async function go(engine: Engine, name: string, folder: string): Promise<StartOverOutcome> {
	const [plan] = await prepareStartOver(engine, [name], defaultChoices);
	if (plan?.kind !== 'plan') {
		throw new Error(`${name} is refused: ${plan?.reason}`);
	}

	return startOver(engine, plan, {folder, settle});
}

for (const name of ['web', 'sidecar', 'db', 'workers', 'spin', 'hog', 'broken', 'backup']) {
	test(`${name} of the demo is started over: another one in its place, as it was made, without what it had changed; and undone`, async t => {
		const engine = await openRecordedEngine();
		const folder = createFolder(t);
		const before = (await engine.inspectContainer(name)).container;
		const outcome = await go(engine, name, folder);
		t.is(outcome.kind, 'done', outcome.sentence);
		t.deepEqual(outcome.differences, []);
		const {container} = await engine.inspectContainer(name);
		t.is(outcome.newId, container.id);
		t.not(container.id, before.id);
		t.is(container.status, 'running');
		t.deepEqual(await engine.listChanges(name), []);

		const [report] = await undoStartOver(engine, folder, [name]);
		t.true(report?.isDone, report?.sentence);
		t.like((await engine.inspectContainer(name)).container, {id: before.id, status: before.status});
	});
}

test('a container that lost its program fails again when it is only started', async t => {
	const engine = await openRecordedEngine(60_000);
	t.like((await engine.inspectContainer('broken')).container, {status: 'exited', detail: {exitCode: 127}});
	t.true((await engine.listChanges('broken')).some(({kind, path}) => kind === 'deleted' && path === '/usr/bin/tool'));
	await engine.start('broken');
	t.like((await engine.inspectContainer('broken')).container, {status: 'exited', detail: {exitCode: 127}});
	await go(engine, 'broken', createFolder(t));
	t.is((await engine.inspectContainer('broken')).container.status, 'running');
});

test('limits that were changed here are in its numbers, also in those of the new container after a start over; all else is as recorded', async t => {
	const {lab, engine} = await openLabOfDemo();
	const {id} = (await engine.inspectContainer('spin')).container;
	const asRecorded = (await openLabOfDemo()).lab.looks.takeReadings();
	const recorded = asRecorded.get(id)!;
	t.is(recorded.cpu?.quotaMicroseconds, 30_000);
	await engine.update(id, {cpus: 0.1, memoryBytes: 32 * 1024 * 1024, pids: 7});
	const readings = lab.looks.takeReadings();
	const {cpu, memory, pids} = recorded;
	t.deepEqual(readings.get(id), {
		...recorded,
		cpu: {...cpu!, quotaMicroseconds: 10_000, periodMicroseconds: 100_000},
		memory: {...memory!, limitBytes: 32 * 1024 * 1024},
		pids: {...pids!, limit: 7},
	});
	const web = (await engine.inspectContainer('web')).container.id;
	t.deepEqual(readings.get(web), asRecorded.get(web));

	const {newId = ''} = await go(engine, 'spin', createFolder(t));
	t.like(lab.looks.takeReadings().get(newId), {cpu: {quotaMicroseconds: 10_000}, memory: {limitBytes: 32 * 1024 * 1024}, pids: {limit: 7}});
});
