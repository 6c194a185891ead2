import type {Engine} from '../engine/engine.js';
import {EngineError} from '../errors.js';
import {follow} from './feed.js';
import type {Lab} from './lab.js';
import type {LabContainer} from './lab-container.js';
import {
	findContainer, findImage, inspectFound, nameOf,
} from './lookup.js';
import {createSimulation} from './simulation.js';

export type PlaybackEngineOptions = {
	/** For people: the file. */
	readonly address: string;
	readonly isLocal: boolean;
	/** Milliseconds since 1970, in the recording. */
	readonly now: () => number;
};

/** An engine whose containers are those of a lab: looking shows what was recorded, and acting changes the lab in memory. */
export function createPlaybackEngine(lab: Lab, {address, isLocal, now}: PlaybackEngineOptions): Engine {
	const find = (id: string): LabContainer => findContainer(lab, id, address);

	return {
		address,
		isLocal,
		...createSimulation(lab, {address, now}),
		async readInfo() {
			const known = lab.info();
			if (known !== undefined) {
				return known;
			}

			// The recorder asks for it first of all, but not before it has begun.
			return new Promise(resolve => {
				const unsubscribe = lab.infos.subscribe(info => {
					unsubscribe();
					resolve(info);
				});
			});
		},
		async listContainers() {
			return lab.containers.values().map(container => ({...inspectFound(container, address).container, detail: undefined})).toArray();
		},
		inspectContainer: async id => inspectFound(find(id), address),
		listImages: async () => lab.images(),
		inspectImage: async id => findImage(lab, id, address),
		async * watchEvents(signal, onOpen) {
			const events = follow(lab.events, signal);
			onOpen();
			yield * events;
		},
		watchStats() {
			throw new EngineError('unsupported', 'A recording has no other numbers than those it shows.');
		},
		async * watchLogs(id, {tail, signal, since = -Infinity, follow: isFollowing = true}) {
			const container = find(id);
			const news = isFollowing ? follow(lab.logs, signal) : [];
			yield * container.log.filter(({at = 0}) => at >= since).slice(-tail);
			for await (const {id: of, lines} of news) {
				if (of === container.id) {
					yield * lines;
				}
			}
		},
		listChanges: async id => find(id).changes,
		async readPod() {
			return undefined;
		},
		async measureWritableLayer() {
			return undefined;
		},
		async openShell(id) {
			throw new EngineError('unsupported', `${nameOf(find(id))} is a recording, so there is no shell in it.`);
		},
		close() {
			// It lives as long as the lab: a session that ends leaves it to the next one.
		},
	};
}
