import type {Engine} from '../engine/engine.js';
import {EngineError, whenThere} from '../errors.js';
import {parkedName, reservedName} from '../replacement.js';
import type {StartOverRecord} from './journal.js';
import {isLiveStatus, setRestartPolicy, waitUntilGone} from './restore.js';

const stopTries = 3;

/** Takes the one name that makes us the only one who starts this container over, then looks whether it still is what was planned. */
export async function reserve(engine: Engine, {oldId, name}: StartOverRecord, newId: string): Promise<void> {
	try {
		await engine.rename(newId, reservedName(name));
	} catch (error) {
		throw error instanceof EngineError && error.kind === 'conflict'
			? new EngineError('conflict', `another dockdash is starting ${name} over; if none is, remove ${reservedName(name)} and try again.`, {cause: error})
			: error;
	}

	const {container} = await engine.inspectContainer(oldId);
	if (container.name !== name) {
		throw new EngineError('conflict', `${name} has meanwhile become ${container.name}.`);
	}
}

/** Whether another dockdash has begun, or ended, to start the new container over. */
export async function isTakenOver(engine: Engine, {name}: StartOverRecord, newId: string): Promise<boolean> {
	const [fresh, reserved, named] = await Promise.all([newId, reservedName(name), name].map(async id => whenThere(async () => engine.inspectContainer(id))));
	return reserved !== undefined || (named !== undefined && named.container.id !== newId) || (fresh !== undefined && fresh.container.name !== name);
}

/** Stops the old container until it stays down: one in a restart loop can come up again between two looks. */
export async function stopOld(engine: Engine, record: StartOverRecord): Promise<void> {
	const {oldId, name, isRemovedOnExit} = record;
	for (let tries = 0; tries <= stopTries; tries++) {
		const found = await whenThere(async () => engine.inspectContainer(oldId));
		if (found === undefined && !isRemovedOnExit) {
			throw new EngineError('gone', `somebody else removed ${name}.`);
		}

		if (found === undefined || !isLiveStatus(found.container.status)) {
			break;
		}

		if (tries === stopTries) {
			throw new EngineError('failed', `${name} does not stay stopped.`);
		}

		await whenThere(async () => engine.stop(oldId));
	}

	if (isRemovedOnExit && !await waitUntilGone(engine, oldId)) {
		throw new EngineError('failed', `the engine did not remove ${name}, which was made with --rm.`);
	}
}

/** Gives the old container another name, and sees to it that it does not come up by itself under that. */
export async function parkOld(engine: Engine, {oldId, name, isRemovedOnExit}: StartOverRecord): Promise<void> {
	if (!isRemovedOnExit) {
		await setRestartPolicy(engine, oldId, 'no');
	}

	await engine.rename(oldId, parkedName(name, oldId));
}
