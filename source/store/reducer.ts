import type {Action, WorldAction} from './actions.js';
import {reduceView} from './reduce-view.js';
import {reduceWorld} from './reduce-world.js';
import type {State} from './state.js';

const worldActions: Readonly<Record<WorldAction['type'], true>> = {
	connected: true,
	connectionLost: true,
	listed: true,
	containersChanged: true,
	imagesListed: true,
	hostNamespaces: true,
	tick: true,
	looked: true,
	drift: true,
	lastWords: true,
	outOfMemory: true,
	pending: true,
	notice: true,
	playback: true,
	jumped: true,
	recordingTo: true,
};

/** The next state. */
export function reduce(state: State, action: Action): State {
	return isWorldAction(action) ? reduceWorld(state, action) : reduceView(state, action);
}

function isWorldAction(action: Action): action is WorldAction {
	return Object.hasOwn(worldActions, action.type);
}
