import type {Scope} from '../keymap.js';
import type {PanelId} from '../layout.js';
import type {Dialog, State} from './state.js';

const dialogScopes: Readonly<Record<Exclude<Dialog['kind'], 'plan'>, readonly Scope[]>> = {
	help: ['view'],
	notices: ['view'],
	page: ['view'],
	numbers: ['view'],
	log: ['view'],
	menu: ['menu'],
	confirm: ['confirm'],
	limits: ['limits'],
	filter: ['field'],
	time: ['field'],
};

/** Where keys mean something now, the nearest first. */
export function selectScopes({view, playback}: State): readonly Scope[] {
	if (view.dialog !== undefined) {
		return [...scopesOfDialog(view.dialog), 'always'];
	}

	const scopes = scopesOf(view.focus);
	return playback?.kind === 'replay' ? ['replay', ...scopes] : scopes;
}

/** A plan that has not been made yet, or is being carried out, leaves nothing to choose; and the key that means go must not close it by being too early. */
function scopesOfDialog(dialog: Dialog): readonly Scope[] {
	if (dialog.kind !== 'plan') {
		return dialogScopes[dialog.kind];
	}

	switch (dialog.progress.phase) {
		case 'ready': {
			return dialog.isShowingChanges ? ['paths', 'plan', 'outcome'] : ['plan', 'outcome'];
		}

		case 'preparing':
		case 'running': {
			return ['outcome'];
		}

		case 'refused':
		case 'done': {
			return ['ended', 'outcome'];
		}
	}
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
