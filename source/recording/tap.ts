import type {Engine} from '../engine/engine.js';
import {EngineError} from '../errors.js';
import {isOfGone, type Reading} from '../metrics/reading.js';
import type {LiveSource} from '../sampler/live-source.js';
import type {Source} from '../sampler/sampler.js';
import type {Fact} from './line.js';
import {createTurns} from './turns.js';

/** What comes through the ports; a list tells which containers there still are. */
export type Heard = Fact | {readonly kind: 'listed'; readonly ids: readonly string[]};

/** The two ports of a live world, and somebody who hears what comes through them. */
export type Tap = {
	readonly engine: Engine;
	readonly source: Source;
	/** One listener at a time; undefined is nobody. What comes meanwhile costs nothing. */
	readonly listen: (listener: ((heard: Heard) => void) | undefined) => void;
};

const looksAtOnce = 4;
const roundsBetweenTrees = 10;

/** The same engine and source, which can be listened to. */
export function tapWorld({engine, source}: {readonly engine: Engine; readonly source: LiveSource}): Tap {
	let tell: ((heard: Heard) => void) | undefined;
	let latest: ReadonlyMap<string, Reading> = new Map();
	let rounds = 0;
	const takeTurns = createTurns();
	const takeTextTurns = createTurns();
	const textsTold = new Set<string>();

	return {
		listen(listener) {
			tell = listener;
			textsTold.clear();
			rounds = 0;
		},
		engine: {
			...engine,
			async readInfo() {
				const info = await engine.readInfo();
				tell?.({kind: 'info', info});
				return info;
			},
			async listContainers() {
				const containers = await engine.listContainers();
				tell?.({kind: 'listed', ids: containers.map(({id}) => id)});
				return containers;
			},
			async inspectContainer(id) {
				try {
					const inspected = await engine.inspectContainer(id);
					tell?.({kind: 'container', document: inspected.document});
					return inspected;
				} catch (error) {
					if (error instanceof EngineError && error.kind === 'gone') {
						tell?.({kind: 'gone', id});
					}

					throw error;
				}
			},
			async listImages() {
				const images = await engine.listImages();
				tell?.({kind: 'images', images});
				return images;
			},
			async inspectImage(id) {
				const document = await engine.inspectImage(id);
				tell?.({kind: 'image', document});
				return document;
			},
			async * watchEvents(signal, onOpen) {
				for await (const event of engine.watchEvents(signal, onOpen)) {
					tell?.({kind: 'event', event});
					yield event;
				}
			},
			async listChanges(id) {
				const changes = await engine.listChanges(id);
				tell?.({kind: 'changes', id, changes});
				return changes;
			},
		},
		source: {
			...source,
			* read(isWanted) {
				latest = yield * source.read(isWanted);
				return latest;
			},
			// A look at the machine comes with the look at all containers before it; a look at some is not written down.
			readHost() {
				const host = source.readHost();
				tell?.({kind: 'tick', readings: Object.fromEntries(latest), host});
				return host;
			},
			look(wanted) {
				if (tell === undefined) {
					return source.look(wanted);
				}

				// The second one comes at once, so that there are rates from the beginning.
				const isTreeDue = rounds === 1 || rounds % roundsBetweenTrees === 0;
				rounds++;
				const looks = source.look({...wanted, hasCgroups: wanted.hasCgroups || isTreeDue});
				if (isTreeDue && looks.cgroups !== undefined) {
					tell({kind: 'cgroups', look: looks.cgroups});
				}

				// Nothing is inside one that is gone, and its pid may be another's.
				const ids = latest.entries().flatMap(([id, reading]) => isOfGone(reading) ? [] : [id]).toArray();
				for (const id of takeTurns(ids, looksAtOnce)) {
					const {processes, confinement} = source.lookInside(id);
					if (processes !== undefined) {
						tell({kind: 'processes', look: processes});
					}

					if (confinement !== undefined) {
						tell({kind: 'confinement', look: confinement});
					}
				}

				// Their files are long: after the first look at each, of one at a time.
				for (const id of takeTextTurns(ids, textsTold.size < ids.length ? looksAtOnce : 1)) {
					textsTold.add(id);
					const look = source.lookAtTexts(id);
					if (look !== undefined) {
						tell({kind: 'texts', look});
					}
				}

				return {...looks, cgroups: wanted.hasCgroups ? looks.cgroups : undefined};
			},
		},
	};
}
