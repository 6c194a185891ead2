import test from 'ava';
import {defaultChoices} from '../../source/replacement.js';
import {undoKept} from '../../source/run/undo.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {startOver} from '../../source/start-over/run.js';
import {createFolder} from '../support/machine.js';
import {openRecordedEngine} from '../support/recorded-engine.js';

test('without a terminal and without yes nothing is undone, and the exit code is 3; with yes it is, and then there is nothing to ask about', async t => {
	const engine = await openRecordedEngine();
	const folder = createFolder(t);
	const idOf = async (): Promise<string> => (await engine.inspectContainer('web')).container.id;
	const oldId = await idOf();
	const [plan] = await prepareStartOver(engine, ['web'], defaultChoices);
	if (plan?.kind === 'plan') {
		await startOver(engine, plan, {folder, settle: {settleMilliseconds: 1, pollMilliseconds: 1}});
	}

	const newId = await idOf();
	t.not(newId, oldId);
	t.is(await undoKept(engine, folder, {name: undefined, isConfirmed: false}), 3);
	t.is(await undoKept(engine, folder, {name: 'web', isConfirmed: false}), 3);
	t.is(await idOf(), newId);
	t.is(await undoKept(engine, folder, {name: 'web', isConfirmed: true}), 0);
	t.is(await idOf(), oldId);
	t.is(await undoKept(engine, folder, {name: 'web', isConfirmed: false}), 1);
});
