import type {Container} from '../container.js';
import type {Engine} from '../engine/engine.js';
import {log} from '../log.js';

// One that has worked for longer has its reasons in its log, and not only in the last line.
const atOnceMilliseconds = 2000;

/** It ended with a failure as soon as it was started, and the engine does not say why. */
export function hasFailedAtOnce({status, detail}: Container): boolean {
	if (detail?.exitCode === undefined || detail.exitCode === 0 || detail.error !== '' || (status !== 'exited' && status !== 'restarting')) {
		return false;
	}

	const {startedAt, finishedAt} = detail;
	return startedAt !== undefined && finishedAt !== undefined && finishedAt - startedAt < atOnceMilliseconds;
}

/** The last line of its log; undefined when it has written nothing, or its log driver keeps nothing to read. Never rejects. */
export async function readLastWords(engine: Engine, id: string, signal: AbortSignal): Promise<string | undefined> {
	let last: string | undefined;
	try {
		for await (const {text} of engine.watchLogs(id, {tail: 1, follow: false, signal})) {
			last = text;
		}
	} catch (error) {
		log('last words', error);
	}

	return last === undefined || last.trim() === '' ? undefined : last.trim();
}
