/** Two dockdash on one container: whatever the moment, one new container is there at the end, and nothing else. */
import test, {type ExecutionContext} from 'ava';
import type {Engine} from '../../source/engine/engine.js';
import {defaultChoices, parkedName, type StartOverPlan, type StartOverRefusal} from '../../source/replacement.js';
import {discardStartOvers} from '../../source/start-over/discard.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {startOver} from '../../source/start-over/run.js';
import {connectEngine, docker, testWithEngine} from '../support/engine.js';
import {createFolder} from '../support/machine.js';
import {
	countFiles, inTurn, listStandIns, makeBroken, makeSurroundings, quickly, removeAll,
} from '../support/start-over/lab.js';
import {prefix} from '../support/start-over/shapes.js';

test.before(makeSurroundings);
test.after.always(removeAll);

async function prepare(engine: Engine, id: string): Promise<StartOverPlan | StartOverRefusal> {
	const [plan] = await prepareStartOver(engine, [id], defaultChoices);
	return plan!;
}

async function startOverNow(t: ExecutionContext, engine: Engine, id: string, folder: string) {
	const plan = await prepare(engine, id);
	return plan.kind === 'plan' ? startOver(engine, plan, {folder, settle: quickly}) : t.fail(plan.reason);
}

testWithEngine('one begins while the new container of the other settles: both have done it, and one new one is left', async t => inTurn(async () => {
	const engine = connectEngine(t);
	const [folder, otherFolder] = [createFolder(t), createFolder(t)];
	const name = `${prefix}-two-settle`;
	await makeBroken({title: '', has: {}}, name);
	const plan = await prepare(engine, name);
	if (plan.kind !== 'plan') {
		t.fail(plan.reason);
		return;
	}

	let second: ReturnType<typeof startOverNow> | undefined;
	const first = await startOver(engine, plan, {
		folder,
		settle: {settleMilliseconds: 60_000, pollMilliseconds: 20},
		onProgress({step}) {
			if (step === 'started') {
				second = startOverNow(t, engine, name, otherFolder);
			}
		},
	});
	const other = await second;
	t.is(first.kind, 'done', first.sentence);
	t.regex(first.sentence, /another dockdash/v);
	t.true(first.isRunning);
	for (const each of [folder, otherFolder]) {
		await discardStartOvers(engine, each, 'leaving');
		t.is(await countFiles(each), 0);
	}

	t.deepEqual(await listStandIns(engine, name), [name]);
	t.like(other, {kind: 'done', isRunning: true, newId: await docker('inspect', '--format', '{{.Id}}', name)});
}));

testWithEngine('what is parked by the other is not started over, also where it was named before it was parked', async t => inTurn(async () => {
	const engine = connectEngine(t);
	const folder = createFolder(t);
	const name = `${prefix}-two-parked`;
	const id = await makeBroken({title: '', has: {}}, name);
	const early = await prepare(engine, id);
	await startOverNow(t, engine, name, folder);
	const late = await prepare(engine, id);
	t.is(late.kind, 'refusal');
	t.regex(late.kind === 'refusal' ? late.reason : '', /another dockdash/v);
	if (early.kind !== 'plan') {
		t.fail(early.reason);
		return;
	}

	const outcome = await startOver(engine, early, {folder: createFolder(t), settle: quickly});
	t.is(outcome.kind, 'skipped');
	t.deepEqual(await listStandIns(engine, name), [name, parkedName(name, id)]);
}));
