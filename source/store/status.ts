import type {Container} from '../container.js';
import {formatDuration} from '../metrics/format.js';

/** State, since when, and what is wrong in a few words: `up 4m (healthy)`, `exited 127 3d ago`. */
export function describeStatus({status, health, detail, createdAt}: Container, now: number): string {
	const since = (moment: number | undefined): string => moment === undefined ? '' : formatDuration(Math.max(0, now - moment));
	switch (status) {
		case 'running': {
			return join('up', since(detail?.startedAt), health === undefined ? '' : `(${health})`);
		}

		case 'paused': {
			return join('paused, up', since(detail?.startedAt));
		}

		case 'exited':
		case 'dead': {
			return join(status, String(detail?.exitCode ?? ''), ago(since(detail?.finishedAt)));
		}

		case 'created': {
			return join('created', ago(since(createdAt)));
		}

		case 'restarting': {
			return join('restarting after exit', String(detail?.exitCode ?? ''));
		}

		case 'removing': {
			return 'being removed';
		}
	}
}

/** The same without since when, of what does not run: `exited 127`, and `exit 1` of what is restarted. */
export function describeStatusInShort({status, detail}: Container): string {
	return status === 'created' ? status : join(status === 'restarting' ? 'exit' : status, String(detail?.exitCode ?? ''));
}

function ago(duration: string): string {
	return duration === '' ? '' : `${duration} ago`;
}

function join(...words: readonly string[]): string {
	return words.filter(word => word !== '').join(' ');
}
