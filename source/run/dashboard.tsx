import {Buffer} from 'node:buffer';
import {hostname} from 'node:os';
import process from 'node:process';
import {setFlagsFromString} from 'node:v8';
import {render} from 'ink';
import {App, type Screen} from '../app.js';
import {closeDialog, type Context, tell} from '../commands/context.js';
import {pressKey} from '../commands/press.js';
import {stopRecording} from '../commands/record.js';
import {formatError} from '../errors.js';
import {arrange, isLarge} from '../layout.js';
import {log} from '../log.js';
import type {CommonOptions} from '../options.js';
import {listDriftShown} from '../panels/containers.js';
import {measurePlan} from '../panels/dialogs.js';
import {scrollLog} from '../panels/log.js';
import {countViewLines, isView} from '../panels/views.js';
import {startRecorder} from '../recording/recorder.js';
import type {Row} from '../store/state.js';
import {frameCells} from '../ui/frame.js';
import {createPainter, type Painter} from '../ui/painter.js';
import {createTheme} from '../ui/theme.js';
import {selectV8Flags} from '../v8-flags.js';
import {journalFolder} from '../start-over/journal.js';
import {exitCodeOf, onSignals} from './exit-code.js';
import {
	awaitUnderWay, describeKept, discardOld, keepStartOvers,
} from './kept-containers.js';
import {runShell} from './shell.js';
import {openWorld, type World} from './world.js';

export type DashboardOptions = CommonOptions & {
	readonly keepMinutes: number | undefined;
	/** Where start overs keep what undo needs; undefined is where it always is. */
	readonly journalFolder?: string;
};

// Where Node could not be started with them.
for (const flag of selectV8Flags(process.versions.node)) {
	setFlagsFromString(flag);
}

