import {formatError} from '../errors.js';
import {describeExit} from '../metrics/exit.js';
import type {Restored} from './restore.js';
import type {Settled} from './settle.js';

/** What has become of the new container, as the end of a sentence. */
export function describeEnd({end, exitCode}: Settled): string {
	switch (end) {
		case 'runs': {
			return 'it runs';
		}

		case 'healthy': {
			return 'it is healthy';
		}

		case 'unhealthy': {
			return 'it is unhealthy';
		}

		case 'undecided': {
			return 'its health check has not come to a result';
		}

		case 'taken': {
			return 'another dockdash has begun to start it over again';
		}

		case 'exited':
		case 'gone': {
			const meaning = exitCode === undefined ? undefined : describeExit(exitCode);
			return `it ended at once${exitCode === undefined ? '' : ` with exit code ${exitCode}`}${meaning === undefined ? '' : ` (${meaning})`}`;
		}
	}
}

/** What is told of a start over that failed, and was undone as far as that goes. */
export function describeRestored(name: string, restored: Restored, reason: string): string {
	switch (restored) {
		case 'restored': {
			return `${name} was not started over, and all is as before: ${reason}.`;
		}

		case 'replaced': {
			return `The old ${name} is gone, so the new one was left in its place: ${reason}.`;
		}

		case 'kept': {
			return `The old ${name} is gone, so it was created again with the same configuration, and not started: ${reason}.`;
		}
	}
}

/** An error's sentence as a part of another sentence. */
export function formatReason(error: unknown): string {
	return formatError(error).replace(/\.$/v, '');
}
