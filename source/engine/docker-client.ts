import {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {EngineError} from '../errors.js';
import {asDocument} from './document.js';
import {checkAnswer, readAnswer} from './docker-answer.js';
import {convertConnectionError, deadlineCode, type RequestContext} from './docker-errors.js';
import {createDockerModem, type Dial} from './docker-modem.js';
import type {Endpoint} from './endpoint.js';
import type {EngineDocument} from './engine.js';

export type DockerRequest = {
	/** What is being done, for the sentence when it fails: `start the container web`. */
	readonly task: string;
	readonly method?: 'GET' | 'POST' | 'DELETE';
	/** Without the API version: `/containers/json`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	readonly body?: EngineDocument;
	/** How long to wait for the answer (for streams: for its head); 20 s unless told. */
	readonly deadlineMilliseconds?: number;
	readonly signal?: AbortSignal;
};

/** Requests to one engine. All of them reject with `EngineError`, or with the reason of their own signal. */
export type DockerClient = {
	/** The parsed answer; undefined when it is empty. */
	readonly readJson: (request: DockerRequest) => Promise<unknown>;
	/** The bytes of an answer that goes on, as they come. */
	readonly openStream: (request: DockerRequest) => Promise<AsyncIterable<Uint8Array>>;
	/** A connection that is the program's own once the engine has said yes. */
	readonly openConnection: (request: DockerRequest) => Promise<Duplex>;
	readonly close: () => void;
};

const plainDeadline = 20_000;

/**
 * The newest API version this code was written for; an older engine is asked in its own. From 1.52 on, inspect leaves
 * out empty fields that start over reads; engines that are newer still answer this one.
 */
const newestVersion = '1.51';

/** Returns at once: the engine is asked for its version with the first request. */
export function createDockerClient(endpoint: Endpoint): DockerClient {
	const modem = createDockerModem(endpoint);
	let version: Promise<string> | undefined;

	/** Runs `use` under the request's deadline and signal, and turns what goes wrong into an EngineError. */
	async function attempt<T>(request: DockerRequest, use: (signal: AbortSignal) => Promise<T>): Promise<T> {
		const milliseconds = request.deadlineMilliseconds ?? plainDeadline;
		const deadline = new AbortController();
		const clock = Number.isFinite(milliseconds)
			? setTimeout(() => {
				deadline.abort(Object.assign(new Error(`${Math.round(milliseconds / 1000)} s`), {code: deadlineCode}));
			}, milliseconds)
			: undefined;
		const signal = request.signal === undefined ? deadline.signal : AbortSignal.any([request.signal, deadline.signal]);
		try {
			request.signal?.throwIfAborted();
			return await use(signal);
		} catch (error) {
			throw convert(deadline.signal.aborted ? deadline.signal.reason : error, request);
		} finally {
			clearTimeout(clock);
		}
	}

	function convert(error: unknown, request: DockerRequest): unknown {
		if (request.signal?.aborted) {
			return request.signal.reason;
		}

		const failure = error instanceof EngineError ? error : convertConnectionError(error, contextOf(request));
		if (failure.kind === 'unreachable') {
			// Another engine version may answer next time.
			version = undefined;
		}

		return failure;
	}

	function contextOf({task}: DockerRequest): RequestContext {
		return {address: endpoint.address, task};
	}

	async function negotiate(): Promise<string> {
		const request = {task: 'ask the engine for its version', path: '/version'};
		return attempt(request, async signal => {
			const answer = asDocument(await readAnswer(await modem.dial(toDial(request, '', signal)), contextOf(request)));
			return selectVersion(answer, endpoint.address);
		});
	}

	async function versionPrefix(): Promise<string> {
		version ??= negotiate();
		const pending = version;
		try {
			return `/v${await pending}`;
		} catch (error) {
			if (version === pending) {
				version = undefined;
			}

			throw error;
		}
	}

	/** The request in the engine's own API version. All wait for the one question about it, each only as long as it may. */
	async function prepare(request: DockerRequest, signal: AbortSignal): Promise<Dial> {
		return toDial(request, await endWith(signal, versionPrefix()), signal);
	}

	return {
		async readJson(request) {
			return attempt(request, async signal => readAnswer(await modem.dial(await prepare(request, signal)), contextOf(request)));
		},

		async openStream(request) {
			const answer = await attempt(request, async signal => checkAnswer(await modem.dial(await prepare(request, signal)), contextOf(request)));
			return readStream(answer, error => convert(error, request));
		},

		async openConnection(request) {
			return attempt(request, async signal => {
				const answer = await modem.dialConnection(await prepare(request, signal));
				if (answer instanceof IncomingMessage) {
					await readAnswer(answer, contextOf(request));
					throw new EngineError('unsupported', `Cannot ${request.task}: the engine at ${endpoint.address}, or a proxy before it, does not hand over the connection.`);
				}

				return answer;
			});
		},

		close() {
			modem.close();
		},
	};
}

/** The promise's result, unless the signal ends first: then rejects with its reason. */
async function endWith<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
	const ended = Promise.withResolvers<never>();
	const end = (): void => {
		ended.reject(signal.reason);
	};

	signal.addEventListener('abort', end);
	try {
		return await Promise.race([promise, ended.promise]);
	} finally {
		signal.removeEventListener('abort', end);
	}
}

function toDial({path, method = 'GET', query = {}, body = {}}: DockerRequest, prefix: string, signal: AbortSignal): Dial {
	return {path: prefix + path, method, query, body, signal};
}

/** The newest version that both sides know. */
function selectVersion(answer: EngineDocument, address: string): string {
	const [newest, oldest] = [answer['ApiVersion'], answer['MinAPIVersion']];
	if (typeof newest !== 'string' || !/^\d+\.\d+$/v.test(newest)) {
		throw new EngineError('failed', `What answers at ${address} is not a container engine: check the address.`);
	}

	if (typeof oldest === 'string' && isOlder(newestVersion, oldest)) {
		throw new EngineError('unsupported', `The engine at ${address} speaks API ${oldest} and newer, dockdash up to ${newestVersion}: update dockdash.`);
	}

	return isOlder(newest, newestVersion) ? newest : newestVersion;
}

/** Compares `1.9` and `1.41` by their numbers. */
function isOlder(left: string, right: string): boolean {
	const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
	const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
	return leftMajor === rightMajor ? leftMinor < rightMinor : leftMajor < rightMajor;
}

async function * readStream(message: AsyncIterable<Uint8Array>, convert: (error: unknown) => unknown): AsyncIterable<Uint8Array> {
	try {
		yield * message;
	} catch (error) {
		throw convert(error);
	}
}
