import {basename} from 'node:path';
import process from 'node:process';
import {DockdashError} from '../errors.js';
import type {CommonOptions} from '../options.js';
import {cleanText} from '../text.js';
import {runPlayback} from './playback.js';

/** `dockdash replay FILE`: the dashboard on a recording. Returns the exit code. Throws `DockdashError`. */
export async function runReplay(options: CommonOptions & {readonly path: string}): Promise<number> {
	if (!process.stdout.isTTY || !process.stdin.isTTY) {
		throw new DockdashError('dockdash replay needs a terminal: it opens the dashboard.');
	}

	return runPlayback(options, {path: options.path, kind: 'replay', address: cleanText(basename(options.path))});
}
