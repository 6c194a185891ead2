import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {connect, createServer, type AddressInfo, type Server, type Socket} from 'node:net';
import path from 'node:path';
import process from 'node:process';
import {createServer as createTlsServer} from 'node:tls';
import {createFolder, type Teardown} from './machine.js';

/** Hands on the engine's unix socket at a port of this machine, as `dockerd --host tcp://…` would; returns the port. */
export async function forward(t: Teardown, socketPath: string): Promise<number> {
	const {listener, close} = createForwarder(socketPath);
	return listen(t, createServer(listener), close);
}

/** The same with TLS, and only to those who show a certificate of our authority, as `dockerd --tlsverify`. */
export async function forwardTls(t: Teardown, socketPath: string, certificates: string): Promise<number> {
	const {listener, close} = createForwarder(socketPath);
	const read = (name: string): string => readFileSync(path.join(certificates, name), 'utf8');
	const server = createTlsServer({
		key: read('server-key.pem'), cert: read('server.pem'), ca: read('ca.pem'), requestCert: true, rejectUnauthorized: true,
	}, listener);
	return listen(t, server, close);
}

function createForwarder(socketPath: string) {
	const sockets = new Set<Socket>();
	return {
		listener(client: Socket) {
			const engine = connect(socketPath);
			for (const [from, to] of [[client, engine], [engine, client]] as const) {
				sockets.add(from);
				from.on('error', () => to.destroy()).on('close', () => to.destroy()).pipe(to);
			}
		},
		close() {
			for (const socket of sockets) {
				socket.destroy();
			}
		},
	};
}

async function listen(t: Teardown, server: Server, close: () => void): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => {
		server.close();
		close();
	});
	return (server.address() as AddressInfo).port;
}

/** A folder as `DOCKER_CERT_PATH` wants it (`ca.pem`, `cert.pem`, `key.pem`), with what the server needs beside it. */
export function makeCertificates(t: Teardown): string {
	const folder = createFolder(t);
	const openssl = (...words: readonly string[]): void => {
		execFileSync('openssl', words, {cwd: folder, stdio: 'pipe'});
	};

	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
	openssl('req', '-x509', ...key, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=dockdash test authority', '-days', '2');
	for (const [certificate, keyFile, extensions] of [['server.pem', 'server-key.pem', 'subjectAltName=IP:127.0.0.1'], ['cert.pem', 'key.pem', 'extendedKeyUsage=clientAuth']] as const) {
		writeFileSync(path.join(folder, 'extensions'), extensions);
		openssl('req', ...key, '-keyout', keyFile, '-out', 'request.pem', '-subj', `/CN=${certificate}`);
		openssl('x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-CAcreateserial', '-out', certificate, '-days', '2', '-extfile', 'extensions');
	}

	return folder;
}

/** Puts a program by that name first on the PATH that it returns. */
export function makeProgram(t: Teardown, name: string, script: string): string {
	const folder = createFolder(t);
	writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
	chmodSync(path.join(folder, name), 0o755);
	return `${folder}:${process.env.PATH ?? ''}`;
}

/** A socket at which the engine is, until it is stopped, and again once it is started: as a daemon that stops and starts. */
export type Daemon = {
	readonly address: string;
	readonly stop: () => Promise<void>;
	readonly start: () => Promise<void>;
};

export async function forwardSocket(t: Teardown, socketPath: string): Promise<Daemon> {
	const own = path.join(createFolder(t), 'engine.sock');
	const {listener, close} = createForwarder(socketPath);
	let server: Server | undefined;
	const daemon: Daemon = {
		address: `unix://${own}`,
		async start() {
			server = createServer(listener).listen(own);
			await once(server, 'listening');
		},
		async stop() {
			if (server !== undefined) {
				const closed = once(server, 'close');
				server.close();
				close();
				server = undefined;
				await closed;
			}
		},
	};
	t.teardown(daemon.stop);
	await daemon.start();
	return daemon;
}
