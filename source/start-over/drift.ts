import {EngineError} from '../errors.js';
import type {Engine} from '../engine/engine.js';
import {countLosses} from '../losses.js';
import type {Losses} from '../replacement.js';
import {parseInspect} from './inspect.js';
import {withoutMountPoints} from './mount-points.js';

/**
 * In how many paths a container differs from its image: what starting it over would lose. Undefined when the engine cannot compare.
 * The engine may walk the whole file system for it. Rejects with `EngineError`.
 */
export async function readDrift(engine: Engine, id: string): Promise<Losses | undefined> {
	try {
		const [changes, {document}] = await Promise.all([engine.listChanges(id), engine.inspectContainer(id)]);
		return countLosses(withoutMountPoints(changes, parseInspect(document)));
	} catch (error) {
		if (error instanceof EngineError && error.kind === 'unsupported') {
			return undefined;
		}

		throw error;
	}
}
