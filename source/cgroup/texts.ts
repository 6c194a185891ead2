import type {FileText} from '../metrics/reading.js';
import {createFolder, type Folder} from './folder.js';
import type {Lens} from './read.js';

/** Notes every text that numbers are made of, to show where they come from. */
export type TextKeeper = {
	readonly lens: Lens;
	/** The files of the last read, each with the text that was read of it. */
	readonly list: () => readonly FileText[];
	/** Forgets them, before the next read. */
	readonly clear: () => void;
};

/** A lens that lets everything through and keeps it. */
export function createTextKeeper(): TextKeeper {
	const texts = new Map<string, string>();
	const keep = (read: Folder['read'], folder: string): Folder['read'] => name => {
		const text = read(name);
		if (text !== undefined) {
			texts.set(`${folder}/${name}`, text);
		}

		return text;
	};

	return {
		lens: (folder, path) => createFolder(keep(folder.read, path), keep(folder.readSetting, path)),
		list: () => Array.from(texts, ([path, text]) => ({path, text})),
		clear() {
			texts.clear();
		},
	};
}
