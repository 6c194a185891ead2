import {setTimeout} from 'node:timers/promises';
import type {Container} from '../container.js';
import type {Engine} from '../engine/engine.js';
import {EngineError, whenThere} from '../errors.js';
import {log} from '../log.js';
import type {StartOverRecord} from './journal.js';
import {joinNetworks} from './join-networks.js';

/**
 * - `restored`: the old container is as it was.
 * - `replaced`: the old one no longer exists, so the new one was put in its place.
 * - `kept`: neither existed any more, so it was created again, and not started.
 */
export type Restored = 'restored' | 'replaced' | 'kept';

const goneMilliseconds = 30_000;
const lookMilliseconds = 100;

/**
 * Puts the old container back as it was when it was captured: name, restart policy, running or not. It looks at what is there and
 * not at how far things had come, so it is right after a failure or a crash at any moment, and may be tried again.
 */
export async function restore(engine: Engine, record: StartOverRecord): Promise<Restored> {
	const fresh = await find(engine, record.newId ?? record.newName);
	// Before this step nothing was done to the old one, and what has happened to it meanwhile was somebody else.
	if (!record.steps.includes('created')) {
		await removeNew(engine, fresh);
		return 'restored';
	}

	if (record.isStopBegun && !record.steps.includes('stopped')) {
		await endStop(engine, record);
	}

	const old = await find(engine, record.oldId);
	if (old === undefined || old.status === 'removing') {
		return replace(engine, record, fresh);
	}

	await removeNew(engine, fresh);
	if (old.name !== record.name) {
		await engine.rename(old.id, record.name);
	}

	await setRestartPolicy(engine, old.id, record.restartPolicy);
	const wasStarted = await restoreStatus(engine, record, old);
	if (wasStarted) {
		await restartInside(engine, record);
	}

	return 'restored';
}

/** One that still runs may be down in a moment, for an engine goes on with a stop whose request was cut off. Stopping it again waits for that. */
async function endStop(engine: Engine, {oldId, isRemovedOnExit}: StartOverRecord): Promise<void> {
	const old = await find(engine, oldId);
	if (old !== undefined && isLiveStatus(old.status)) {
		await stopAgain(engine, oldId);
	}

	const stopped = await find(engine, oldId);
	if (isRemovedOnExit && stopped !== undefined && !isLiveStatus(stopped.status)) {
		await waitUntilGone(engine, oldId);
	}
}

async function stopAgain(engine: Engine, id: string): Promise<void> {
	try {
		await whenThere(async () => engine.stop(id));
	} catch (error) {
		if (isUnanswered(error)) {
			throw error;
		}

		log('start over: stop again', error);
	}
}

/** Whether the engine has removed a container that was made with `--rm`, which it does a moment after that has ended. */
export async function waitUntilGone(engine: Engine, id: string): Promise<boolean> {
	const began = performance.now();
	while (await find(engine, id) !== undefined) {
		if (performance.now() - began > goneMilliseconds) {
			return false;
		}

		await setTimeout(lookMilliseconds);
	}

	return true;
}

/** Whether the engine has not said what became of the request. */
export function isUnanswered(error: unknown): boolean {
	return error instanceof EngineError && error.kind === 'unreachable';
}

async function find(engine: Engine, id: string): Promise<(Container & {readonly restartPolicy: string}) | undefined> {
	const found = await whenThere(async () => engine.inspectContainer(id));
	return found && {...found.container, restartPolicy: found.container.detail.restartPolicy};
}

/** With the volumes that were made for it; those that were kept are named, and the engine leaves them alone. */
async function removeNew(engine: Engine, fresh: Container | undefined): Promise<void> {
	if (fresh !== undefined) {
		await whenThere(async () => engine.remove(fresh.id, {force: true, volumes: true}));
	}
}

/** A parked container must not come up by itself when the engine restarts, so its policy changes with its state. */
export async function setRestartPolicy(engine: Engine, id: string, restartPolicy: string): Promise<void> {
	const {container} = await engine.inspectContainer(id);
	if (container.detail.restartPolicy === restartPolicy) {
		return;
	}

	try {
		await engine.update(id, {restartPolicy});
	} catch (error) {
		// Podman before 5.1 cannot change it, and restarts nothing by itself either.
		if (!(error instanceof EngineError && error.kind === 'unsupported')) {
			throw error;
		}
	}
}

/** Whether it had to be started. */
async function restoreStatus(engine: Engine, {status}: StartOverRecord, old: Container): Promise<boolean> {
	const isLive = isLiveStatus(old.status);
	const wasLive = isLiveStatus(status);
	if (wasLive && !isLive) {
		await startAsBefore(engine, old.id, status);
	}

	if (status === 'paused' && old.status !== 'paused') {
		await engine.pause(old.id);
	}

	return wasLive && !isLive;
}

async function startAsBefore(engine: Engine, id: string, status: Container['status']): Promise<void> {
	try {
		await engine.start(id);
	} catch (error) {
		// It could not stay up before either.
		if (status !== 'restarting' || isUnanswered(error)) {
			throw error;
		}

		log('start over: restart loop', error);
	}
}

export function isLiveStatus(status: Container['status']): boolean {
	return ['running', 'paused', 'restarting'].includes(status);
}

/** They are in namespaces that ended when the old one was stopped, and find the ones it has now only by starting again. */
async function restartInside(engine: Engine, {inside}: StartOverRecord): Promise<void> {
	for (const {id, name} of inside) {
		const found = await find(engine, id);
		if (found?.name === name) {
			await engine.restart(id).catch((error: unknown) => {
				log(`start over: restart of ${name}`, error);
			});
		}
	}
}

async function replace(engine: Engine, record: StartOverRecord, fresh: Container | undefined): Promise<Restored> {
	if (fresh === undefined) {
		await joinNetworks(engine, await engine.create(record.name, record.recipe.body), record.recipe);
		return 'kept';
	}

	if (fresh.name !== record.name) {
		await engine.rename(fresh.id, record.name);
	}

	if (!isLiveStatus(fresh.status)) {
		await engine.start(fresh.id);
	}

	return 'replaced';
}

/** Removes the image of a container that is back: it was made for nothing. An engine that keeps it does no harm. */
export async function removeSavedImage(engine: Engine, reference: string | undefined): Promise<void> {
	if (reference === undefined) {
		return;
	}

	try {
		await engine.removeImage(reference, false);
	} catch (error) {
		log('start over: saved image', error);
	}
}
