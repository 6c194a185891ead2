import {showPanel} from '../layout.js';
import {countLost} from '../losses.js';
import type {WorldAction} from './actions.js';
import {appendPasts, keepPasts} from './cgroup-pasts.js';
import {addNotices} from './notices.js';
import {
	changeRow, mergeList, reduceContainers, reduceOutOfMemory,
} from './reduce-containers.js';
import {reduceLooks} from './reduce-looks.js';
import {reduceTick} from './reduce-tick.js';
import {
	findSelected, isLive, selectSelectedIndex, selectVisibleRows,
} from './selectors.js';
import {nothingKnown, type State, type View} from './state.js';

const rowsHeld = 10;

/** The next state after news from the engine or the kernel. Pure, but for the buffers that histories share. */
export function reduceWorld(state: State, action: WorldAction): State {
	switch (action.type) {
		case 'connected': {
			return {...state, engine: action.engine, connection: {status: 'connected', address: state.connection.address}};
		}

		case 'connectionLost': {
			const {problem, retryAt} = action;
			return {
				...state,
				view: state.isListed ? state.view : standIn(state.view),
				connection: {
					status: 'lost', address: state.connection.address, problem, retryAt,
				},
			};
		}

		case 'listed': {
			return keepPlace(state, {
				...state, isListed: true, rows: mergeList(state.rows, action.containers), view: standDown(state.view),
			});
		}

		case 'containersChanged': {
			return keepPlace(state, reduceContainers(state, action.containers, action.gone));
		}

		case 'imagesListed': {
			return {...state, images: action.images};
		}

		case 'hostNamespaces': {
			return {...state, hostNamespaces: action.namespaces};
		}

		case 'tick': {
			const lookedAt = action.isEarly ? state.lookedAt : action.now;
			const ticked = reduceTick({...state, lookedAt}, action);
			const looked = action.looks === undefined ? ticked : reduceLooks(ticked, action.looks, state);
			return action.isEarly ? looked : holdSelection(appendPasts(looked));
		}

		case 'looked': {
			return keepPasts(reduceLooks(state, action.looks));
		}

		case 'drift': {
			const {losses} = action;
			return changeRow(state, action.containerId, {driftPaths: losses && countLost(losses)});
		}

		case 'outOfMemory': {
			return reduceOutOfMemory(state, action.containerId);
		}

		case 'lastWords': {
			return changeRow(state, action.containerId, {lastWords: action.text});
		}

		case 'pending': {
			return changeRow(state, action.containerId, {pending: action.text});
		}

		case 'notice': {
			return {...state, notices: addNotices(state.notices, [action.notice])};
		}

		case 'playback': {
			return {...state, playback: action.playback};
		}

		case 'jumped': {
			return {
				...state, ...nothingKnown(), notices: [],
			};
		}

		case 'recordingTo': {
			return {...state, recordingTo: action.path};
		}
	}
}

/**
 * Until somebody selects one, the selection stays with the container that was first, as long as that is among the first: panels about it must
 * not be about another at every change of order, nor must the list scroll down with it.
 */
function holdSelection(state: State): State {
	const {view} = state;
	if (view.isChosen || view.dialog !== undefined) {
		return state;
	}

	const visible = selectVisibleRows(state);
	const [first] = visible;
	// Before there are numbers the order is not the one that is wanted.
	return first?.sample?.cpu?.percent === undefined || visible.slice(0, rowsHeld).some(({container}) => container.id === view.selectedId)
		? state
		: {...state, view: {...view, selectedId: first.container.id}};
}

/** When the selected container goes away, the selection stays at its place in the list. It may come back: undo brings it. */
function keepPlace(before: State, after: State): State {
	const [was, is] = [findSelected(before), findSelected(after)];
	const hasEnded = was !== undefined && isLive(was) && (is === undefined || !isLive(is));
	const isGone = was !== undefined && is === undefined;
	// What is removed while it runs ends first, and has gone down the list when it is gone.
	return hasEnded || (isGone && before.view.place === undefined)
		? {...after, view: {...after.view, place: selectSelectedIndex(before)}}
		: after;
}

/** Without an engine the machine's cgroups are what there is to see; who has chosen a panel stays there. */
function standIn(view: View): View {
	return view.isUntouched ? {...view, focus: 'cgroups', shown: showPanel(view.shown, 'cgroups')} : view;
}

/** Now there are containers. */
function standDown(view: View): View {
	return view.isUntouched ? {...view, focus: 'containers', shown: showPanel(view.shown, 'images')} : view;
}
