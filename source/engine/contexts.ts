import {createHash} from 'node:crypto';
import {accessSync, constants, readFileSync} from 'node:fs';
import path from 'node:path';
import {DockdashError, formatError} from '../errors.js';
import {cleanText} from '../text.js';
import {asDocument, asText} from './document.js';
import {parseEndpoint, type Endpoint, type TlsMaterial} from './endpoint.js';
import type {EngineDocument} from './engine.js';

export type EndpointRequest = {
	/** `--host`. */
	readonly host?: string | undefined;
	/** `--context`. */
	readonly context?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly homeFolder: string;
};

/** The sockets of this machine; a parameter so that tests need none. */
export type SocketCheck = (path: string) => 'usable' | 'denied' | 'missing';

/**
 * Finds out which engine is meant: `--host`, `--context`, `DOCKER_HOST`, `DOCKER_CONTEXT`, the current context of the
 * Docker configuration, then the first usable one of the sockets where engines listen. Reads only small local files.
 *
 * @throws {DockdashError} for an address that is none, a context that does not exist, or TLS material that is missing.
 */
export function resolveEndpoint(request: EndpointRequest, checkSocket: SocketCheck = checkSocketAccess): Endpoint {
	const {environment} = request;
	if (request.host) {
		return parseEndpoint(request.host, '--host', environmentTls(request, request.host));
	}

	if (request.context) {
		return resolveContext(request.context, '--context', request, checkSocket);
	}

	const host = environment['DOCKER_HOST'];
	if (host) {
		return parseEndpoint(host, 'DOCKER_HOST', environmentTls(request, host));
	}

	if (environment['DOCKER_CONTEXT']) {
		return resolveContext(environment['DOCKER_CONTEXT'], 'DOCKER_CONTEXT', request, checkSocket);
	}

	const file = path.join(configurationFolder(request), 'config.json');
	const current = asText(readJson(file)?.['currentContext']);
	return current === '' ? resolveSocket(environment, checkSocket) : resolveContext(current, file, request, checkSocket);
}

/** Where engines listen on this machine, the likeliest first. */
function localSockets(environment: EndpointRequest['environment']): readonly string[] {
	const runtime = environment['XDG_RUNTIME_DIR'];
	return [
		'/var/run/docker.sock',
		...(runtime ? [path.join(runtime, 'docker.sock'), path.join(runtime, 'podman/podman.sock')] : []),
		'/run/podman/podman.sock',
	];
}

/** The first socket that may be used, else the first that is there, so that the error is about that one, else Docker's. */
function resolveSocket(environment: EndpointRequest['environment'], checkSocket: SocketCheck): Endpoint {
	const sockets = localSockets(environment).map(socket => ({socket, access: checkSocket(socket)}));
	const {socket} = sockets.find(({access}) => access === 'usable') ?? sockets.find(({access}) => access === 'denied') ?? sockets[0]!;
	return parseEndpoint(socket, 'found on this machine');
}

function checkSocketAccess(socket: string): 'usable' | 'denied' | 'missing' {
	try {
		accessSync(socket, constants.R_OK | constants.W_OK);
		return 'usable';
	} catch (error) {
		return isMissing(error) ? 'missing' : 'denied';
	}
}

function configurationFolder({environment, homeFolder}: EndpointRequest): string {
	return environment['DOCKER_CONFIG'] || path.join(homeFolder, '.docker');
}

/** A context as `docker context create` stores it, in folders named by the SHA-256 of its name. */
function resolveContext(name: string, origin: string, request: EndpointRequest, checkSocket: SocketCheck): Endpoint {
	if (name === 'default') {
		return resolveSocket(request.environment, checkSocket);
	}

	const contexts = path.join(configurationFolder(request), 'contexts');
	const digest = createHash('sha256').update(name).digest('hex');
	const title = `the context “${cleanText(name)}”`;
	const meta = readJson(path.join(contexts, 'meta', digest, 'meta.json'));
	if (meta === undefined) {
		throw new DockdashError(`There is no Docker ${title.slice(4)} (${origin}): “docker context ls” lists those there are.`);
	}

	const endpoint = asDocument(asDocument(meta['Endpoints'])['docker']);
	const material = readTls(path.join(contexts, 'tls', digest, 'docker'), endpoint['SkipTLSVerify'] !== true);
	const hasMaterial = material.ca !== undefined || material.certificate !== undefined;
	const host = asText(endpoint['Host']);
	if (host === '') {
		throw new DockdashError(`${title} (${origin}) names no Docker host: recreate it with “docker context create”.`);
	}

	return parseEndpoint(host, title, hasMaterial ? material : undefined);
}

/** TLS as the environment asks for it, for tcp hosts only; DOCKER_CERT_PATH alone asks for nothing, as with the Docker CLI. */
function environmentTls(request: EndpointRequest, host: string): TlsMaterial | undefined {
	const {DOCKER_TLS_VERIFY: verify, DOCKER_TLS: tls, DOCKER_CERT_PATH: folder} = request.environment;
	const isTcp = !/^(?:unix|ssh|http):\/\/|^\//v.test(host);
	if (!isTcp || (!verify && !tls && !host.startsWith('https://'))) {
		return undefined;
	}

	const material = readTls(folder || configurationFolder(request), !tls || Boolean(verify));
	if (folder && verify && material.ca === undefined) {
		throw new DockdashError(`DOCKER_CERT_PATH (${cleanText(folder)}) holds no ca.pem to check the engine with: correct it, or unset DOCKER_TLS_VERIFY.`);
	}

	return material;
}

function readTls(folder: string, isVerified: boolean): TlsMaterial {
	return {
		ca: readText(path.join(folder, 'ca.pem')),
		certificate: readText(path.join(folder, 'cert.pem')),
		key: readText(path.join(folder, 'key.pem')),
		isVerified,
	};
}

function readJson(file: string): EngineDocument | undefined {
	const text = readText(file);
	try {
		return text === undefined ? undefined : asDocument(JSON.parse(text));
	} catch (error) {
		throw new DockdashError(`${file} is not valid JSON (${formatError(error)}): correct it, or name the engine with --host.`, {cause: error});
	}
}

/** Undefined when there is no such file. */
function readText(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}

		throw new DockdashError(`${file} cannot be read (${formatError(error)}): change its permissions, or name the engine with --host.`, {cause: error});
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
