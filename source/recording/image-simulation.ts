import {asDocument, asText} from '../engine/document.js';
import type {Engine} from '../engine/engine.js';
import {EngineError} from '../errors.js';
import type {Lab} from './lab.js';
import type {LabContainer} from './lab-container.js';
import {findContainer, findImage, nameOf} from './lookup.js';
import {randomId} from './make-container.js';

export type ImageSimulationOptions = {
	readonly address: string;
	/** Milliseconds since 1970, in the recording. */
	readonly now: () => number;
	/** Tells an event of a container. */
	readonly tell: (container: LabContainer, action: string) => void;
};

/** What an engine can do to images, done to a lab in memory. */
export function createImageSimulation(lab: Lab, {address, now, tell}: ImageSimulationOptions): Pick<Engine, 'commit' | 'removeImage'> {
	return {
		async commit(id, reference, labels) {
			const container = findContainer(lab, id, address);
			const imageId = asText(container.document['Image']);
			const newId = `sha256:${randomId()}`;
			const config = asDocument(container.document['Config']);
			lab.imageDocuments.set(newId, {
				...lab.imageDocuments.get(imageId),
				Id: newId,
				RepoTags: [reference],
				Created: new Date(now()).toISOString(),
				Config: {...config, Labels: {...asDocument(config['Labels']), ...labels}},
			});
			lab.setImages([...lab.images(), {
				id: newId, parentId: imageId, tags: [reference], digests: [], kind: 'tagged', createdAt: now(), sizeBytes: lab.images().find(image => image.id === imageId)?.sizeBytes ?? 0, labels,
			}]);
			tell(container, 'commit');
			return newId;
		},
		async removeImage(reference, force) {
			const image = findImage(lab, reference, address);
			const user = lab.containers.values().find(({document}) => document['Image'] === image['Id']);
			if (user !== undefined && !force) {
				throw new EngineError('conflict', `The image ${reference} is in use by ${nameOf(user)}.`);
			}

			lab.setImages(lab.images().filter(({id}) => id !== image['Id']));
			lab.imageDocuments.delete(asText(image['Id']));
		},
	};
}
