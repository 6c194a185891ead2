import type {Image} from '../container.js';
import type {State} from './state.js';

/** One line of the image list: an image under one of its names. */
export type OrderedImage = {
	readonly image: Image;
	readonly name: {readonly repository: string; readonly tag: string} | undefined;
	/** Steps below the named image that was built on it; 0 for all but intermediate images. */
	readonly depth: number;
};

let lastImages: {readonly images: State['images']; readonly ordered: readonly OrderedImage[]} | undefined;

/** Named images a to z, each followed by the intermediate images it was built on; then the dangling ones with theirs. */
export function selectOrderedImages({images}: State): readonly OrderedImage[] {
	if (lastImages === undefined || lastImages.images !== images) {
		lastImages = {images, ordered: orderImages(images ?? [])};
	}

	return lastImages.ordered;
}

let lastUsers: {readonly rows: State['rows']; readonly users: ReadonlyMap<string, number>} | undefined;

/** How many containers were made from each image, by image id. */
export function selectImageUsers({rows}: State): ReadonlyMap<string, number> {
	if (lastUsers?.rows === rows) {
		return lastUsers.users;
	}

	const users = new Map<string, number>();
	for (const {container} of rows.values()) {
		users.set(container.imageId, (users.get(container.imageId) ?? 0) + 1);
	}

	lastUsers = {rows, users};
	return users;
}

function orderImages(images: readonly Image[]): readonly OrderedImage[] {
	const byId = new Map(images.map(image => [image.id, image]));
	const placed = new Set<string>();
	const ordered: OrderedImage[] = [];
	const place = (image: Image): void => {
		const names = image.tags.length === 0 ? [undefined] : image.tags.map(tag => splitName(tag));
		ordered.push(...names.map(name => ({image, name, depth: 0})));
		placed.add(image.id);
		let parent = byId.get(image.parentId ?? '');
		for (let depth = 1; parent?.kind === 'intermediate' && !placed.has(parent.id); depth++) {
			ordered.push({image: parent, name: undefined, depth});
			placed.add(parent.id);
			parent = byId.get(parent.parentId ?? '');
		}
	};

	const tagged = images.filter(({kind}) => kind === 'tagged').toSorted((one, other) => (one.tags[0] ?? '').localeCompare(other.tags[0] ?? ''));
	const rest = images.filter(({kind}) => kind === 'dangling').toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0));
	for (const image of [...tagged, ...rest]) {
		place(image);
	}

	for (const image of images) {
		if (!placed.has(image.id)) {
			ordered.push({image, name: undefined, depth: 0});
		}
	}

	return ordered;
}

/** `registry:5000/name:tag`: the tag is what follows the last colon, if no slash does. */
function splitName(reference: string): {readonly repository: string; readonly tag: string} {
	const colon = reference.lastIndexOf(':');
	return colon > reference.lastIndexOf('/') && colon > 0
		? {repository: reference.slice(0, colon), tag: reference.slice(colon + 1)}
		: {repository: reference, tag: ''};
}
