import type {Scope} from '../keymap.js';
import type {PanelId} from '../layout.js';
import type {Dialog, State} from './state.js';

const dialogScopes: Readonly<Record<Dialog['kind'], readonly Scope[]>> = {
	help: ['view'],
	notices: ['view'],
	page: ['view'],
	numbers: ['view'],
	log: ['log', 'view'],
	menu: ['menu'],
	confirm: ['confirm'],
	plan: ['plan'],
	limits: ['limits'],
	filter: ['field'],
	time: ['field'],
};

/** Where keys mean something now, the nearest first. */
export function selectScopes({view, playback}: State): readonly Scope[] {
	if (view.dialog !== undefined) {
		return [...dialogScopes[view.dialog.kind], 'always'];
	}

	const scopes = scopesOf(view.focus);
	return playback?.kind === 'replay' ? ['replay', ...scopes] : scopes;
}

function scopesOf(focus: PanelId): readonly Scope[] {
	switch (focus) {
		case 'images': {
			return ['screen', 'always'];
		}

		// Its rows are not containers, or other ones than the selected: what acts on that one must not be a key away.
		case 'cgroups': {
			return ['tree', 'screen', 'always'];
		}

		case 'namespaces':
		case 'processes':
		case 'confinement': {
			return [focus, 'container', 'screen', 'always'];
		}

		default: {
			return ['container', 'screen', 'always'];
		}
	}
}
