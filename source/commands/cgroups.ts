import {parentOf} from '../metrics/cgroups.js';
import {selectCgroupLines, type CgroupLine} from '../store/cgroups.js';
import {selectCgroupLine} from '../store/lists.js';
import type {Command, Context} from './context.js';
import {followCgroup} from './move.js';

export const unfold: Command = forLine((context, line) => {
	if (line.isOpen === false) {
		setFold(context, line, true);
	} else if (line.isOpen === true) {
		goTo(context, line.children.at(0));
	}
});

export const fold: Command = forLine((context, line) => {
	if (line.isOpen === true) {
		setFold(context, line, false);
	} else {
		goTo(context, parentOf(line.path));
	}
});

export const toggleFold: Command = forLine((context, line) => {
	if (line.isOpen !== undefined) {
		setFold(context, line, !line.isOpen);
	}
});

/** A command for the selected line of the tree. */
function forLine(run: (context: Context, line: CgroupLine) => void): Command {
	return context => {
		const line = selectCgroupLine(context.store.getState());
		if (line !== undefined) {
			run(context, line);
		}
	};
}

function setFold({store}: Context, {path}: CgroupLine, isOpen: boolean): void {
	store.dispatch({type: 'fold', path, isOpen});
}

function goTo({store}: Context, path: string | undefined): void {
	const index = selectCgroupLines(store.getState()).findIndex(line => line.path === path);
	if (index !== -1) {
		store.dispatch({type: 'cursor', panel: 'cgroups', index});
		followCgroup(store);
	}
}
