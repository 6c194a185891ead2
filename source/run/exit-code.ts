import {constants} from 'node:os';

/** What a shell reports of a program that the signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
	return 128 + constants.signals[signal];
}
