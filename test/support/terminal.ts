import process from 'node:process';
import pty from '@lydell/node-pty';
import headless from '@xterm/headless';
import {readCells, readLines, type Cell} from './screen.js';

export type TerminalOptions = {
	readonly command: string;
	readonly args?: readonly string[];
	/** 80 columns and 24 rows where not told. */
	readonly columns?: number;
	readonly rows?: number;
	readonly folder?: string;
	/** Added to a bare environment of `PATH`, `HOME`, `LANG` and `TERM`: no `CI`, no `NO_COLOR`, no engine of the user. */
	readonly environment?: Readonly<Record<string, string | undefined>>;
};

export type Exit = {
	readonly code: number;
	/** Number of the signal that ended it, else 0. */
	readonly signal: number;
};

/** A program in a pseudo-terminal, and what a terminal would show of it. */
export type Terminal = {
	readonly pid: number;
	/** Types: text, or escape sequences as a keyboard sends them (see `keys`). */
	readonly press: (keys: string) => void;
	/** Waits until the screen shows the text, or is as the function wants it. Rejects with the screen after 10 s, or when the program has ended without it. */
	readonly waitFor: (expected: string | RegExp | ((lines: readonly string[]) => boolean), milliseconds?: number) => Promise<void>;
	/** The lines on screen, without spaces at their ends. */
	readonly lines: () => readonly string[];
	readonly cells: () => ReadonlyArray<readonly Cell[]>;
	readonly resize: (columns: number, rows: number) => void;
	readonly isAlternateScreen: () => boolean;
	readonly isCursorVisible: () => boolean;
	/** All that the program has written, escape sequences included. */
	readonly output: () => string;
	/** Resolves when the program has ended and all that it wrote is on the screen. */
	readonly exit: Promise<Exit>;
	/** Takes the terminal away, as when its window is closed or the connection to it breaks. */
	readonly hangUp: () => void;
	/** Kills what still runs; for `t.teardown`. */
	readonly close: () => Promise<void>;
};

/** What a keyboard sends. */
export const keys = {
	enter: '\r',
	escape: '\u{1B}',
	tab: '\t',
	shiftTab: '\u{1B}[Z',
	backspace: '\u{7F}',
	up: '\u{1B}[A',
	down: '\u{1B}[B',
	right: '\u{1B}[C',
	left: '\u{1B}[D',
	pageUp: '\u{1B}[5~',
	pageDown: '\u{1B}[6~',
	home: '\u{1B}[H',
	end: '\u{1B}[F',
	controlC: '\u{03}',
	/** Ctrl+U. */
	clear: '\u{15}',
} as const;

/** Runs a program in a terminal of its own, read through a terminal emulator. */
export function openTerminal({command, args = [], columns = 80, rows = 24, folder = process.cwd(), environment = {}}: TerminalOptions): Terminal {
	const emulator = new headless.Terminal({cols: columns, rows, allowProposedApi: true});
	const program = pty.spawn(command, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd: folder,
		env: removeUnset({PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', COLORTERM: 'truecolor', ...environment}),
	});

	let output = '';
	const isCursorVisible = watchCursor(emulator);
	let ended: Exit | undefined;
	const watchers = new Set<() => void>();
	const tellWatchers = (): void => {
		for (const watcher of watchers) {
			watcher();
		}
	};

	// Programs ask the terminal what it is and where its cursor stands.
	emulator.onData(answer => {
		if (ended === undefined) {
			program.write(answer);
		}
	});
	program.onData(text => {
		output += text;
		emulator.write(text, tellWatchers);
	});
	const exit = new Promise<Exit>(resolve => {
		program.onExit(({exitCode, signal = 0}) => {
			emulator.write('', () => {
				ended = {code: exitCode, signal};
				resolve(ended);
				tellWatchers();
			});
		});
	});

	const lines = (): readonly string[] => readLines(emulator);

	return {
		pid: program.pid,
		exit,
		lines,
		press(typed) {
			program.write(typed);
		},
		async waitFor(expected, milliseconds = 10_000) {
			const isThere = typeof expected === 'function'
				? expected
				: (shown: readonly string[]) => shown.some(line => typeof expected === 'string' ? line.includes(expected) : expected.test(line));
			const {promise, resolve, reject} = Promise.withResolvers<void>();
			const fail = (problem: string): void => {
				reject(new Error(`${problem}, and the screen does not show ${String(expected)}:\n${lines().join('\n')}`));
			};

			const look = (): void => {
				if (isThere(lines())) {
					resolve();
				} else if (ended !== undefined) {
					fail(`The program has ended with code ${ended.code} and signal ${ended.signal}`);
				}
			};

			const timer = setTimeout(() => {
				fail(`${milliseconds} ms have passed`);
			}, milliseconds);
			watchers.add(look);
			look();
			try {
				await promise;
			} finally {
				watchers.delete(look);
				clearTimeout(timer);
			}
		},
		cells: () => readCells(emulator),
		resize(newColumns, newRows) {
			emulator.resize(newColumns, newRows);
			program.resize(newColumns, newRows);
		},
		isAlternateScreen: () => emulator.buffer.active.type === 'alternate',
		isCursorVisible,
		output: () => output,
		hangUp() {
			// The library has it, and its types do not.
			(program as pty.IPty & {destroy: () => void}).destroy();
		},
		async close() {
			if (ended === undefined) {
				program.kill('SIGKILL');
				await exit;
			}

			emulator.dispose();
		},
	};
}

/** The pseudo-terminal would set them to the word `undefined`. */
function removeUnset(environment: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
	return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
}

/** The emulator knows whether its cursor is shown, and does not tell. */
function watchCursor(emulator: headless.Terminal): () => boolean {
	let isVisible = true;
	const watch = (final: string, isShown: boolean): void => {
		emulator.parser.registerCsiHandler({prefix: '?', final}, modes => {
			isVisible = modes.includes(25) ? isShown : isVisible;
			// The emulator is to obey it too.
			return false;
		});
	};

	watch('h', true);
	watch('l', false);
	return () => isVisible;
}
