import {constants} from 'node:os';
import process from 'node:process';

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** What a shell reports of a program that the signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
	return 128 + constants.signals[signal];
}

/** Calls back with the exit code at each signal that asks the program to end; until then, none ends it by itself. Returns the undo. */
export function onSignals(callback: (exitCode: number) => void): () => void {
	const onSignal = (signal: NodeJS.Signals): void => {
		callback(exitCodeOf(signal));
	};

	for (const signal of signals) {
		process.on(signal, onSignal);
	}

	return () => {
		for (const signal of signals) {
			process.off(signal, onSignal);
		}
	};
}
