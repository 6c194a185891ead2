import {PassThrough} from 'node:stream';
import type {ExecutionContext} from 'ava';
import {Box, render, type DOMElement} from 'ink';
import {createRef} from 'react';
import {App, type Screen} from '../../source/app.js';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
import type {Action} from '../../source/store/actions.js';
import {createStore, type Store} from '../../source/store/store.js';
import {createPainter, type Painter} from '../../source/ui/painter.js';
import {createTheme} from '../../source/ui/theme.js';
import {createEmulator, type Emulator} from './emulator.js';
import {createScriptedEngine} from './scripted-engine.js';
import {makeLab} from './states.js';

/** The whole screen on an emulated terminal, showing a lab; nothing of the world is behind it. */
export type ShownApp = {
	readonly emulator: Emulator;
	readonly store: Store;
	/** Undefined where everything is text. */
	readonly painter: Painter | undefined;
	/** How many frames Ink has written. */
	readonly countInkFrames: () => number;
	/** How many elements and texts Ink lays out. */
	readonly countNodes: () => number;
	/** Presses keys by their names, one after the other. */
	readonly press: (...keys: readonly string[]) => Promise<void>;
	readonly dispatch: (action: Action) => Promise<void>;
	readonly resize: (columns: number, rows: number) => Promise<void>;
	/** Lets another program have the terminal, and comes back. */
	readonly suspend: (program: () => void) => Promise<void>;
};

export type AppOptions = {
	/** True writes past React, as live; false is all text. */
	readonly isPainted: boolean;
	readonly columns?: number;
	readonly rows?: number;
};

export async function openApp(t: ExecutionContext, {isPainted, columns = 160, rows = 48}: AppOptions): Promise<ShownApp> {
	const emulator = createEmulator(columns, rows);
	const store = createStore(makeLab({isShowingAll: true}));
	const painter = isPainted ? createPainter(emulator.stdout) : undefined;
	const context = createContext(store, emulator);
	let inkFrames = 0;
	let screen: Screen | undefined;
	const frame = createRef<DOMElement>();
	const ink = render(
		<Box ref={frame}>
			<App
				store={store}
				theme={createTheme({hasColor: true, isAscii: false})}
				painter={painter}
				onKey={() => undefined}
				onReady={ready => {
					screen = ready;
				}}
			/>
		</Box>,
		{
			stdout: emulator.stdout, stdin: createKeyboard(), interactive: true, alternateScreen: true, exitOnCtrlC: false, patchConsole: false,
			onRender() {
				inkFrames++;
				painter?.onRender();
			},
		},
	);
	t.teardown(() => {
		ink.unmount();
		painter?.close();
		emulator.close();
	});
	const settle = async (): Promise<void> => {
		await ink.waitUntilRenderFlush();
		painter?.paint();
	};

	await settle();
	return {
		emulator,
		store,
		painter,
		countInkFrames: () => inkFrames,
		countNodes: () => frame.current === null ? 0 : countBelow(frame.current),
		async press(...keys) {
			for (const key of keys) {
				pressKey(context, key);
				await settle();
			}
		},
		async dispatch(action) {
			store.dispatch(action);
			await settle();
		},
		async resize(newColumns, newRows) {
			emulator.resize(newColumns, newRows);
			await settle();
		},
		async suspend(program) {
			painter?.pause();
			await screen?.suspend(async () => {
				program();
			});
			painter?.resume();
			await settle();
		},
	};
}

function countBelow(element: DOMElement): number {
	let count = 0;
	for (const child of element.childNodes) {
		count += 1 + ('childNodes' in child ? countBelow(child) : 0);
	}

	return count;
}

/** A terminal's keyboard that nobody touches. */
function createKeyboard(): NodeJS.ReadStream {
	const keyboard = Object.assign(new PassThrough(), {isTTY: true});
	return Object.assign(keyboard, {setRawMode: () => keyboard, ref: () => keyboard, unref: () => keyboard}) as unknown as NodeJS.ReadStream;
}

function createContext(store: Store, {stdout}: Emulator): Context {
	return {
		store,
		engine: createScriptedEngine().engine,
		now: () => store.getState().now,
		screenSize: () => ({columns: stdout.columns, rows: stdout.rows}),
		countViewLines: () => 100,
		scrollLog: () => ({linesFromEnd: 0, rowsBelow: 0}),
		measurePlan: () => ({shown: 1, hidden: 0}),
		openShell: async () => undefined,
		copy: () => undefined,
		procRoot: '/proc',
		journalFolder: '/nowhere',
		keepMinutes: undefined,
		oldLimits: new Map(),
		player: undefined,
		startRecorder: undefined,
		recording: {recorder: undefined},
		quit: () => undefined,
		dialogTask: {controller: undefined},
		underWay: new Set(),
	};
}
