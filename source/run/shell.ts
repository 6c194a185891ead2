import process from 'node:process';
import type {Engine} from '../engine/engine.js';

// Bash where there is one; every image with a shell has sh.
const command = ['sh', '-c', 'command -v bash >/dev/null 2>&1 && exec bash || exec sh'];

// What runc and crun answer when the program is not there, or may not be run.
const missingCodes = new Set([126, 127]);

/**
 * Runs a shell in the container on this terminal until it ends, or the signal tells to leave it. Returns what went wrong in a sentence, or
 * undefined. The terminal must not be used by anybody else meanwhile. Throws `EngineError`.
 */
export async function runShell(engine: Engine, id: string, name: string, signal: AbortSignal): Promise<string | undefined> {
	const {stdin, stdout} = process;
	const session = await engine.openShell(id, command, {columns: stdout.columns, rows: stdout.rows});
	const wasRaw = stdin.isRaw;
	let hasTyped = false;
	const send = (bytes: Uint8Array): void => {
		hasTyped = true;
		session.write(bytes);
	};

	const resize = (): void => {
		// A shell that is just ending cannot be resized, and need not be.
		session.resize(stdout.columns, stdout.rows).catch(() => undefined);
	};

	stdout.write(`Shell in ${name}; exit or Ctrl-D comes back to dockdash.\r\n`);
	stdin.setRawMode(true);
	stdin.on('data', send);
	stdin.resume();
	stdout.on('resize', resize);
	signal.addEventListener('abort', session.close);
	try {
		signal.throwIfAborted();
		for await (const bytes of session.output) {
			stdout.write(bytes);
		}

		const code = await session.exitCode();
		// A shell that was used ends with the code of its last command.
		return !hasTyped && code !== undefined && missingCodes.has(code) ? `${name} has no shell: its image has neither bash nor sh, or they are broken (R starts over).` : undefined;
	} catch (error) {
		if (signal.aborted) {
			return undefined;
		}

		throw error;
	} finally {
		signal.removeEventListener('abort', session.close);
		stdin.off('data', send);
		stdout.off('resize', resize);
		stdin.setRawMode(wasRaw);
		if (signal.aborted) {
			// Else it is read on, and dockdash cannot end.
			stdin.pause();
		}

		session.close();
	}
}
