import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {gunzipSync} from 'node:zlib';
import {asDocument} from '../../source/engine/document.js';
import type {EngineDocument} from '../../source/engine/engine.js';
import type {Line} from '../../source/recording/line.js';
import {openRecording, readLines} from '../../source/recording/read.js';
import {docker, testEngineAddress, testWithEngine} from '../support/engine.js';
import {labPrefix, program} from '../support/dashboard.js';
import {createFolder} from '../support/machine.js';

type Recording = {
	readonly lines: readonly Line[];
	readonly text: string;
};

async function read(file: string): Promise<Recording> {
	return {
		lines: await Array.fromAsync(readLines(file)),
		// Z_SYNC_FLUSH takes what there is.
		text: gunzipSync(readFileSync(file), {finishFlush: 2}).toString(),
	};
}

function start(file: string, ...flags: readonly string[]) {
	return spawn(process.execPath, [program, 'record', file, '--interval', '200', ...flags], {env: {...process.env, DOCKER_HOST: testEngineAddress()}, stdio: ['ignore', 'pipe', 'pipe']});
}

/** Waits until the recording has what is asked for. */
async function until(file: string, isThere: (recording: Recording) => boolean): Promise<Recording> {
	const signal = AbortSignal.timeout(30_000);
	for (;;) {
		try {
			const recording = await read(file);
			if (isThere(recording)) {
				return recording;
			}
		} catch (error) {
			// It is not there yet.
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
				throw error;
			}
		}

		signal.throwIfAborted();
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}
}

function documentsOf(lines: readonly Line[], id: string): readonly EngineDocument[] {
	return lines.filter(line => line.kind === 'container').map(({document}) => document).filter(document => document['Id'] === id);
}

testWithEngine('what a live engine and kernel say is recorded, without secrets; killed, it is there but for the last look', async t => {
	const name = `${labPrefix}-recorded`;
	const id = await docker('run', '--detach', '--name', name, '--env', 'PASS=hunter2', '--label', 'db.password=hunter2', '--label', 'lab=yes', 'lab:1', 'sh', '-c', 'echo said; while :; do sleep 0.1; done');
	t.teardown(async () => docker('rm', '--force', name));
	const file = path.join(createFolder(t), 'a.rec');
	const recorder = start(file);
	const has = (lines: readonly Line[], kind: Line['kind']) => lines.some(line => line.kind === kind);
	await until(file, ({lines}) => lines.filter(line => line.kind === 'tick' && line.readings[id] !== undefined).length > 2
		&& (['info', 'images', 'image', 'changes', 'processes', 'confinement', 'cgroups', 'texts'] as const).every(kind => has(lines, kind)));
	await docker('kill', name);
	await until(file, ({lines}) => documentsOf(lines, id).some(({State}) => asDocument(State)['Running'] === false));
	recorder.kill('SIGKILL');
	await once(recorder, 'exit');
	const {lines, text: all} = await read(file);
	t.regex((await openRecording(file)).damage ?? '', /breaks off/v);
	t.false(all.includes('hunter2'));
	t.true(all.includes('PASS='));
	t.false(has(lines, 'log'));
	const documents = documentsOf(lines, id);
	t.like(documents[0], {Name: `/${name}`, Config: {Labels: {lab: 'yes'}}, State: {Running: true}});
	t.like(documents.at(-1), {State: {Running: false, ExitCode: 137}});
});

type Ended = {
	readonly code: number | null;
	readonly output: string;
	readonly errors: string;
};

async function waitForEnd(recorder: ReturnType<typeof start>): Promise<Ended> {
	const [output, errors, [code]] = await Promise.all([text(recorder.stdout), text(recorder.stderr), once(recorder, 'close') as Promise<[number | null]>]);
	return {code, output, errors};
}

testWithEngine('until interrupted or for a time, with secrets and logs when they are wanted, and never over a file that is there', async t => {
	const name = `${labPrefix}-told`;
	await docker('run', '--detach', '--name', name, '--env', 'PASS=hunter3', 'lab:1', 'sh', '-c', 'echo said; exec sleep 1000');
	t.teardown(async () => docker('rm', '--force', name));
	const file = path.join(createFolder(t), 'a.rec');
	const first = start(file, '--with-secrets', '--with-logs');
	const ended = waitForEnd(first);
	await until(file, ({lines}) => lines.some(line => line.kind === 'log' && line.lines.some(said => said.text === 'said')));
	first.kill('SIGINT');
	t.like(await ended, {code: 130});
	t.regex((await ended).output, /a\.rec: \d+:\d\d of \d+ containers, [\d.]+k\.\n$/v);
	const recording = await read(file);
	t.is(recording.lines.at(-1)?.kind, 'end');
	t.true(recording.text.includes('PASS=hunter3'));

	const {code, errors} = await waitForEnd(start(file));
	t.is(code, 1);
	t.regex(errors, /a\.rec is there already/v);
	t.is((await read(file)).text, recording.text);
	t.like(await waitForEnd(start(file, '--overwrite', '--for', '1s')), {code: 0});
	t.true((await openRecording(file)).length >= 1000);
});
