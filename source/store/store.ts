import type {Action} from './actions.js';
import {reduce} from './reducer.js';
import type {State} from './state.js';

export type Dispatch = (action: Action) => void;

/** Holds the one state and tells its listeners when it has changed. */
export type Store = {
	readonly getState: () => State;
	readonly dispatch: Dispatch;
	/** Returns its undo. */
	readonly subscribe: (listener: () => void) => () => void;
};

/** A store that starts with this state. */
export function createStore(initial: State): Store {
	let state = initial;
	const listeners = new Set<() => void>();
	return {
		getState: () => state,
		dispatch(action) {
			const next = reduce(state, action);
			if (next === state) {
				return;
			}

			state = next;
			for (const listener of listeners) {
				listener();
			}
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
}
