import test, {type ExecutionContext} from 'ava';
import type {Engine, EngineDocument} from '../../source/engine/engine.js';
import {defaultChoices, type StartOverChoices, type StartOverPlan} from '../../source/replacement.js';
import {compareContainers} from '../../source/start-over/compare.js';
import {parseInspect} from '../../source/start-over/inspect.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {startOver} from '../../source/start-over/run.js';
import {undoStartOver} from '../../source/start-over/undo.js';
import {
	connectEngine, testWithEngine,
} from '../support/engine.js';
import {createFolder} from '../support/machine.js';
import {
	countFiles, inTurn, listStandIns, makeBroken, makeSurroundings, quickly, removeAll,
} from '../support/start-over/lab.js';
import {obstacles} from '../support/start-over/obstacles.js';
import {prefix, type Shape, shapes} from '../support/start-over/shapes.js';
import {waitUntil} from '../support/wait.js';

test.before(makeSurroundings);
test.after.always(removeAll);

async function inspect(engine: Engine, name: string): Promise<EngineDocument> {
	const {document} = await engine.inspectContainer(name);
	return document;
}

/** Whether what `makeBroken` did to the files is in its writable layer. */
async function isBroken(engine: Engine, name: string): Promise<boolean> {
	const changes = await engine.listChanges(name);
	return changes.some(({path}) => path === '/mess' || path === '/usr/bin');
}

async function plan(engine: Engine, name: string, choices: Partial<StartOverChoices> = {}): Promise<StartOverPlan> {
	const [planned] = await prepareStartOver(engine, [name], {...defaultChoices, ...choices});
	if (planned?.kind !== 'plan') {
		throw new Error(`${name} was refused: ${planned?.reason}`);
	}

	return planned;
}

/** Name of the volume at each path. */
function volumes(document: EngineDocument): Readonly<Record<string, unknown>> {
	const mounts = document.Mounts as ReadonlyArray<{readonly Destination: string; readonly Name?: string}>;
	return Object.fromEntries(mounts.map(({Destination, Name}) => [Destination, Name]));
}

/** Undoing takes its time, and touches no more than name, state, networks and restart policy. */
function isChangedByUndo({state, flags = [], created, running}: Shape): boolean {
	return state !== undefined || created !== undefined || running !== undefined || flags.includes('--restart') || flags.includes('--ip');
}

async function checkShape(t: ExecutionContext, shape: Shape, name: string): Promise<void> {
	const engine = connectEngine(t);
	const folder = createFolder(t);
	t.teardown(async () => {
		const names = await listStandIns(engine, name);
		await Promise.all(names.map(async one => engine.remove(one, {force: true, volumes: true})));
	});
	await makeBroken(shape, name);
	const old = await inspect(engine, name);
	const planned = await plan(engine, name);
	const before = await listStandIns(engine, name);
	t.deepEqual(before, [name], 'a plan changes nothing');
	const outcome = await startOver(engine, planned, {folder, settle: quickly});
	t.is(outcome.kind, 'done', outcome.sentence);
	t.deepEqual(outcome.differences, []);

	const fresh = await inspect(engine, name);
	t.is(fresh.Id, outcome.newId);
	t.not(fresh.Id, old.Id);
	t.like(old, shape.has, 'the shape is what it says');
	t.like(fresh, shape.has);
	t.deepEqual(compareContainers(parseInspect(old), parseInspect(fresh), planned.volumes), []);
	for (const [target, volume] of Object.entries(volumes(old))) {
		t.is(volumes(fresh)[target] !== volume, shape.fresh?.includes(target) ?? false, `volume on ${target}`);
	}

	t.is(outcome.isRunning, shape.state !== 'restarting');
	t.false(await isBroken(engine, name));

	if (shape.flags?.includes('--rm') === true) {
		t.false(outcome.canUndo);
		t.deepEqual(await listStandIns(engine, name), [name]);
		t.is(await countFiles(folder), 0);
		return;
	}

	if (!isChangedByUndo(shape)) {
		return;
	}

	const [undone] = await undoStartOver(engine, folder, [name]);
	t.true(undone?.isDone, undone?.sentence);
	t.deepEqual(await listStandIns(engine, name), [name]);
	t.is(await countFiles(folder), 0);
	const back = await inspect(engine, name);
	t.is(back.Id, old.Id);
	await waitUntil(async () => (await engine.inspectContainer(name)).container.status === (shape.state ?? 'running'));
	t.like(back, shape.has);
	t.deepEqual(compareContainers(parseInspect(old), parseInspect(back), []), []);
	t.true(await isBroken(engine, name));
}

for (const [shape, obstacle] of obstacles) {
	// eslint-disable-next-line ava/no-skip-test -- Skipped tests are counted, and the title says what this machine refuses.
	test.skip(`starts over one with ${shape.title}: ${obstacle}`, t => {
		t.fail();
	});
}

for (const [index, shape] of shapes.entries().filter(([, shape]) => !obstacles.has(shape))) {
	testWithEngine(`starts over one with ${shape.title}`, async t => inTurn(async () => checkShape(t, shape, `${prefix}-shape-${index}`)));
}
