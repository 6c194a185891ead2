import {constants} from 'node:os';
import process from 'node:process';

const ending = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** What a shell reports of a program that the signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
	return 128 + constants.signals[signal];
}

/** Calls back with the exit code at each of the signals, which ask the program to end; until then, none of them ends it by itself. Returns the undo. */
export function onSignals(callback: (exitCode: number) => void, signals: readonly NodeJS.Signals[] = ending): () => void {
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