/** Opens the dashboard and resolves with the exit code when it is left; the terminal is then as it was. */
export async function runDashboard(options: DashboardOptions, world: World = openWorld(options)): Promise<number> {
	const {store, engine, clock} = world;
	const theme = createTheme({...options, hasEmphasis: true});
	const painter = createPainter(process.stdout);
	let screen: Screen | undefined;
	const leaving = new AbortController();
	let exitCode = 0;
	let crash: unknown;

	const context: Context = {
		store,
		engine,
		now: clock.now,
		procRoot: options.procRoot,
		journalFolder: options.journalFolder ?? journalFolder(),
		keepMinutes: options.keepMinutes,
		oldLimits: new Map(),
		player: world.player,
		startRecorder: createStartRecorder(world),
		recording: {recorder: undefined},
		dialogTask: {controller: undefined},
		underWay: new Set(),
		screenSize: () => ({columns: process.stdout.columns, rows: process.stdout.rows}),
		countViewLines() {
			const state = store.getState();
			const {dialog} = state.view;
			return isView(dialog) && dialog.kind !== 'log' ? countViewLines(state, dialog, process.stdout.columns, theme) : 0;
		},
		scrollLog(dialog, by) {
			const {columns, rows} = process.stdout;
			const {width, height} = arrange(columns, rows, store.getState().view).body;
			return scrollLog(dialog, by, {width: width - frameCells, rows: height - frameCells});
		},
		measurePlan() {
			const {view} = store.getState();
			const {columns, rows} = process.stdout;
			return view.dialog?.kind === 'plan' ? measurePlan(view.dialog, arrange(columns, rows, view).body, theme) : {shown: 0, hidden: 0};
		},
		copy: copyToTerminal,
		openShell: async row => openShell(context, row, {screen, painter, signal: leaving.signal}),
		quit() {
			leave(0);
		},
	};

	const app = render(
		<App
			store={store}
			theme={theme}
			painter={painter}
			onKey={key => {
				pressKey(context, key);
				painter.hurry();
			}}
			onReady={ready => {
				screen = ready;
			}}
		/>,
		{
			alternateScreen: true, exitOnCtrlC: false, patchConsole: false, interactive: true, onRender: painter.onRender,
		},
	);
	const leave = (code: number): void => {
		exitCode = code;
		leaving.abort();
		app.unmount();
	};

	const onCrash = (error: unknown): void => {
		crash = error;
		log('crash', error);
		leave(1);
	};

	const releaseSignals = onSignals(leave, ['SIGINT', 'SIGTERM']);
	const releaseHangUp = onSignals(leave, ['SIGHUP']);
	// A terminal that is closed sends SIGHUP only to the programs that it controls (not to one behind setsid, or in a container).
	const onHangUp = (): void => {
		leave(exitCodeOf('SIGHUP'));
	};

	process.stdin.once('end', onHangUp);
	process.stdin.on('error', onHangUp);
	process.stdout.on('error', onHangUp);
	// Node itself would write them over the screen.
	process.removeAllListeners('warning');
	process.on('warning', warning => {
		log('warning', warning);
	});
	process.on('uncaughtException', onCrash);
	process.on('unhandledRejection', onCrash);
	const tellScreen = (): void => {
		store.dispatch({type: 'screen', isLarge: isLarge(process.stdout.columns, process.stdout.rows)});
	};

	tellScreen();
	process.stdout.on('resize', tellScreen);
	const unsubscribe = store.subscribe(painter.schedule);
	const stopSession = world.begin(() => {
		const state = store.getState();
		const {columns, rows} = process.stdout;
		const placed = isView(state.view.dialog) ? undefined : arrange(columns, rows, state.view).panels.find(({id}) => id === 'containers');
		return placed === undefined ? [] : listDriftShown(state, placed.box, theme);
	});
	const stopKeeping = keepStartOvers(context, clock);
	try {
		await app.waitUntilExit();
	} catch (error) {
		onCrash(error);
	} finally {
		unsubscribe();
		process.stdout.off('resize', tellScreen);
		stopKeeping();
		painter.close();
		// What is only being planned does not begin any more.
		closeDialog(context);
		await stopRecording(context);
		// Who asks once more does not want to wait.
		releaseSignals();
		await awaitUnderWay(context);
		if (crash === undefined) {
			await discardOld(context);
		}

		stopSession();
		releaseHangUp();
	}

	if (crash !== undefined) {
		const kept = await describeKept(context);
		process.stderr.write(`dockdash: it broke (${formatError(crash)}); that changed nothing in your containers.${kept} DOCKDASH_LOG=FILE keeps the details.\n`);
	}

	return exitCode;
}

/** Undefined where there is nothing live to record. */
function createStartRecorder({tap, clock, store, hostNamespaces}: World): Context['startRecorder'] {
	return tap && (async path => startRecorder({
		tap, path, clock, hostNamespaces, isOverwriting: false, hasSecrets: false, hasLogs: false, hostName: hostname(), intervalMilliseconds: store.getState().intervalMilliseconds,
	}));
}

/** OSC 52: most terminals put the text on their clipboard, the others ignore it. */
function copyToTerminal(text: string): void {
	process.stdout.write(`\u{1B}]52;c;${Buffer.from(text).toString('base64')}\u{7}`);
}

type ShellSurroundings = {
	readonly screen: Screen | undefined;
	readonly painter: Painter;
	/** Aborted when dockdash is left. */
	readonly signal: AbortSignal;
};

async function openShell(context: Context, {container}: Row, {screen, painter, signal}: ShellSurroundings): Promise<void> {
	const {id, name, status} = container;
	if (status !== 'running') {
		tell(context, 'info', `${name} does not run, so there is no shell in it.`, 's starts it');
		return;
	}

	let problem: string | undefined;
	painter.pause();
	await screen?.suspend(async () => {
		try {
			problem = await runShell(context.engine, id, name, signal);
		} catch (error) {
			problem = `No shell in ${name}: ${formatError(error)}`;
		}
	});
	painter.resume();
	if (problem !== undefined) {
		tell(context, 'bad', problem);
	}
}
