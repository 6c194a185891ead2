import {existsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** What moves the selection. */
export type Keys = readonly [down: string, up: string];

/** A program to be measured. */
export type Tool = {
	readonly title: string;
	readonly command: string;
	readonly args: readonly string[];
	/** A line that names a container and has a CPU figure. */
	readonly figure: RegExp;
	/** Undefined where there is no selection. */
	readonly keys: Keys | undefined;
	/** Keys that are pressed once its first figure is there. */
	readonly opens?: string;
	/** It plays what was recorded of the lab before. */
	readonly isReplay?: true;
};

const arrows: Keys = ['\u{1B}[B', '\u{1B}[A'];

const dockdash = {
	command: process.execPath, figure: /(?:busy|idle)\d+ +\S+ +\S+ +\d+\.\d/v, keys: arrows,
} as const;

/** What was recorded of the lab in this run. */
export const recording = path.join(tmpdir(), `dockdash-bench-${process.pid}.rec`);

/** The programs that can be measured, by the name that `--tools` has for them. */
export const tools: Readonly<Record<string, Tool>> = {
	dockdash: {...dockdash, title: 'dockdash', args: ['dist/cli.js']},
	// The panels that cost most, in the two places that panels share.
	'dockdash-78': {...dockdash, title: 'dockdash, panels 7 and 8', args: ['dist/cli.js'], opens: '78'},
	'dockdash-10hz': {...dockdash, title: 'dockdash --interval 100', args: ['dist/cli.js', '--interval', '100']},
	// Reads a file in place of the engine and the kernel, so that what is left is drawing.
	'dockdash-replay': {...dockdash, title: 'dockdash replay', args: ['dist/cli.js', 'replay', recording], isReplay: true},
	docker: {
		title: 'docker stats', command: 'docker', args: ['stats'], figure: /(?:busy|idle)\d+ +\d+\.\d\d%/v, keys: undefined,
	},
	lazydocker: {
		title: 'lazydocker', command: 'lazydocker', args: [], figure: /(?:busy|idle)\d+ +\d+\.\d\d%/v, keys: arrows,
	},
	ctop: {
		title: 'ctop', command: 'ctop', args: [], figure: /(?:busy|idle)\d+ .*\d%/v, keys: arrows,
	},
};

/** The least an Ink program takes: it prints one line. */
export const inkLine: Tool = {
	title: 'Ink, one line', command: process.execPath, args: ['build/bench/ink-line.js'], figure: /busy0/v, keys: undefined,
};

export function isInstalled({command}: Tool): boolean {
	return (process.env.PATH ?? '').split(path.delimiter).some(folder => existsSync(`${folder}/${command}`)) || existsSync(command);
}
