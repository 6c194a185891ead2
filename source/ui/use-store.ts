import {useSyncExternalStore} from 'react';
import type {State} from '../store/state.js';
import type {Store} from '../store/store.js';

/** What a selector makes of the state, renewed when it changes. The selector must return the same value for the same state. */
export function useStore<Value>(store: Store, select: (state: State) => Value): Value {
	return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
