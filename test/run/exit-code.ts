import process from 'node:process';
import test from 'ava';
import {onSignals} from '../../source/run/exit-code.js';

test('signals that ask the program to end are told with their exit codes, until that is undone', t => {
	const codes: number[] = [];
	const before = process.listenerCount('SIGHUP');
	const release = onSignals(code => {
		codes.push(code);
	});
	for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
		process.emit(signal, signal);
	}

	t.deepEqual(codes, [129, 130, 143]);
	release();
	t.is(process.listenerCount('SIGHUP'), before);
});
