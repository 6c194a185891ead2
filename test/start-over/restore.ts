import test, {type ExecutionContext} from 'ava';
import type {Engine} from '../../source/engine/engine.js';
import {EngineError} from '../../source/errors.js';
import {defaultChoices, type StartOverChoices, type StartOverOutcome} from '../../source/replacement.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {recoverStartOvers} from '../../source/start-over/recover.js';
import {startOver} from '../../source/start-over/run.js';
import {connectEngine, docker, testWithEngine} from '../support/engine.js';
import {createFolder} from '../support/machine.js';
import {type Call, interceptEngine, isChange} from '../support/start-over/faults.js';
import {
	countFiles, inTurn, listStandIns, makeBroken, makeSurroundings, quickly, readFootprint, removeAll,
} from '../support/start-over/lab.js';
import {networkedShape, prefix, type Shape} from '../support/start-over/shapes.js';

test.before(makeSurroundings);
test.after.always(removeAll);

type Fault = 'refused' | 'answer lost' | 'engine away';

const paused: Shape = {title: 'paused', state: 'paused', flags: ['--restart', 'always'], has: {}};
const cases: ReadonlyArray<{readonly shape: Shape; readonly choices: Partial<StartOverChoices>; readonly faults: readonly Fault[]; readonly changes: number}> = [
	{shape: networkedShape, choices: {}, faults: ['refused', 'answer lost', 'engine away'], changes: 8},
	{shape: paused, choices: {saveFirst: true}, faults: ['engine away'], changes: 8},
];

/** Fails the chosen change: before or after it took effect, or that and everything that comes then. */
function breakEngine(engine: Engine, change: number, fault: Fault): Engine {
	let changes = 0;
	let isAway = false;
	const fail = (call: Call): never => {
		throw new EngineError(fault === 'refused' ? 'failed' : 'unreachable', `broken at ${call.name}`);
	};

	return interceptEngine(engine, async (call, request) => {
		changes += isChange(call) ? 1 : 0;
		const isChosen = isChange(call) && changes === change;
		if (isAway || (isChosen && fault === 'refused')) {
			fail(call);
		}

		const answer = await request();
		if (isChosen) {
			isAway = fault === 'engine away';
			fail(call);
		}

		return answer;
	});
}

async function startOverOn(engine: Engine, broken: Engine, name: string, folder: string, choices: Partial<StartOverChoices>): Promise<StartOverOutcome> {
	const [plan] = await prepareStartOver(engine, [name], {...defaultChoices, ...choices});
	if (plan?.kind !== 'plan') {
		throw new Error(`${name} was refused`);
	}

	return startOver(broken, plan, {folder, settle: quickly});
}

async function checkFaults(t: ExecutionContext, name: string, {shape, choices, faults}: typeof cases[number], change: number): Promise<void> {
	const engine = connectEngine(t);
	const folder = createFolder(t);
	await makeBroken(shape, name);
	const before = await readFootprint(engine, name);
	for (const fault of faults) {
		const outcome = await startOverOn(engine, breakEngine(engine, change, fault), name, folder, choices);
		t.is(outcome.kind, fault === 'engine away' ? 'stranded' : 'restored', `${fault}: ${outcome.sentence}`);
		t.regex(outcome.sentence, /broken at/v);
		if (outcome.kind === 'stranded') {
			t.is(await countFiles(folder), 1);
			const reports = await recoverStartOvers(engine, folder);
			t.deepEqual(reports.map(({isDone}) => isDone), [true], reports[0]?.sentence);
		}

		t.deepEqual(await readFootprint(engine, name), before, fault);
		t.is(await countFiles(folder), 0);
	}

	t.is(await docker('images', '--quiet', '--filter', `reference=${name}`), '', 'no saved image of what is still there');
}

/** Loses the answer of the first stop, with which the engine goes on, and perhaps everything after it. The promise resolves when that stop has ended. */
function cutStop(engine: Engine, isAwayThen: boolean): {readonly broken: Engine; readonly stopped: Promise<unknown>} {
	const stop = Promise.withResolvers<unknown>();
	let isCut = false;
	const broken = interceptEngine(engine, async ({name}, request) => {
		if (isCut ? isAwayThen : name === 'stop') {
			if (!isCut) {
				isCut = true;
				stop.resolve(request());
			}

			throw new EngineError('unreachable', `broken at ${name}`);
		}

		return request();
	});
	return {broken, stopped: stop.promise};
}

/** It takes three seconds to stop. */
function slowShape(...flags: readonly string[]): Shape {
	return {title: 'slow to stop', flags: ['--stop-timeout', '3', ...flags], command: ['sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'], has: {}};
}

for (const isAwayThen of [false, true]) {
	const then = isAwayThen ? ', and the engine is away then' : '';
	testWithEngine(`a stop that is cut off goes on: the old one is put back when it has ended${then}`, async t => inTurn(async () => {
		const engine = connectEngine(t);
		const folder = createFolder(t);
		const name = `${prefix}-cut-${isAwayThen}`;
		await makeBroken(slowShape(), name);
		const before = await readFootprint(engine, name);
		const {broken, stopped} = cutStop(engine, isAwayThen);
		const outcome = await startOverOn(engine, broken, name, folder, {});
		t.is(outcome.kind, isAwayThen ? 'stranded' : 'restored', outcome.sentence);
		const reports = await recoverStartOvers(engine, folder);
		t.deepEqual(reports.map(({isDone}) => isDone), isAwayThen ? [true] : [], reports[0]?.sentence);
		await stopped;
		t.deepEqual(await readFootprint(engine, name), before);
		t.is(await countFiles(folder), 0);
	}));
}

testWithEngine('a stop that is cut off goes on: one with --rm is gone then, and the new one takes its place', async t => inTurn(async () => {
	const engine = connectEngine(t);
	const folder = createFolder(t);
	const name = `${prefix}-cut-rm`;
	const oldId = await makeBroken(slowShape('--rm'), name);
	const {broken, stopped} = cutStop(engine, false);
	const outcome = await startOverOn(engine, broken, name, folder, {});
	t.regex(outcome.sentence, /is gone, so the new one was left in its place/v);
	await stopped;
	const {container} = await engine.inspectContainer(name);
	t.is(container.status, 'running');
	t.not(container.id, oldId);
	t.deepEqual(await listStandIns(engine, name), [name]);
	t.is(await countFiles(folder), 0);
}));

for (const [index, one] of cases.entries()) {
	for (let change = 1; change <= one.changes; change++) {
		testWithEngine(`${one.shape.title}: when change ${change} fails, all is as before`, async t => inTurn(async () => checkFaults(t, `${prefix}-fault-${index}-${change}`, one, change)));
	}

	testWithEngine(`${one.shape.title}: there are ${one.changes} changes that can fail`, async t => inTurn(async () => {
		const engine = connectEngine(t);
		const name = `${prefix}-count-${index}`;
		await makeBroken(one.shape, name);
		const changes: string[] = [];
		const counted = interceptEngine(engine, async (call, request) => {
			if (isChange(call)) {
				changes.push(call.name);
			}

			return request();
		});
		const outcome = await startOverOn(engine, counted, name, createFolder(t), one.choices);
		t.is(outcome.kind, 'done', outcome.sentence);
		t.is(changes.length, one.changes, changes.join(' '));
	}));
}
