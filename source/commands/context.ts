import type {LimitsUpdate} from '../container.js';
import type {Engine} from '../engine/engine.js';
import type {Player} from '../recording/player.js';
import type {Recorder} from '../recording/recorder.js';
import {selectChosenRows, selectMarkedRows, selectSelectedRow} from '../store/selectors.js';
import type {Dialog, LogPlace, Row, Severity} from '../store/state.js';
import type {Store} from '../store/store.js';

/** What goes on with containers, and is not to be cut off when dockdash is left. */
export type UnderWay = {
	/** As a sentence names it: `the start over of web`. */
	readonly what: string;
	/** Settles when it has ended, with a sentence for each container. */
	readonly ended: Promise<readonly string[]>;
	/** Of a start over: the container whose start over has not ended and would be undone together with one of these. */
	readonly findUnfinished?: (names: readonly string[]) => string | undefined;
};

/** What commands work with; made by `cli.tsx`. */
export type Context = {
	readonly store: Store;
	readonly engine: Engine;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Cells of the screen. */
	readonly screenSize: () => {readonly columns: number; readonly rows: number};
	/** How many lines the open view has to scroll through, unless it is a log. */
	readonly countViewLines: () => number;
	/** Where that log is looked at once it is scrolled by so many rows, up where they are negative. */
	readonly scrollLog: (log: Extract<Dialog, {kind: 'log'}>, by: number) => LogPlace;
	/** How many lines of the open plan its box has room for, and how many it has no room for. */
	readonly measurePlan: () => {readonly shown: number; readonly hidden: number};
	/** Steps aside for a shell in the container, and comes back. */
	readonly openShell: (row: Row) => Promise<void>;
	/** Asks the terminal to put a text on its clipboard. */
	readonly copy: (text: string) => void;
	/** Where the machine's /proc is. */
	readonly procRoot: string;
	/** Where start overs keep what undo needs. */
	readonly journalFolder: string;
	/** How long old containers are kept for undo; undefined is until dockdash is left. */
	readonly keepMinutes: number | undefined;
	/** What puts back the limits that were changed here, by container id, the last change last. */
	readonly oldLimits: Map<string, LimitsUpdate[]>;
	/** What plays the recording that is shown; undefined is live. */
	readonly player: Player | undefined;
	/** Records to that file what comes from the engine and the kernel; undefined where a recording is shown. */
	readonly startRecorder: ((path: string) => Promise<Recorder>) | undefined;
	/** The recording that goes on, or is about to. */
	readonly recording: {recorder: Promise<Recorder> | undefined};
	/** What leaving waits for. */
	readonly underWay: Set<UnderWay>;
	readonly quit: () => void;
	/** What goes on for the open dialog, ended when it closes. */
	readonly dialogTask: {controller: AbortController | undefined};
};

/** Does what a key asks for; `key` is the one that was pressed. */
export type Command = (context: Context, key: string) => void;

/** A command for the selected container, which then stays selected wherever it moves in the list; does nothing when there is none. */
export function forSelected(run: (context: Context, row: Row) => void): Command {
	return context => {
		const row = selectSelectedRow(context.store.getState());
		if (row !== undefined) {
			context.store.dispatch({type: 'select', containerId: row.container.id});
			run(context, row);
		}
	};
}

/**
 * A command for the marked containers, or where none is marked for the selected one, which then stays selected whatever becomes of it; does
 * nothing when there is none.
 */
export function forChosen(run: (context: Context, rows: readonly Row[]) => void): Command {
	return context => {
		const {store} = context;
		const rows = selectChosenRows(store.getState());
		if (rows.length > 0) {
			if (selectMarkedRows(store.getState()).length === 0) {
				store.dispatch({type: 'select', containerId: rows[0]?.container.id});
			}

			run(context, rows);
		}
	};
}

const namesShown = 8;

/** The names of containers for a sentence: `web, db and 12 more`. */
export function formatNames(rows: readonly Row[]): string {
	return joinNames(rows.map(({container}) => container.name));
}

/** The same for names: `web, db and 12 more`. */
export function joinNames(names: readonly string[]): string {
	const more = names.length - namesShown;
	return more > 1 ? `${names.slice(0, namesShown).join(', ')} and ${more} more` : names.join(', ');
}

/** Tells the user something in the notice line; what was done to a recorded container is marked as not real. */
export function tell(context: Context, severity: Severity, text: string, hint = ''): void {
	const isSimulated = severity === 'good' && context.player !== undefined;
	context.store.dispatch({
		type: 'notice', notice: {
			at: context.now(), severity, text: isSimulated ? `(simulated) ${text}` : text, hint,
		},
	});
}

/** Resolves when that has ended; leaving waits for it. */
export async function keepUnderWay({underWay}: Context, one: UnderWay): Promise<void> {
	underWay.add(one);
	try {
		await one.ended;
	} finally {
		underWay.delete(one);
	}
}

/** The open dialog, if it is one of that kind. */
export function openDialog<Kind extends Dialog['kind']>({store}: Context, kind: Kind): Extract<Dialog, {kind: Kind}> | undefined {
	const {dialog} = store.getState().view;
	return dialog?.kind === kind ? dialog as Extract<Dialog, {kind: Kind}> : undefined;
}

/** Ends what goes on for the open dialog, and closes it. */
export function closeDialog(context: Context): void {
	context.dialogTask.controller?.abort();
	context.dialogTask.controller = undefined;
	context.store.dispatch({type: 'dialog', dialog: undefined});
}

/** A signal that ends with the dialog that is being opened. */
export function startDialogTask(context: Context): AbortSignal {
	context.dialogTask.controller?.abort();
	context.dialogTask.controller = new AbortController();
	return context.dialogTask.controller.signal;
}
