import type {Container} from '../container.js';

/** What ends a program from outside, or by its own fault; numbers as Linux has them on every common machine. */
const signals: Readonly<Record<number, string>> = {
	1: 'hung up: SIGHUP',
	2: 'interrupted: SIGINT',
	3: 'quit: SIGQUIT',
	4: 'crashed: illegal instruction',
	6: 'aborted itself: SIGABRT',
	7: 'crashed: bus error',
	8: 'crashed: arithmetic error',
	9: 'killed: SIGKILL',
	11: 'crashed: segmentation fault',
	13: 'broken pipe: SIGPIPE',
	14: 'alarm: SIGALRM',
	15: 'stopped: SIGTERM',
	31: 'forbidden system call: SIGSYS',
};

// An exit code above this is the number of a signal added to it.
const signalBase = 128;

/**
 * What an exit code means, in a few words; undefined for 0 and for what only the program itself could explain.
 * 125 to 127 are from `docker run` and the shells, 128 + n from the signal n.
 */
export function describeExit(exitCode: number): string | undefined {
	switch (exitCode) {
		case 125: {
			return 'the engine could not run it';
		}

		case 126: {
			return 'the command cannot be executed';
		}

		case 127: {
			return 'command not found';
		}

		default: {
			return signals[exitCode - signalBase];
		}
	}
}

// As Docker does, which begins its back-off anew for a container that was up for so long.
const steadyMilliseconds = 10_000;

/** The engine restarts it again and again, also while it happens to run. `now` is in milliseconds since 1970. */
export function isInRestartLoop({status, detail}: Container, now: number): boolean {
	return status === 'restarting'
		|| (status === 'running' && detail !== undefined && detail.restartCount > 0 && now - (detail.startedAt ?? 0) < steadyMilliseconds);
}

/**
 * What is wrong with a container, in a few words; undefined when nothing is, or nothing more than its exit code is known.
 * `now` is in milliseconds since 1970, `lastWords` the last line that it wrote before it failed.
 */
export function describeTrouble(container: Container, now: number, lastWords = ''): string | undefined {
	const {status, health, detail} = container;
	if (isInRestartLoop(container, now)) {
		return detail === undefined ? 'restart loop' : `restart loop, ${detail.restartCount} so far`;
	}

	switch (status) {
		case 'running': {
			return health === 'unhealthy' ? 'unhealthy' : undefined;
		}

		case 'dead': {
			return 'could not be removed';
		}

		case 'created':
		case 'exited': {
			if (detail?.isOomKilled === true) {
				return 'out of memory';
			}

			const error = detail?.error ?? '';
			return describeStartError(error)
				?? describeExecError(lastWords)
				?? describeExit(detail?.exitCode ?? 0)
				?? (error === '' ? undefined : 'could not be started');
		}

		case 'paused':
		case 'restarting':
		case 'removing': {
			return undefined;
		}
	}
}

/** Causes in the runtime's message that say more than the exit code, 126 or 127, which it makes of them. */
const startErrors = [
	['exec format error', 'not for this kind of machine'],
	['permission denied', 'not allowed to be executed'],
	['error mounting', 'a mount could not be made'],
	['port is already allocated', 'its port is taken'],
	['address already in use', 'its port is taken'],
] as const;

/**
 * The runtime finds out too late to tell the engine when the kernel does not take the program: it writes `exec /bin/x: exec format error`
 * to the container's own log, and the exit code is 1 or 255 (runc `libcontainer/standard_init_linux.go`).
 */
function describeExecError(lastWords: string): string | undefined {
	const reason = /^exec \S+: (?<reason>exec format error|no such file or directory|permission denied)$/v.exec(lastWords)?.groups?.reason;
	return reason === 'no such file or directory' ? 'its interpreter is missing' : reason && describeStartError(reason);
}

function describeStartError(error: string): string | undefined {
	return startErrors.find(([cause]) => error.includes(cause))?.[1];
}
