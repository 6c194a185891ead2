import type {CommandId} from '../keymap.js';
import {isLive} from '../store/selectors.js';
import type {MenuItem, Row} from '../store/state.js';
import {act, type Deed} from './act.js';
import {type Command, type Context, forSelected, tell} from './context.js';

const deeds = {
	start: {
		doing: 'starting', verb: 'start', done: 'started', run: async (engine, id) => engine.start(id),
	},
	unpause: {
		doing: 'going on', verb: 'unpause', done: 'goes on', run: async (engine, id) => engine.unpause(id),
	},
	pause: {
		doing: 'pausing', verb: 'pause', done: 'paused', run: async (engine, id) => engine.pause(id),
	},
	stop: {
		doing: 'stopping', verb: 'stop', done: 'stopped', run: async (engine, id) => engine.stop(id),
	},
	restart: {
		doing: 'restarting', verb: 'restart', done: 'restarted', run: async (engine, id) => engine.restart(id),
	},
	remove: {
		doing: 'being removed', verb: 'remove', done: 'removed', run: async (engine, id) => engine.remove(id, {force: true, volumes: false}),
	},
} as const satisfies Readonly<Record<string, Deed>>;

/** Signals that one sends to containers, with what programs make of them. */
const signals: readonly MenuItem[] = [
	{value: 'SIGKILL', title: 'KILL', about: 'ends at once; it cannot be caught'},
	{value: 'SIGTERM', title: 'TERM', about: 'asks it to end'},
	{value: 'SIGINT', title: 'INT', about: 'as Ctrl-C'},
	{value: 'SIGHUP', title: 'HUP', about: 'many servers read their configuration again'},
	{value: 'SIGQUIT', title: 'QUIT', about: 'ends, often with a dump'},
	{value: 'SIGUSR1', title: 'USR1', about: 'up to the program; it ends one that does not expect it'},
	{value: 'SIGUSR2', title: 'USR2', about: 'up to the program; it ends one that does not expect it'},
	{value: 'SIGSTOP', title: 'STOP', about: 'halts the main process'},
	{value: 'SIGCONT', title: 'CONT', about: 'lets it go on'},
];

export const start: Command = forSelected((context, row) => {
	const {status, name} = row.container;
	if (status === 'running') {
		tell(context, 'info', `${name} runs already.`);
		return;
	}

	void act(context, row, status === 'paused' ? deeds.unpause : deeds.start);
});

export const pause: Command = forSelected((context, row) => {
	const {status, name} = row.container;
	if (!isLive(row)) {
		tell(context, 'info', `${name} does not run, so it cannot be paused.`);
		return;
	}

	void act(context, row, status === 'paused' ? deeds.unpause : deeds.pause);
});

export const stop: Command = forSelected((context, row) => {
	askAboutLive(context, row, 'stop', `Stop ${row.container.name}?`, [
		'Its processes end; what is only in their memory is lost.',
		row.container.detail?.isRemovedOnExit === true
			? 'It was made with --rm, so the engine then removes it with all its files.'
			: 'Its files stay, and s starts it again.',
	]);
});

export const restart: Command = forSelected((context, row) => {
	askAboutLive(context, row, 'restart', `Restart ${row.container.name}?`, [
		'Its processes end and begin anew; what is only in their memory is lost.',
		'Its files stay as they are: a broken file system stays broken (R starts over).',
	]);
});

export const remove: Command = forSelected((context, row) => {
	const {name} = row.container;
	ask(context, row, 'remove', `Remove ${name}?`, [
		`${isLive(row) ? 'It is killed, and all' : 'All'} files in its writable layer are gone for good.`,
		'Its volumes and its image stay.',
	]);
});

export const kill: Command = forSelected((context, row) => {
	if (!isLive(row)) {
		tell(context, 'info', `${row.container.name} does not run, so there is nothing to send a signal to.`);
		return;
	}

	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'menu', menu: 'signal', title: `Send a signal to ${row.container.name}`, items: signals, index: 0, containerId: row.container.id,
		},
	});
});

/** Carries out what a question was about. */
export function carryOut(context: Context, row: Row, command: CommandId): void {
	const deed = (deeds as Readonly<Partial<Record<CommandId, Deed>>>)[command];
	if (deed !== undefined) {
		void act(context, row, deed);
	}
}

/** Sends the signal that was chosen. */
export function sendSignal(context: Context, row: Row, signal: string): void {
	void act(context, row, {
		doing: `getting ${signal}`, verb: `send ${signal} to`, done: `was sent ${signal}`, run: async (engine, id) => engine.kill(id, signal),
	});
}

function askAboutLive(context: Context, row: Row, command: CommandId, title: string, lines: readonly string[]): void {
	if (isLive(row)) {
		ask(context, row, command, title, lines);
	} else {
		tell(context, 'info', `${row.container.name} does not run.`, 's starts it');
	}
}

function ask(context: Context, row: Row, command: CommandId, title: string, lines: readonly string[]): void {
	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'confirm', command, containerId: row.container.id, title, lines,
		},
	});
}
