import {existsSync} from 'node:fs';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {DockdashError, EngineError} from '../errors.js';
import type {CommonOptions} from '../options.js';
import {runPlayback} from './playback.js';
import {openEngine} from './world.js';

/** By then the lab has broken as it is to break: what comes after it is played again and again. */
const loopFrom = 30_000;

const greeting = 'This is a demo, a lab that was recorded: try everything on it, nothing is real.';

/** `dockdash demo`: the dashboard on the recorded lab that comes with it. Returns the exit code. Throws `DockdashError`. */
export async function runDemo(options: CommonOptions, reason?: string): Promise<number> {
	if (!process.stdout.isTTY || !process.stdin.isTTY) {
		throw new DockdashError('dockdash demo needs a terminal: it opens the dashboard.');
	}

	return runPlayback(options, {
		path: findRecording(), kind: 'demo', address: 'demo', loopFrom, greeting: reason === undefined ? greeting : `${reason} ${greeting}`,
	});
}

/** Why there is nothing but a demo to show, in a sentence; undefined when an engine is there, or something that needs mending. */
export async function findNoEngine(options: CommonOptions): Promise<string | undefined> {
	const engine = openEngine(options);
	try {
		await engine.readInfo();
		return undefined;
	} catch (error) {
		if (error instanceof EngineError && error.kind === 'unreachable') {
			return `No container engine answers at ${engine.address}.`;
		}

		return undefined;
	} finally {
		engine.close();
	}
}

/** Beside the bundle, or in the checkout. */
function findRecording(): string {
	const bundled = new URL('demo.rec', import.meta.url);
	return fileURLToPath(existsSync(bundled) ? bundled : new URL('../../../media/demo.rec', import.meta.url));
}
