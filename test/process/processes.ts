import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {readProcesses, readStartTicks} from '../../source/process/processes.js';
import {createFolder} from '../support/machine.js';

/** Writes the files of a process that started at `start`. */
function writeProcess(folder: string, pid: number, parent: number, start: number, command: string): void {
	mkdirSync(`${folder}/${pid}`);
	const after = Array.from({length: 30}, () => 0).join(' ');
	writeFileSync(`${folder}/${pid}/stat`, `${pid} (${command}) S ${parent} 0 0 0 -1 0 0 0 0 0 3 4 0 0 20 0 2 0 ${start} ${after}\n`);
	writeFileSync(`${folder}/${pid}/status`, `Name:\t${command}\nUid:\t0\t33\t0\t0\nVmRSS:\t     512 kB\nNSpid:\t${pid}\t${pid - 100}\n`);
	writeFileSync(`${folder}/${pid}/cmdline`, `/bin/${command}\0-x\0\u{1B}[2Jy\0`);
}

test('a process with its two pids, user, time, memory and command', t => {
	const folder = createFolder(t);
	writeProcess(folder, 101, 50, 7, 'web');
	t.deepEqual(readProcesses(folder, [101]), [{
		pid: 101,
		innerPid: 1,
		parentPid: 50,
		userId: 33,
		state: 'sleeping',
		cpuMicroseconds: 70_000,
		startTicks: 7,
		residentBytes: 512 * 1024,
		threads: 2, reactsToTerminate: undefined,
		command: '/bin/web -x y',
	}]);
});

test('the pid inside is that in the namespace of the container, also of a process that has one further in', t => {
	const folder = createFolder(t);
	writeProcess(folder, 101, 50, 1, 'dockerd');
	writeProcess(folder, 105, 101, 2, 'nested');
	writeFileSync(`${folder}/105/status`, 'Name:\tnested\nUid:\t0\t0\t0\t0\nNSpid:\t105\t5\t1\n');
	t.deepEqual(readProcesses(folder, [101, 105], 101).map(({innerPid}) => innerPid), [1, 5]);
});

test('parents come before their children, the older first', t => {
	const folder = createFolder(t);
	writeProcess(folder, 101, 50, 1, 'init');
	writeProcess(folder, 109, 101, 2, 'old');
	writeProcess(folder, 105, 101, 3, 'young');
	writeProcess(folder, 102, 109, 4, 'grandchild');
	writeProcess(folder, 103, 60, 5, 'exec');
	t.deepEqual(readProcesses(folder, [102, 103, 105, 109, 101, 999]).map(({pid}) => pid), [101, 109, 102, 105, 103]);
});

test('a circle of parents, which no kernel has, loses nobody but themselves', t => {
	const folder = createFolder(t);
	writeProcess(folder, 101, 102, 1, 'a');
	writeProcess(folder, 102, 101, 2, 'b');
	writeProcess(folder, 103, 103, 3, 'own');
	t.deepEqual(readProcesses(folder, [101, 102, 103]).map(({pid}) => pid), [103]);
});

test('reads living processes, and knows a pid that was given again by its start', async t => {
	const child = spawn('sleep', ['1000']);
	t.teardown(() => child.kill('SIGKILL'));
	await once(child, 'spawn');
	const pid = child.pid ?? 0;
	const [first, second] = readProcesses('/proc', [pid, process.pid]);
	t.is(first?.pid, process.pid);
	t.like(second, {pid, parentPid: process.pid, command: 'sleep 1000', startTicks: readStartTicks('/proc', pid)});
	t.is(readStartTicks('/proc', 999_999_999), undefined);
});
