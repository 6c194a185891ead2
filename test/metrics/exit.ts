import test from 'ava';
import type {Container} from '../../source/container.js';
import {describeExit, describeTrouble} from '../../source/metrics/exit.js';
import {makeContainer, makeDetail} from '../support/containers.js';

test('exit codes of engine, shell and signals are explained, those of programs are not', t => {
	const table: ReadonlyArray<readonly [number, string | undefined]> = [
		[0, undefined],
		[1, undefined],
		[125, 'the engine could not run it'],
		[126, 'the command cannot be executed'],
		[127, 'command not found'],
		[128, undefined],
		[130, 'interrupted: SIGINT'],
		[137, 'killed: SIGKILL'],
		[139, 'crashed: segmentation fault'],
		[143, 'stopped: SIGTERM'],
		[255, undefined],
		[-1, undefined],
	];
	for (const [code, text] of table) {
		t.is(describeExit(code), text, `${code}`);
	}
});

test('what is wrong with a container', t => {
	const now = 100_000;
	const exited = (exitCode: number, error = '', isOomKilled = false): Container =>
		makeContainer('c', {status: 'exited', detail: makeDetail({exitCode, error, isOomKilled})});
	const table: ReadonlyArray<readonly [Container, string | undefined]> = [
		[makeContainer('c'), undefined],
		[makeContainer('c', {health: 'unhealthy'}), 'unhealthy'],
		[makeContainer('c', {detail: makeDetail({restartCount: 3, startedAt: now - 4000})}), 'restart loop, 3 so far'],
		[makeContainer('c', {detail: makeDetail({restartCount: 3, startedAt: now - 20_000})}), undefined],
		[makeContainer('c', {status: 'restarting', detail: makeDetail({restartCount: 7})}), 'restart loop, 7 so far'],
		[makeContainer('c', {status: 'restarting', detail: undefined}), 'restart loop'],
		[makeContainer('c', {status: 'created', detail: makeDetail()}), undefined],
		[makeContainer('c', {status: 'created', detail: makeDetail({error: 'driver failed: port is already allocated'})}), 'its port is taken'],
		[exited(0), undefined],
		[exited(137), 'killed: SIGKILL'],
		[exited(137, '', true), 'out of memory'],
		[exited(127, 'runc create failed: exec: "x": executable file not found in $PATH'), 'command not found'],
		[exited(126, 'exec /x: exec format error'), 'not for this kind of machine'],
		[exited(255, 'no space left'), 'could not be started'],
		[makeContainer('c', {status: 'exited', detail: undefined}), undefined],
	];
	for (const [container, text] of table) {
		t.is(describeTrouble(container, now), text, `${container.status} ${container.detail?.exitCode} ${container.detail?.error}`);
	}
});

test('what the runtime could only write into the log is explained too', t => {
	const exited = makeContainer('c', {status: 'exited', detail: makeDetail({exitCode: 1})});
	const table: ReadonlyArray<readonly [string, string | undefined]> = [
		['exec /bad: exec format error', 'not for this kind of machine'],
		['exec /script: no such file or directory', 'its interpreter is missing'],
		['exec /noexec: permission denied', 'not allowed to be executed'],
		['cannot exec /x: permission denied', undefined],
		['', undefined],
	];
	for (const [lastWords, text] of table) {
		t.is(describeTrouble(exited, 0, lastWords), text, lastWords);
	}
});
