import type {CommandId} from '../keymap.js';
import {fold, toggleFold, unfold} from './cgroups.js';
import {
	accept, cancel, confirm, decline, menuDown, menuUp, sort,
} from './choose.js';
import {explainNamespace, kindBefore, nextKind} from './namespaces.js';
import {signalProcess} from './process-signal.js';
import {explainConfinement} from './confinement.js';
import {
	kill, pause, remove, restart, start, stop,
} from './container.js';
import {type Command, closeDialog, forSelected} from './context.js';
import {drift} from './drift.js';
import {
	all, escape, fieldAccept, fieldCancel, filter,
} from './filter.js';
import {limits, limitsApply, limitsCancel, limitsClear, limitsDown, limitsUp} from './limits.js';
import {
	down, first, last, mark, markAll, nextPanel, pageDown, pageUp, panel, previousPanel, up, zoom,
} from './move.js';
import {
	planBack, planCancel, planChanges, planClose, planCopy, planDependents, planGo, planImage, planSave, planScrollDown, planScrollFirst, planScrollLast, planScrollPageDown,
	planScrollPageUp, planScrollUp, planVolumes,
} from './plan.js';
import {record} from './record.js';
import {
	replayFaster, replayNextEvent, replayPause, replayPreviousEvent, replaySlower, replayStep, replayTime,
} from './replay.js';
import {startOver} from './start-over.js';
import {undo} from './undo.js';
import {
	close, details, help, logs, notices, numbers, scrollDown, scrollFirst, scrollLast, scrollPageDown, scrollPageUp, scrollUp,
} from './view.js';

const quit: Command = context => {
	closeDialog(context);
	context.quit();
};

const shell: Command = forSelected((context, row) => {
	void context.openShell(row);
});

/** What each key does; an id of `keymap.ts` without an entry here does not compile. */
export const commands: Readonly<Record<CommandId, Command>> = {
	start, stop, restart, kill, startOver, pause, remove, shell, logs, details, limits, undo, drift, mark, markAll,
	unfold, fold, toggleFold, cgroupNumbers: numbers,
	kindBefore, nextKind, explainNamespace, signalProcess, explainConfinement,
	up, down, pageUp, pageDown, first, last, nextPanel, previousPanel, panel, zoom,
	all, filter, sort, numbers, notices, help, escape, quit, interrupt: quit,
	close, scrollUp, scrollDown, scrollPageUp, scrollPageDown, scrollFirst, scrollLast,
	menuUp, menuDown, accept, cancel, confirm, decline,
	planBack, planGo, planSave, planVolumes, planImage, planDependents, planChanges, planCopy,
	planScrollUp, planScrollDown, planScrollPageUp, planScrollPageDown, planScrollFirst, planScrollLast, planCancel, planClose, planEnd: planClose,
	limitsUp, limitsDown, limitsClear, limitsApply, limitsCancel,
	fieldAccept, fieldCancel, record,
	replayPause, replayFaster, replaySlower, replayStep, replayNextEvent, replayPreviousEvent, replayTime,
};
