import {hostname} from 'node:os';
import process from 'node:process';
import {formatBytes} from '../metrics/format.js';
import {formatMoment} from '../metrics/moment.js';
import type {CommonOptions} from '../options.js';
import {startRecorder, type Recorder} from '../recording/recorder.js';
import {startSession} from '../session.js';
import {cleanText} from '../text.js';
import {onSignals} from './exit-code.js';
import {openWorld} from './world.js';

export type RecordOptions = CommonOptions & {
	readonly path: string;
	readonly forMilliseconds: number | undefined;
	readonly isOverwriting: boolean;
	readonly hasSecrets: boolean;
	readonly hasLogs: boolean;
};

/**
 * `dockdash record`: writes down what comes from the engine and the kernel, until it is interrupted or the time is over. Returns the
 * exit code. Throws `DockdashError` when no engine answers at the beginning, or the file cannot be written.
 */
export async function runRecord(options: RecordOptions): Promise<number> {
	const world = openWorld(options);
	try {
		// Before there is a file: without an engine there is nothing to record.
		await world.engine.readInfo();
		const recorder = await startRecorder({
			...options, tap: world.tap, clock: world.clock, hostName: hostname(), hostNamespaces: world.hostNamespaces,
		});
		process.stderr.write(`Recording to ${cleanText(options.path)}${options.forMilliseconds === undefined ? '; Ctrl-C ends it' : ` for ${formatMoment(options.forMilliseconds)}`}.\n`);
		const stopSession = startSession(world);
		try {
			const exitCode = await waitForEnd(recorder, options.forMilliseconds);
			const milliseconds = world.clock.now() - recorder.startedAt;
			await recorder.stop();
			process.stdout.write(`${cleanText(options.path)}: ${formatMoment(milliseconds)} of ${world.store.getState().rows.size} containers, ${formatBytes(recorder.bytes())}.\n`);
			return exitCode;
		} finally {
			stopSession();
		}
	} catch (error) {
		world.source.close();
		world.engine.close();
		throw error;
	}
}

/** Resolves with the exit code: 0 when the time is over, else that of the signal. Rejects when the file cannot be written. */
async function waitForEnd({failure}: Recorder, forMilliseconds: number | undefined): Promise<number> {
	const ended = Promise.withResolvers<number>();
	const releaseSignals = onSignals(ended.resolve);
	const timer = forMilliseconds === undefined ? undefined : setTimeout(ended.resolve, forMilliseconds, 0);
	try {
		return await Promise.race([ended.promise, failure]);
	} finally {
		clearTimeout(timer);
		releaseSignals();
	}
}
