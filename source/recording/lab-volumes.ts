import {asDocuments, asText} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {EngineError} from '../errors.js';
import type {Lab} from './lab.js';
import type {LabContainer} from './lab-container.js';
import {nameOf} from './lookup.js';

/** The volumes of a lab. A recording tells only of those that containers have. */
export type LabVolumes = {
	/** Remembers those that containers have now, before one that has them goes. */
	readonly note: () => void;
	/** Removes those without a name that the removed container of this document had, and no other has. */
	readonly removeAnonymous: (document: EngineDocument) => void;
	/** Throws `EngineError` when it is in use, or there is none of that name. */
	readonly remove: (name: string) => void;
};

/** `address` is for the sentences of errors. */
export function createLabVolumes({containers}: Lab, address: string): LabVolumes {
	const volumes = new Set<string>();

	const note = (): void => {
		for (const {document} of containers.values()) {
			for (const mount of asDocuments(document['Mounts'])) {
				if (mount['Type'] === 'volume') {
					volumes.add(asText(mount['Name']));
				}
			}
		}
	};

	const findUser = (volume: string): LabContainer | undefined => containers.values()
		.find(({document}) => asDocuments(document['Mounts']).some(mount => mount['Name'] === volume));

	return {
		note,
		removeAnonymous(document) {
			for (const mount of asDocuments(document['Mounts'])) {
				const name = asText(mount['Name']);
				const isAnonymous = /^[\da-f]{64}$/v.test(name);
				if (isAnonymous && findUser(name) === undefined) {
					volumes.delete(name);
				}
			}
		},
		remove(name) {
			const user = findUser(name);
			if (user !== undefined) {
				throw new EngineError('conflict', `The volume ${name} is in use by ${nameOf(user)}.`);
			}

			note();
			if (!volumes.delete(name)) {
				throw new EngineError('gone', `There is no volume ${name} in ${address}.`);
			}
		},
	};
}
