import {mkdirSync, writeFileSync} from 'node:fs';
import type {ExecutionContext} from 'ava';
import type {Context} from '../../source/commands/context.js';
import {carrySignal} from '../../source/commands/process-signal.js';
import {createState, type Row} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';
import {connectEngine, docker, testWithEngine} from '../support/engine.js';
import {createFolder} from '../support/machine.js';

/** A dashboard that sees the container's processes in a /proc that is not its own, so that it has to ask the engine. */
async function sendFromElsewhere(t: ExecutionContext, innerPid: number, command: readonly string[]): Promise<{readonly id: string; readonly notice: string | undefined}> {
	const engine = connectEngine(t);
	const id = await docker('run', '--detach', '--init', 'lab:1', ...command);
	t.teardown(async () => docker('rm', '--force', id));
	const {container} = await engine.inspectContainer(id);
	const procRoot = createFolder(t);
	mkdirSync(`${procRoot}/7777777`);
	writeFileSync(`${procRoot}/7777777/stat`, `7777777 (sleep) S 1 0 0 0 -1 0 0 0 0 0 3 4 0 0 20 0 2 0 12345 ${'0 '.repeat(20)}\n`);
	const store = createStore(createState({
		address: engine.address, intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	store.dispatch({type: 'containersChanged', containers: [container], gone: []});
	const context: Pick<Context, 'store' | 'engine' | 'now' | 'procRoot'> = {store, engine, now: () => 0, procRoot};
	const row: Row | undefined = store.getState().rows.get(container.id);
	await carrySignal(context as Context, row!, {
		pid: 7_777_777, innerPid, startTicks: 12_345, command: 'sleep 3000', reactsToTerminate: true,
	}, 'SIGTERM');
	return {id, notice: store.getState().notices.at(-1)?.text};
}

testWithEngine('what the host does not know is sent inside the container', async t => {
	const {id, notice} = await sendFromElsewhere(t, 1, ['sleep', '3000']);
	t.regex(notice ?? '', /^Process 1 of \w+ \(sleep 3000\) got SIGTERM\.$/v);
	await docker('wait', id);
	t.is(await docker('inspect', '--format', '{{.State.Status}}', id), 'exited');
});

testWithEngine('where that does not work either, a sentence says so', async t => {
	const {id, notice} = await sendFromElsewhere(t, 4_000_000, ['sleep', '3000']);
	t.regex(notice ?? '', /^Could not send SIGTERM to process 4000000 of \w+: .*run it as root/v);
	t.is(await docker('inspect', '--format', '{{.State.Status}}', id), 'running');
});
