import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {discardStartOvers} from '../../source/start-over/discard.js';
import {recoverStartOvers} from '../../source/start-over/recover.js';
import {undoStartOver} from '../../source/start-over/undo.js';
import {connectEngine, testEngineAddress, testWithEngine} from '../support/engine.js';
import {createFolder} from '../support/machine.js';
import {
	countFiles, inTurn, makeBroken, makeSurroundings, readFootprint, removeAll,
} from '../support/start-over/lab.js';
import {networkedShape, prefix} from '../support/start-over/shapes.js';

test.before(makeSurroundings);
test.after.always(removeAll);

const changes = 8;

/** Lets another dockdash start it over, which is killed around a change; the signal that ended it. */
async function startOverAndDie(folder: string, name: string, change: number, moment: 'before' | 'after'): Promise<unknown> {
	const child = spawn(process.execPath, ['build/test/support/start-over/killed.js', testEngineAddress(), folder, name, String(change), moment], {stdio: 'inherit'});
	const [, signal] = await once(child, 'close') as readonly unknown[];
	return signal;
}

async function checkKill(t: ExecutionContext, name: string, change: number, moment: 'before' | 'after'): Promise<void> {
	const engine = connectEngine(t);
	const folder = createFolder(t);
	await makeBroken(networkedShape, name);
	const before = await readFootprint(engine, name);
	t.is(await startOverAndDie(folder, name, change, moment), 'SIGKILL');
	const reports = await recoverStartOvers(engine, folder);
	t.deepEqual(reports.map(({isDone}) => isDone), [true], reports[0]?.sentence);
	if (change === changes && moment === 'after') {
		t.regex(reports[0]?.sentence ?? '', /the new container ran already, so it stays; for a day undo brings the old one back/v);
		t.deepEqual(await discardStartOvers(engine, folder, 'leaving'), [], 'what undo brings back is there after this dockdash too');
		const [undone] = await undoStartOver(engine, folder, [name]);
		t.true(undone?.isDone, undone?.sentence);
	}

	t.deepEqual(await readFootprint(engine, name), before);
	t.is(await countFiles(folder), 0);
}

for (let change = 1; change <= changes; change++) {
	for (const moment of ['before', 'after'] as const) {
		testWithEngine(`killed ${moment} change ${change}: the next dockdash puts things right`, async t => inTurn(async () => checkKill(t, `${prefix}-killed-${change}-${moment}`, change, moment)));
	}
}
