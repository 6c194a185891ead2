import {asDocument, asNumber, asText} from './document.js';
import type {DockerClient} from './docker-client.js';
import type {Engine, ShellSession} from './engine.js';

// The engine notes the exit code a moment after it has closed the connection.
const exitCodeTries = 20;
const exitCodePauseMilliseconds = 50;

// Without a word the engine swallows Ctrl-P, which shells and editors use; this is what nobody types.
const detachKeys = 'ctrl-^,ctrl-^,ctrl-_,ctrl-^';

/** Runs a program in the container on a terminal of its own, connected to us (`docker exec -it`). */
export async function openDockerShell(client: DockerClient, id: string, ...[command, size]: Tail<Parameters<Engine['openShell']>>): Promise<ShellSession> {
	const task = `open a shell in ${id.slice(0, 12)}`;
	const created = asDocument(await client.readJson({
		task, method: 'POST', path: `/containers/${encodeURIComponent(id)}/exec`,
		body: {
			AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, Cmd: command, Env: ['TERM=xterm-256color'], DetachKeys: detachKeys,
		},
	}));
	const exec = `/exec/${encodeURIComponent(asText(created.Id))}`;
	const connection = await client.openConnection({
		task, method: 'POST', path: `${exec}/start`, body: {Detach: false, Tty: true},
	});
	// A connection that breaks ends the output; there is nothing more to be done about it.
	connection.on('error', () => undefined);

	const resize = async (columns: number, rows: number): Promise<void> => {
		await client.readJson({
			task: 'resize the shell', method: 'POST', path: `${exec}/resize`, query: {w: columns, h: rows},
		});
	};

	// A program that has ended already cannot be resized; its output tells why.
	await resize(size.columns, size.rows).catch(() => undefined);
	return {
		output: connection as AsyncIterable<Uint8Array>,
		resize,
		write(bytes) {
			connection.write(bytes);
		},
		async exitCode() {
			for (let tries = 0; tries < exitCodeTries; tries++) {
				const state = asDocument(await client.readJson({task, path: `${exec}/json`}));
				if (state.Running === false) {
					return asNumber(state.ExitCode);
				}

				await new Promise(resolve => {
					setTimeout(resolve, exitCodePauseMilliseconds);
				});
			}

			return undefined;
		},
		close() {
			connection.destroy();
		},
	};
}

type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;
