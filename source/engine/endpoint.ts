import {DockdashError} from '../errors.js';
import {cleanText} from '../text.js';

export type TlsMaterial = {
	readonly ca: string | undefined;
	readonly certificate: string | undefined;
	readonly key: string | undefined;
	/** False takes any certificate the engine shows, as Docker does without DOCKER_TLS_VERIFY. */
	readonly isVerified: boolean;
};

export type Transport =
	| {readonly kind: 'unix'; readonly path: string}
	| {readonly kind: 'tcp'; readonly host: string; readonly port: number}
	| {readonly kind: 'tls'; readonly host: string; readonly port: number; readonly tls: TlsMaterial}
	| {readonly kind: 'ssh'; readonly host: string; readonly port: number | undefined; readonly user: string | undefined; readonly remoteSocket: string | undefined};

/** Where an engine is. */
export type Endpoint = {
	/** For people: `unix:///var/run/docker.sock`. Holds no password. */
	readonly address: string;
	/** Who says so, for people: `--host`, `DOCKER_HOST`, `the context lab`. */
	readonly origin: string;
	readonly transport: Transport;
};

/** An https address without material of its own is checked against the authorities that Node trusts. */
const publicTls: TlsMaterial = {ca: undefined, certificate: undefined, key: undefined, isVerified: true};

const defaultPorts = {tcp: 2375, tls: 2376};

const addressPattern = /^(?:(?<scheme>tcp|http|https|ssh):\/\/)?(?:(?<user>[^\s\/:@]+)(?::[^\s\/@]*)?@)?(?<host>\[[\d:a-f.]+\]|\w[\w.\-]*)?(?::(?<port>\d{1,5}))?(?<path>\/\S*)?$/iv;

/**
 * Reads an engine address as the Docker CLI takes it: `unix://PATH` or a path, `tcp://HOST:PORT` or `HOST:PORT`,
 * `http://`, `https://`, `ssh://USER@HOST:PORT`. With `tls`, tcp is TLS.
 *
 * @throws {DockdashError} when it is no such address; `origin` tells the user where it stands.
 */
export function parseEndpoint(text: string, origin: string, tls?: TlsMaterial): Endpoint {
	if (text.startsWith('/') || text.startsWith('unix:///')) {
		const path = text.replace(/^unix:\/\//v, '');
		return {address: `unix://${path}`, origin, transport: {kind: 'unix', path}};
	}

	const {scheme = 'tcp', user, host, port, path = '/'} = addressPattern.exec(text)?.groups ?? {};
	const isSsh = scheme.toLowerCase() === 'ssh';
	// `tcp://:2375` is this machine; a text with neither host nor port is no address, nor is one with a path, but for ssh.
	if ((host === undefined && (isSsh || port === undefined)) || (path !== '/' && !isSsh) || Number(port) > 65_535) {
		throw new DockdashError(`“${cleanText(text)}” (${origin}) is not an engine address: write unix:///PATH, tcp://HOST:PORT, https://HOST:PORT or ssh://USER@HOST.`);
	}

	const hostName = host?.replaceAll(/[\[\]]/gv, '') ?? '127.0.0.1';
	if (isSsh) {
		return {
			address: `ssh://${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`,
			origin,
			transport: {kind: 'ssh', host: hostName, port: port === undefined ? undefined : Number(port), user, remoteSocket: path === '/' ? undefined : path},
		};
	}

	const isTls = tls !== undefined || scheme.toLowerCase() === 'https';
	const portNumber = port === undefined ? defaultPorts[isTls ? 'tls' : 'tcp'] : Number(port);
	const place = {host: hostName, port: portNumber};
	return {
		address: `${isTls ? 'https' : 'tcp'}://${host ?? hostName}:${portNumber}`,
		origin,
		transport: isTls ? {kind: 'tls', ...place, tls: tls ?? publicTls} : {kind: 'tcp', ...place},
	};
}
