/** What really stops a start over: made to happen on the engine in the middle of one. */
import {rm} from 'node:fs/promises';
import path from 'node:path';
import test from 'ava';
import type {Engine} from '../../source/engine/engine.js';
import {defaultChoices, reservedName, type StartOverOutcome} from '../../source/replacement.js';
import {prepareStartOver} from '../../source/start-over/prepare.js';
import {recoverStartOvers} from '../../source/start-over/recover.js';
import {startOver} from '../../source/start-over/run.js';
import {connectEngine, docker, testWithEngine} from '../support/engine.js';
import {createFolder} from '../support/machine.js';
import {interceptEngine} from '../support/start-over/faults.js';
import {
	countFiles, inTurn, makeBroken, makeSurroundings, quickly, readFootprint, removeAll,
} from '../support/start-over/lab.js';
import {entryImage, prefix, spareNetwork, sparePort, type Shape} from '../support/start-over/shapes.js';

test.before(makeSurroundings);
test.after.always(removeAll);

type Cause = {
	readonly title: string;
	readonly shape: Shape;
	/** Before the container is made. */
	readonly begin?: () => Promise<unknown>;
	/** It happens before this is asked of the engine since the plan was agreed to, or after it was asked. */
	readonly before?: keyof Engine;
	readonly after?: keyof Engine;
	/** For which time it is asked; the first unless told. */
	readonly time?: number;
	readonly happen: (name: string, folder: string) => Promise<unknown>;
	readonly kind: StartOverOutcome['kind'];
	readonly sentence: RegExp;
	/** What ends the cause, where the old container cannot be back before that. */
	readonly end?: (name: string) => Promise<unknown>;
};

const thief = (name: string): string => `${name}-thief`;
/** A command on the engine's host, which may be another machine. */
const onHost = async (...words: readonly string[]): Promise<unknown> => docker('run', '--rm', '--volume', '/tmp:/host', 'lab:1', ...words);
const publish = (port: number): readonly string[] => ['--publish', `127.0.0.1:${port}:80`];
const takePort = async (name: string, port: number): Promise<unknown> => docker('run', '--detach', '--init', '--name', thief(name), ...publish(port), 'lab:1');
const removeThief = async (name: string): Promise<unknown> => docker('rm', '--force', thief(name));
const folderOnHost = `${prefix}-source`;

const causes: readonly Cause[] = [
	{
		title: 'its port is taken as soon as it is free, so that the old one cannot be started either', shape: {title: '', flags: publish(sparePort), has: {}},
		after: 'stop', happen: async name => takePort(name, sparePort),
		kind: 'stranded', sentence: /port is already allocated.*could not be put back yet/v, end: removeThief,
	},
	{
		title: 'its port was taken while it was stopped', shape: {title: '', flags: publish(sparePort + 1), state: 'exited', has: {}},
		before: 'create', happen: async name => takePort(name, sparePort + 1),
		kind: 'restored', sentence: /all is as before: .*port is already allocated/v, end: removeThief,
	},
	{
		title: 'the folder that it is bound to is gone', shape: {title: '', flags: ['--mount', `type=bind,source=/tmp/${folderOnHost},target=/data`], has: {}},
		begin: async () => onHost('mkdir', `/host/${folderOnHost}`),
		before: 'create', happen: async () => onHost('rmdir', `/host/${folderOnHost}`), kind: 'restored', sentence: /bind source path does not exist/v,
	},
	{
		title: 'its network is gone', shape: {title: '', flags: ['--network', spareNetwork], state: 'exited', has: {}},
		before: 'create', happen: async () => docker('network', 'rm', spareNetwork), kind: 'restored', sentence: /network .*not found/v,
	},
	{
		title: 'its image is gone', shape: {title: '', image: entryImage, command: ['1000'], state: 'exited', has: {}},
		before: 'readInfo', happen: async () => docker('rmi', '--force', entryImage), kind: 'skipped', sentence: /The image of .* is gone: pull it/v,
	},
	{
		title: 'somebody takes its name while the old one is parked', shape: {title: '', has: {}}, after: 'rename', time: 2,
		happen: async name => docker('create', '--name', name, 'lab:1'),
		kind: 'stranded', sentence: /already in use/v, end: async name => docker('rm', name),
	},
	{
		title: 'another dockdash, on another machine, is at it', shape: {title: '', has: {}}, before: 'create',
		happen: async name => docker('create', '--name', reservedName(name), 'lab:1'), kind: 'restored', sentence: /another dockdash is starting .* over/v,
		end: async name => docker('rm', reservedName(name)),
	},
	{
		title: 'somebody removes it', shape: {title: '', has: {}}, after: 'stop', happen: async name => docker('rm', '--force', name),
		kind: 'stranded', sentence: /the new one was left in its place/v,
	},
	{
		title: 'the journal cannot be written any more, as on a full disk', shape: {title: '', has: {}}, after: 'stop', happen: async (_, folder) => rm(folder, {recursive: true}),
		kind: 'restored', sentence: /all is as before/v,
	},
];

/** The engine, on which the cause happens in the middle. */
function withCause(engine: Engine, {before, after, time = 1, happen}: Cause, name: string, folder: string): Engine {
	let times = 0;
	return interceptEngine(engine, async (call, request) => {
		const isAsked = call.name === before || call.name === after;
		times += isAsked ? 1 : 0;
		const isNow = isAsked && times === time;
		if (isNow && call.name === before) {
			await happen(name, folder);
		}

		const answer = await request();
		if (isNow && call.name === after) {
			await happen(name, folder);
		}

		return answer;
	});
}

for (const [index, cause] of causes.entries()) {
	const {title, shape, begin, kind, sentence, end} = cause;
	testWithEngine(`${title}: nothing is lost`, async t => inTurn(async () => {
		const engine = connectEngine(t);
		const folder = path.join(createFolder(t), 'journals');
		const name = `${prefix}-cause-${index}`;
		await begin?.();
		await makeBroken(shape, name);
		const before = await readFootprint(engine, name);
		const [plan] = await prepareStartOver(engine, [name], defaultChoices);
		if (plan?.kind !== 'plan') {
			t.fail();
			return;
		}

		const outcome = await startOver(withCause(engine, cause, name, folder), plan, {folder, settle: quickly});
		t.is(outcome.kind, kind, outcome.sentence);
		t.regex(outcome.sentence, sentence);
		await end?.(name);
		if (kind === 'stranded' && end !== undefined) {
			t.is(await countFiles(folder), 1);
			const [report] = await recoverStartOvers(engine, folder);
			t.true(report?.isDone, report?.sentence);
		}

		if (title !== 'somebody removes it') {
			t.deepEqual(await readFootprint(engine, name), before);
		}
	}));
}
