import {formatError} from '../errors.js';
import type {Page, PageLine} from '../store/page.js';
import type {Context} from './context.js';

/** Opens a full-height text at once, and fills it when it is read; what stands in the way is its text then. Never throws. */
export async function openPage({store}: Context, {key, title}: Pick<Page, 'key' | 'title'>, read: () => Promise<readonly PageLine[]>): Promise<void> {
	store.dispatch({
		type: 'dialog', dialog: {
			kind: 'page', key, title, lines: undefined, offset: 0,
		},
	});
	let lines: readonly PageLine[];
	try {
		lines = await read();
	} catch (error) {
		lines = [formatError(error)];
	}

	store.dispatch({type: 'pageRead', key, lines});
}
