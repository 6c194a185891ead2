import type {LogLine} from '../container.js';
import {formatError} from '../errors.js';
import {selectCgroupLine} from '../store/lists.js';
import type {CloseTarget} from '../store/looks.js';
import type {PageLine} from '../store/page.js';
import {selectSelectedRow} from '../store/selectors.js';
import type {State} from '../store/state.js';
import {cleanText} from '../text.js';
import {
	closeDialog, type Command, type Context, forSelected, startDialogTask,
} from './context.js';
import {openPage} from './page.js';

const logTail = 1000;
// Lines that come together are shown together: a flood must not become a frame each.
const logBatchMilliseconds = 40;

export const help: Command = ({store}) => {
	store.dispatch({type: 'dialog', dialog: {kind: 'help', offset: 0}});
};

export const notices: Command = ({store}) => {
	store.dispatch({type: 'dialog', dialog: {kind: 'notices', offset: 0}});
};

export const numbers: Command = ({store}) => {
	const state = store.getState();
	const panel = state.view.focus;
	store.dispatch({
		type: 'dialog', dialog: {
			kind: 'numbers', panel, target: panel === 'cgroups' ? targetCgroup(state) : targetContainer(state), offset: 0,
		},
	});
};

function targetCgroup(state: State): CloseTarget | undefined {
	const line = selectCgroupLine(state);
	return line && {kind: 'cgroup', path: line.path};
}

function targetContainer(state: State): CloseTarget | undefined {
	const row = selectSelectedRow(state);
	return row && {kind: 'container', id: row.container.id};
}

export const details: Command = forSelected((context, row) => {
	const {id, name} = row.container;
	void openPage(context, {key: `details ${id}`, title: `Details of ${name}`}, async () => readDetails(context, id));
});

export const logs: Command = forSelected((context, row) => {
	const {id} = row.container;
	const signal = startDialogTask(context);
	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'log', containerId: id, lines: [], problem: undefined, isEnded: false, linesFromEnd: 0, rowsBelow: 0,
		},
	});
	void followLog(context, id, signal);
});

export const close: Command = context => {
	closeDialog(context);
};

export const scrollUp: Command = context => {
	scrollBy(context, -1);
};

export const scrollDown: Command = context => {
	scrollBy(context, 1);
};

export const scrollPageUp: Command = context => {
	scrollBy(context, -pageLines(context));
};

export const scrollPageDown: Command = context => {
	scrollBy(context, pageLines(context));
};

export const scrollFirst: Command = context => {
	scrollBy(context, -Infinity);
};

export const scrollLast: Command = context => {
	scrollBy(context, Infinity);
};

// Header, notices and footer, and the border of the text.
const rowsAround = 5;

function pageLines({screenSize}: Context): number {
	return Math.max(1, screenSize().rows - rowsAround);
}

function scrollBy(context: Context, lines: number): void {
	const {dialog} = context.store.getState().view;
	if (dialog?.kind === 'log') {
		context.store.dispatch({type: 'logPlace', place: context.scrollLog(dialog, lines)});
	} else if (dialog !== undefined && 'offset' in dialog) {
		const most = Math.max(0, context.countViewLines() - pageLines(context));
		context.store.dispatch({type: 'dialogOffset', offset: Math.max(0, Math.min(dialog.offset + lines, most))});
	}
}

async function readDetails({engine}: Context, id: string): Promise<readonly PageLine[]> {
	const {document} = await engine.inspectContainer(id);
	return JSON.stringify(document, undefined, 2).split('\n').map(line => cleanText(line));
}

async function followLog({store, engine}: Context, id: string, signal: AbortSignal): Promise<void> {
	let batch: LogLine[] = [];
	let timer: NodeJS.Timeout | undefined;
	const flush = (): void => {
		clearTimeout(timer);
		timer = undefined;
		if (batch.length > 0 && !signal.aborted) {
			store.dispatch({type: 'logLines', containerId: id, lines: batch});
			batch = [];
		}
	};

	let problem: string | undefined;
	try {
		for await (const line of engine.watchLogs(id, {tail: logTail, signal})) {
			batch.push(line);
			timer ??= setTimeout(flush, logBatchMilliseconds);
		}
	} catch (error) {
		problem = formatError(error);
	}

	flush();
	if (!signal.aborted) {
		store.dispatch({type: 'logEnded', containerId: id, problem});
	}
}
