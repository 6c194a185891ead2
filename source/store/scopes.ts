import type {Scope} from '../keymap.js';
import type {Dialog, State} from './state.js';

const dialogScopes: Readonly<Record<Dialog['kind'], readonly Scope[]>> = {
	help: ['view'],
	notices: ['view'],
	page: ['view'],
	log: ['log', 'view'],
	menu: ['menu'],
	confirm: ['confirm'],
	plan: ['plan'],
	limits: ['limits'],
	filter: ['field'],
};

/** Where keys mean something now, the nearest first. */
export function selectScopes({view}: State): readonly Scope[] {
	if (view.dialog !== undefined) {
		return [...dialogScopes[view.dialog.kind], 'always'];
	}

	return view.focus === 'images' ? ['screen', 'always'] : ['container', 'screen', 'always'];
}
