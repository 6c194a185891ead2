import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {readStartTicks} from '../../source/process/processes.js';
import {sendSignal} from '../../source/process/send-signal.js';
import {createFolder} from '../support/machine.js';

async function startSleeper(t: ExecutionContext): Promise<{readonly child: ChildProcess; readonly pid: number; readonly startTicks: number}> {
	const child = spawn('sleep', ['1000']);
	t.teardown(() => child.kill('SIGKILL'));
	await once(child, 'spawn');
	const pid = child.pid ?? 0;
	return {child, pid, startTicks: readStartTicks('/proc', pid) ?? -1};
}

test('the process that was seen gets the signal', async t => {
	const {child, ...seen} = await startSleeper(t);
	const exit = once(child, 'exit');
	t.is(sendSignal('/proc', seen, 'SIGTERM'), 'sent');
	t.deepEqual(await exit, [null, 'SIGTERM']);
	t.is(sendSignal('/proc', seen, 'SIGTERM'), 'ended');
});

test('another one that has its pid now gets nothing', async t => {
	const {child, pid, startTicks} = await startSleeper(t);
	t.is(sendSignal('/proc', {pid, startTicks: startTicks - 1}, 'SIGKILL'), 'ended');
	t.is(child.exitCode, null);
	t.is(child.signalCode, null);
});

test('a pid of another machine\'s /proc is not taken for one of ours', async t => {
	const {child, pid, startTicks} = await startSleeper(t);
	const procRoot = createFolder(t);
	mkdirSync(`${procRoot}/${pid}`);
	writeFileSync(`${procRoot}/${pid}/stat`, `${pid} (other) S 1 0 0 0 -1 0 0 0 0 0 3 4 0 0 20 0 2 0 ${startTicks + 5} 0\n`);
	t.is(sendSignal(procRoot, {pid, startTicks: startTicks + 5}, 'SIGKILL'), 'elsewhere');
	t.is(child.signalCode, null);
	writeFileSync(`${procRoot}/${pid}/stat`, readFileSync(`/proc/${pid}/stat`));
	t.is(sendSignal(procRoot, {pid, startTicks}, 'SIGKILL'), 'sent');
	await once(child, 'exit');
});
