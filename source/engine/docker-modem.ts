import {Agent, type IncomingMessage} from 'node:http';
import {Agent as TlsAgent} from 'node:https';
import process from 'node:process';
import type {Duplex} from 'node:stream';
import {inspect} from 'node:util';
import type {Endpoint} from './endpoint.js';
import type {EngineDocument} from './engine.js';
import {SshAgent} from './ssh-agent.js';

/** One HTTP request in the words of dockerode's modem. */
export type Dial = {
	readonly path: string;
	readonly method: string;
	readonly query: Readonly<Record<string, string | number | boolean>>;
	readonly body: EngineDocument;
	readonly signal: AbortSignal;
};

/** The wire to one engine: the only place that knows dockerode. */
export type DockerModem = {
	/** Resolves with the head of the answer, whatever its status; the body is still to be read. */
	readonly dial: (request: Dial) => Promise<IncomingMessage>;
	/** The same, asking for the connection itself, which is given when the engine agrees. */
	readonly dialConnection: (request: Dial) => Promise<IncomingMessage | Duplex>;
	readonly close: () => void;
};

// The modem is to give us every answer: it would turn refusals into text.
const everyStatus = Object.fromEntries(Array.from({length: 500}, (_, index) => [index + 100, true]));

/** Returns at once: dockerode, which takes 300 ms to import, is loaded with the first request. */
export function createDockerModem(endpoint: Endpoint): DockerModem {
	const agent = createAgent(endpoint);
	// For a debug line that nobody reads the modem writes out all that it is given: with every open connection, at each request.
	Object.defineProperty(agent, inspect.custom, {value: () => 'agent'});
	let loading: ReturnType<typeof loadModem> | undefined;

	async function dial({path, method, query, body, signal}: Dial, hijack: boolean): Promise<unknown> {
		loading ??= loadModem(endpoint, agent);
		const {modem} = await loading;
		return new Promise((resolve, reject) => {
			modem.dial({
				// The modem takes a path with a query only by its question mark.
				path: `${path}?`,
				method,
				options: {_query: query, _body: body},
				abortSignal: signal,
				statusCodes: everyStatus,
				isStream: true,
				hijack,
			}, (error: unknown, answer: unknown) => {
				if (error) {
					reject(error);
				} else {
					resolve(answer);
				}
			});
		});
	}

	return {
		dial: async request => await dial(request, false) as IncomingMessage,
		dialConnection: async request => await dial(request, true) as IncomingMessage | Duplex,
		close() {
			agent.destroy();
		},
	};
}

function createAgent({transport}: Endpoint): Agent {
	if (transport.kind === 'ssh') {
		return new SshAgent(transport);
	}

	if (transport.kind === 'tls') {
		const {ca, certificate, key, isVerified} = transport.tls;
		return new TlsAgent({keepAlive: true, ca, cert: certificate, key, rejectUnauthorized: isVerified});
	}

	return new Agent({keepAlive: true});
}

async function loadModem(endpoint: Endpoint, agent: Agent) {
	const {default: Dockerode} = await import('dockerode');
	const options = {...convertTransport(endpoint), agent};
	// Its constructor reads DOCKER_HOST and what belongs to it by itself, and throws when they are wrong, though it is told
	// another address.
	const {DOCKER_HOST: environmentHost} = process.env;
	delete process.env['DOCKER_HOST'];
	try {
		return new Dockerode(options);
	} finally {
		if (environmentHost !== undefined) {
			process.env['DOCKER_HOST'] = environmentHost;
		}
	}
}

function convertTransport({transport}: Endpoint) {
	switch (transport.kind) {
		case 'unix': {
			return {socketPath: transport.path};
		}

		case 'ssh': {
			// The name only appears in the Host header: the agent makes the connections.
			return {host: 'docker', protocol: 'http'} as const;
		}

		case 'tcp': {
			return {host: transport.host, port: transport.port, protocol: 'http'} as const;
		}

		case 'tls': {
			return {host: transport.host, port: transport.port, protocol: 'https'} as const;
		}
	}
}
