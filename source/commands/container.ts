import type {CommandId} from '../keymap.js';
import {isLive} from '../store/selectors.js';
import type {Row} from '../store/state.js';
import {act, type Deed} from './act.js';
import {
	type Command, type Context, forChosen, formatNames, tell,
} from './context.js';
import {signals} from './signals.js';

const deeds = {
	start: {
		doing: 'starting', verb: 'start', done: 'started', run: async (engine, id) => engine.start(id),
	},
	unpause: {
		doing: 'going on', verb: 'unpause', done: 'unpaused', run: async (engine, id) => engine.unpause(id),
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

export const start: Command = forChosen((context, rows) => {
	const startable = rows.filter(({container}) => container.status !== 'running');
	if (startable.length === 0) {
		tell(context, 'info', `Running already: ${formatNames(rows)}.`);
		return;
	}

	startOrUnpause(context, startable);
});

function startOrUnpause(context: Context, rows: readonly Row[]): void {
	const paused = rows.filter(row => isPaused(row));
	void act(context, paused, deeds.unpause);
	void act(context, rows.filter(row => !isPaused(row)), deeds.start);
}

function isPaused({container}: Row): boolean {
	return container.status === 'paused';
}

export const pause: Command = forChosen((context, rows) => {
	forLive(context, rows, live => {
		const running = live.filter(row => !isPaused(row));
		// With some of each, all of them are paused afterwards.
		void act(context, running.length === 0 ? live : running, running.length === 0 ? deeds.unpause : deeds.pause);
	});
});

export const stop: Command = forChosen((context, rows) => {
	forLive(context, rows, live => {
		const isRemovedOnExit = live.some(({container}) => container.detail?.isRemovedOnExit === true);
		ask(context, live, 'stop', [
			'Processes end; what is only in their memory is lost.',
			isRemovedOnExit
				? 'What was made with --rm is then removed by the engine, with all its files.'
				: 'Files stay, and s starts again.',
		]);
	});
});

export const restart: Command = forChosen((context, rows) => {
	forLive(context, rows, live => {
		ask(context, live, 'restart', [
			'Processes end and begin anew; what is only in their memory is lost.',
			'Files stay as they are: a broken file system stays broken (R starts over).',
		]);
	});
});

export const remove: Command = forChosen((context, rows) => {
	ask(context, rows, 'remove', [
		`${rows.some(row => isLive(row)) ? 'What runs is killed, and all' : 'All'} files in writable layers are gone for good.`,
		'Volumes and images stay.',
	]);
});

export const kill: Command = forChosen((context, rows) => {
	forLive(context, rows, live => {
		context.store.dispatch({
			type: 'dialog', dialog: {
				kind: 'menu', menu: 'signal', title: `Send a signal to ${live.length === 1 ? '' : `${live.length} containers: `}${formatNames(live)}`, items: signals, index: 0, containerIds: live.map(({container}) => container.id),
			},
		});
	});
});

/** Carries out what a question was about. */
export function carryOut(context: Context, rows: readonly Row[], command: CommandId): void {
	const deed = (deeds as Readonly<Partial<Record<CommandId, Deed>>>)[command];
	if (deed !== undefined) {
		void act(context, rows, deed);
	}
}

/** Sends the signal that was chosen. */
export function sendSignal(context: Context, rows: readonly Row[], signal: string): void {
	void act(context, rows, {
		doing: `getting ${signal}`, verb: `send ${signal} to`, done: `got ${signal}`, run: async (engine, id) => engine.kill(id, signal),
	});
}

/** Leaves out those without processes, and says so when that is all of them. */
function forLive(context: Context, rows: readonly Row[], run: (live: readonly Row[]) => void): void {
	const live = rows.filter(row => isLive(row));
	if (live.length > 0) {
		run(live);
	} else {
		tell(context, 'info', `Not running: ${formatNames(rows)}.`, 's starts');
	}
}

/** One question for all of them, with their names. */
function ask(context: Context, rows: readonly Row[], command: 'stop' | 'restart' | 'remove', lines: readonly string[]): void {
	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'confirm',
			command,
			containerIds: rows.map(({container}) => container.id),
			title: `${titles[command]} ${nameOrCount(rows)}?`,
			lines: [...(rows.length === 1 ? [] : [`${formatNames(rows)}.`, '']), ...lines],
		},
	});
}

const titles = {stop: 'Stop', restart: 'Restart', remove: 'Remove'} as const;

function nameOrCount(rows: readonly Row[]): string {
	const [first] = rows;
	return rows.length === 1 && first !== undefined ? first.container.name : `${rows.length} containers`;
}
