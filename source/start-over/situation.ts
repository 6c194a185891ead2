import type {Container, EngineInfo} from '../container.js';
import {whenThere} from '../errors.js';
import type {Engine} from '../engine/engine.js';
import {log} from '../log.js';
import {inspectsAtOnce, mapConcurrently} from '../engine/concurrency.js';
import {selectUses} from './dependents.js';
import {type Inspect, isUnset, parseInspect} from './inspect.js';
import type {Situation} from './plan.js';
import {translatePodman} from './podman.js';
import {readOwnContainerId} from './own-container.js';

/** What is the same for all containers that are planned together. */
export type Surroundings = {
	readonly info: EngineInfo;
	readonly containers: readonly Container[];
	readonly ownContainerId: string | undefined;
	readonly at: Date;
};

export async function readSurroundings(engine: Engine): Promise<Surroundings> {
	const [info, containers, ownContainerId] = await Promise.all([engine.readInfo(), engine.listContainers(), readOwnContainerId()]);
	return {
		info, containers, ownContainerId, at: new Date(),
	};
}

export async function inspect(engine: Engine, info: EngineInfo, id: string): Promise<Inspect> {
	const {document, container} = await engine.inspectContainer(id);
	return parseInspect(info.product === 'podman' ? translatePodman({...document, Pod: await engine.readPod(container.id)}) : document);
}

/** All containers, for those that depend on others tell it only there; one that has just gone is left out. */
export async function inspectAll(engine: Engine, {info, containers}: Surroundings): Promise<readonly Inspect[]> {
	const found = await mapConcurrently(containers, inspectsAtOnce, async ({id}) => whenThere(async () => inspect(engine, info, id)));
	return found.filter(one => one !== undefined);
}

/** Reads what is needed to make the container again. `others` may be all the other containers; those it takes volumes from are looked up anyway. */
export async function readSituation(engine: Engine, surroundings: Surroundings, found: Inspect, others?: readonly Inspect[]): Promise<Situation> {
	const [image, newestImage, sources] = await Promise.all([
		whenThere(async () => engine.inspectImage(found.imageId)),
		isUnset(found.imageReference) ? undefined : whenThere(async () => engine.inspectImage(found.imageReference)),
		others ?? readVolumeSources(engine, surroundings.info, found),
	]);
	return {
		...surroundings, inspect: found, image, newestImage, others: sources, changes: undefined, layerBytes: undefined,
	};
}

/** Adds what will be lost. An engine that cannot compare a container with its image does not stop the plan: it says so. */
export async function addLosses(engine: Engine, situation: Situation): Promise<Situation> {
	const {id} = situation.inspect;
	const [changes, layerBytes] = await Promise.all([
		engine.listChanges(id).catch((error: unknown) => {
			log('start over: changes', error);
			return undefined;
		}),
		engine.measureWritableLayer(id).catch((error: unknown) => {
			log('start over: size', error);
			return undefined;
		}),
	]);
	return {...situation, changes, layerBytes};
}

async function readVolumeSources(engine: Engine, info: EngineInfo, found: Inspect): Promise<readonly Inspect[]> {
	const containers = selectUses(found).filter(({what}) => what === 'its volumes').map(({container}) => container);
	const sources = await mapConcurrently(containers, inspectsAtOnce, async container => whenThere(async () => inspect(engine, info, container)));
	return sources.filter(source => source !== undefined);
}
