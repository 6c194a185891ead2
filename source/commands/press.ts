import {findBinding} from '../keymap.js';
import {selectScopes} from '../store/scopes.js';
import {commands} from './commands.js';
import type {Context} from './context.js';

const longestField = 200;

/** Does what a key means now; in a text field, what is no key of it is text. */
export function pressKey(context: Context, key: string): void {
	const {store} = context;
	const binding = findBinding(key, selectScopes(store.getState()));
	if (binding !== undefined) {
		commands[binding.id](context, key);
		return;
	}

	const {dialog} = store.getState().view;
	if (dialog?.kind === 'limits') {
		store.dispatch({type: 'fieldText', text: editText(dialog.texts[dialog.field], key)});
	} else if (dialog?.kind === 'filter' || dialog?.kind === 'time') {
		store.dispatch({type: 'fieldText', text: editText(dialog.text, key)});
	}
}

/** The text after a key: a character is added, Backspace takes the last one. */
function editText(text: string, key: string): string {
	if (key === 'backspace' || key === 'delete') {
		return [...text].slice(0, -1).join('');
	}

	const character = key === 'space' ? ' ' : key;
	return [...character].length === 1 ? (text + character).slice(0, longestField) : text;
}
