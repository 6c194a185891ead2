import type {MenuItem} from '../store/state.js';

/** Signals that one sends to containers and processes, with what programs make of them. */
export const signals = [
	{value: 'SIGKILL', title: 'KILL', about: 'ends at once; it cannot be caught'},
	{value: 'SIGTERM', title: 'TERM', about: 'asks it to end'},
	{value: 'SIGINT', title: 'INT', about: 'as Ctrl-C'},
	{value: 'SIGHUP', title: 'HUP', about: 'many servers read their configuration again'},
	{value: 'SIGQUIT', title: 'QUIT', about: 'ends, often with a dump'},
	{value: 'SIGUSR1', title: 'USR1', about: 'up to the program; it ends one that does not expect it'},
	{value: 'SIGUSR2', title: 'USR2', about: 'up to the program; it ends one that does not expect it'},
	{value: 'SIGSTOP', title: 'STOP', about: 'halts the process'},
	{value: 'SIGCONT', title: 'CONT', about: 'lets it go on'},
] as const satisfies readonly MenuItem[];

export type Signal = typeof signals[number]['value'];

/** The signal of that name, if it is one that is offered. */
export function findSignal(name: string): Signal | undefined {
	return signals.find(({value}) => value === name)?.value;
}
