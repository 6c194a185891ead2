import {spawn, type ChildProcessWithoutNullStreams} from 'node:child_process';
import {Agent} from 'node:http';
import {Duplex} from 'node:stream';
import {sshCode} from './docker-errors.js';
import type {Transport} from './endpoint.js';

type SshTransport = Transport & {readonly kind: 'ssh'};

/**
 * HTTP over `ssh HOST docker system dial-stdio`, as the Docker CLI does it: the user's own ssh program, so that its
 * configuration, agent, jump hosts and known hosts apply. Connections are kept, for each costs an ssh handshake.
 */
export class SshAgent extends Agent {
	readonly #arguments: readonly string[];

	constructor(transport: SshTransport) {
		super({keepAlive: true});
		this.#arguments = sshArguments(transport);
	}

	override createConnection(): Duplex {
		return new SshConnection(spawn('ssh', this.#arguments));
	}
}

/** BatchMode, for a question (password, unknown host) would be asked on the terminal that the dashboard owns. */
export function sshArguments({host, port, user, remoteSocket}: SshTransport): readonly string[] {
	return [
		'-T',
		'-o', 'BatchMode=yes',
		'-o', 'ConnectTimeout=15',
		...(user === undefined ? [] : ['-l', user]),
		...(port === undefined ? [] : ['-p', String(port)]),
		'--', host,
		'docker', ...(remoteSocket === undefined ? [] : ['--host', `unix://${remoteSocket}`]), 'system', 'dial-stdio',
	];
}

/** The two pipes of a child as one socket. */
class SshConnection extends Duplex {
	readonly #child: ChildProcessWithoutNullStreams;
	#errors = '';

	constructor(child: ChildProcessWithoutNullStreams) {
		super();
		this.#child = child;
		child.stdout.on('data', (chunk: Uint8Array) => {
			if (!this.push(chunk)) {
				child.stdout.pause();
			}
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			this.#errors = (this.#errors + text).slice(-2000);
		});
		child.stdin.on('error', () => undefined);
		child.on('error', error => this.destroy(this.#failure(error.message)));
		// Its output ends before its exit is known, and only the exit tells an end from a failure.
		child.on('close', code => {
			if (code === 0) {
				this.push(null);
			} else {
				this.destroy(this.#failure(this.#errors));
			}
		});
		this.once('end', () => this.destroy());
	}

	/** The last line that ssh wrote is what it stumbled over. */
	#failure(text: string): Error {
		return Object.assign(new Error(text.trim().split('\n').at(-1)?.replace(/\.$/v, '')), {code: sshCode});
	}

	override _read(): void {
		this.#child.stdout.resume();
	}

	override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
		// One that cannot take it has ended, and its exit tells why.
		this.#child.stdin.write(chunk, () => {
			done();
		});
	}

	override _final(done: () => void): void {
		this.#child.stdin.end(() => {
			done();
		});
	}

	override _destroy(error: Error | null, done: (error: Error | null) => void): void {
		const {stdin, stdout, stderr} = this.#child;
		for (const pipe of [stdin, stdout, stderr]) {
			pipe.destroy();
		}

		this.#child.kill();
		// It may take its time to end; nobody waits for it.
		this.#child.unref();
		done(error);
	}

	// What http.Agent asks of a socket, and pipes do not have.
	setKeepAlive(): this {
		return this;
	}

	setNoDelay(): this {
		return this;
	}

	setTimeout(): this {
		return this;
	}

	ref(): this {
		this.#child.ref();
		return this;
	}

	unref(): this {
		this.#child.unref();
		return this;
	}
}
