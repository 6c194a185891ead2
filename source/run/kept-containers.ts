import process from 'node:process';
import {type Context, tell} from '../commands/context.js';
import {log} from '../log.js';
import {pause, type Clock} from '../sampler/clock.js';
import {discardStartOvers} from '../start-over/discard.js';
import {keepOwnForADay} from '../start-over/keep.js';
import {recoverStartOvers} from '../start-over/recover.js';

const expiryMilliseconds = 10_000;

/** Looks after old containers while the dashboard is open: finishes or undoes what was interrupted, and removes those whose time is over. Returns its stop. */
export function keepStartOvers(context: Context, clock: Clock): () => void {
	const stopRecovering = recoverWhenConnected(context);
	const controller = new AbortController();
	const {signal} = controller;
	if (context.keepMinutes !== undefined) {
		discardRegularly(context, clock, signal).catch((error: unknown) => {
			if (!signal.aborted) {
				log('discard', error);
			}
		});
	}

	return () => {
		stopRecovering();
		controller.abort();
	};
}

/** When the engine answers, and again each time it is back: what failed because it went away can be put back only then. */
function recoverWhenConnected(context: Context): () => void {
	let wasConnected = false;
	let recovery = Promise.resolve();
	const look = (): void => {
		const isConnected = context.store.getState().connection.status === 'connected';
		if (isConnected && !wasConnected) {
			recovery = recovery.then(async () => recover(context));
		}

		wasConnected = isConnected;
	};

	look();
	return context.store.subscribe(look);
}

/** Finishes or undoes what a dockdash that was killed, or an engine that went away, has left, and says so. */
async function recover(context: Context): Promise<void> {
	try {
		for (const {isDone, sentence} of await recoverStartOvers(context.engine, context.journalFolder)) {
			tell(context, isDone ? 'info' : 'warn', sentence);
		}
	} catch (error) {
		// It has gone away again; the connection's own notice says so.
		log('recover', error);
	}
}

/** Waits for what leaving would cut off, and says so where the screen was. In a recording there is nothing to lose. */
export async function awaitUnderWay({underWay, player}: Context): Promise<void> {
	const tasks = player === undefined ? [...underWay] : [];
	if (tasks.length === 0) {
		return;
	}

	const what = tasks.map(task => task.what).join(' and ');
	process.stderr.write(`dockdash: it waits for ${what} to come to its end. Ctrl+C ends it at once; what is left then is put right when dockdash is started again.\n`);
	const endings = await Promise.allSettled(tasks.map(async ({ended}) => ended));
	for (const sentence of endings.flatMap(ending => ending.status === 'fulfilled' ? ending.value : [])) {
		process.stderr.write(`${sentence}\n`);
	}
}

/** When the program broke nobody has decided against undo, so the old containers stay for a while: what to say of that, after another sentence. */
export async function describeKept({journalFolder, player}: Context): Promise<string> {
	if (player !== undefined) {
		return '';
	}

	try {
		const names = await keepOwnForADay(journalFolder);
		return names.map(name => ` For a day dockdash undo ${name} brings the old ${name} back.`).join('');
	} catch (error) {
		log('keep', error);
		return '';
	}
}

/** Old containers were kept for undo until now. What cannot be removed is left to the next dockdash. */
export async function discardOld({engine, journalFolder: folder, store}: Context): Promise<void> {
	if (store.getState().connection.status !== 'connected') {
		return;
	}

	try {
		await discardStartOvers(engine, folder, 'leaving');
	} catch (error) {
		log('discard', error);
	}
}

/** Until the signal ends it; then it rejects with the signal's reason. */
async function discardRegularly(context: Context, clock: Clock, signal: AbortSignal): Promise<never> {
	for (;;) {
		await pause(clock, expiryMilliseconds, signal);
		await discardExpired(context);
	}
}

/** With `--keep` they are kept for that long, also by a dashboard that is open for longer. */
async function discardExpired(context: Context): Promise<void> {
	const {engine, journalFolder, store} = context;
	if (store.getState().connection.status !== 'connected') {
		return;
	}

	try {
		for (const name of await discardStartOvers(engine, journalFolder, 'expired')) {
			tell(context, 'info', `The old container of ${name} was removed: the time of --keep is over.`);
		}
	} catch (error) {
		log('discard', error);
	}
}
