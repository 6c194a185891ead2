import {showPanel} from '../layout.js';
import type {ViewAction} from './actions.js';
import type {Dialog, State, View} from './state.js';

/** Lines of a log that are kept; older ones go. */
const logLinesKept = 5000;

/** The next state after a key or what answers it. */
export function reduceView(state: State, action: ViewAction): State {
	const view = reduce(state.view, action);
	return view === state.view ? state : {...state, view};
}

function reduce(view: View, action: ViewAction): View {
	switch (action.type) {
		case 'focus': {
			return {...view, focus: action.panel, isUntouched: false, shown: showPanel(view.shown, action.panel)};
		}

		case 'screen': {
			return {...view, isLarge: action.isLarge};
		}

		case 'zoom': {
			return {...view, isZoomed: action.isZoomed};
		}

		case 'select': {
			return {...view, selectedId: action.containerId, isChosen: true, place: undefined};
		}

		case 'cursor': {
			return {...view, isUntouched: false, cursors: {...view.cursors, [action.panel]: action.index}};
		}

		case 'fold': {
			return {...view, isUntouched: false, folds: new Map(view.folds).set(action.path, action.isOpen)};
		}

		case 'mark': {
			const {containerIds, isMarked} = action;
			const changed = new Set(containerIds);
			return {...view, marked: isMarked ? view.marked.union(changed) : view.marked.difference(changed)};
		}

		case 'namespaceKind': {
			return {...view, namespaceKind: action.kind};
		}

		case 'showAll': {
			return {...view, isShowingAll: action.isShowingAll};
		}

		case 'filter': {
			return {...view, filter: action.text};
		}

		case 'sort': {
			return {...view, sort: action.sort};
		}

		case 'dialog': {
			return {...view, dialog: action.dialog};
		}

		default: {
			const dialog = view.dialog === undefined ? undefined : reduceDialog(view.dialog, action);
			return dialog === view.dialog ? view : {...view, dialog};
		}
	}
}

/** An answer that comes when its dialog is closed, or another container's is open, changes nothing. */
function reduceDialog(dialog: Dialog, action: ViewAction): Dialog {
	switch (action.type) {
		case 'dialogIndex': {
			return dialog.kind === 'menu' ? {...dialog, index: action.index} : dialog;
		}

		case 'dialogOffset': {
			return 'offset' in dialog ? {...dialog, offset: action.offset} : dialog;
		}

		case 'logPlace': {
			return dialog.kind === 'log' ? {...dialog, ...action.place} : dialog;
		}

		case 'fieldText': {
			if (dialog.kind === 'limits') {
				return {...dialog, texts: {...dialog.texts, [dialog.field]: action.text}, progress: {phase: 'editing'}};
			}

			return dialog.kind === 'filter' || dialog.kind === 'time' ? {...dialog, text: action.text} : dialog;
		}

		case 'pageRead': {
			return dialog.kind === 'page' && dialog.key === action.key ? {...dialog, lines: action.lines} : dialog;
		}

		case 'limitsField': {
			return dialog.kind === 'limits' ? {...dialog, field: action.field} : dialog;
		}

		case 'limitsProgress': {
			return dialog.kind === 'limits' && dialog.containerId === action.containerId ? {...dialog, progress: action.progress} : dialog;
		}

		case 'logLines': {
			if (dialog.kind !== 'log' || dialog.containerId !== action.containerId) {
				return dialog;
			}

			const lines = [...dialog.lines, ...action.lines].slice(-logLinesKept);
			// Who has scrolled back goes on seeing the same lines while new ones arrive.
			const isFollowing = dialog.linesFromEnd === 0 && dialog.rowsBelow === 0;
			const linesFromEnd = isFollowing ? 0 : Math.min(dialog.linesFromEnd + action.lines.length, lines.length - 1);
			return {...dialog, lines, linesFromEnd};
		}

		case 'logEnded': {
			return dialog.kind === 'log' && dialog.containerId === action.containerId ? {...dialog, isEnded: true, problem: action.problem} : dialog;
		}

		case 'planChoices': {
			return dialog.kind === 'plan' ? {...dialog, choices: action.choices, progress: {phase: 'preparing'}, offset: 0} : dialog;
		}

		case 'planProgress': {
			return dialog.kind === 'plan' && dialog.containerIds === action.containerIds ? {...dialog, progress: action.progress} : dialog;
		}

		case 'planShowChanges': {
			return dialog.kind === 'plan' ? {...dialog, isShowingChanges: action.isShowingChanges, offset: 0} : dialog;
		}

		default: {
			return dialog;
		}
	}
}
