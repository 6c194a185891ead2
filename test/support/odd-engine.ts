import {once} from 'node:events';
import {createServer, type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http';
import path from 'node:path';
import {createFolder, type Teardown} from './machine.js';

/** What answers in place of an engine, on a socket of its own; it can be told to answer otherwise at any time. */
export type OddEngine = {
	readonly address: string;
	/** The paths that were asked for, without the API version. */
	readonly requests: readonly string[];
	/** Answers so from now on. */
	readonly become: (listener: RequestListener) => void;
	/** Ends all connections, whatever is under way. */
	readonly breakConnections: () => void;
};

export async function startOddEngine(t: Teardown, listener: RequestListener): Promise<OddEngine> {
	const socket = path.join(createFolder(t), 'engine.sock');
	const requests: string[] = [];
	let current = listener;
	const server = createServer((request, response) => {
		requests.push(pathOf(request));
		current(request, response);
	});
	server.listen(socket);
	await once(server, 'listening');
	t.teardown(() => {
		server.close();
		server.closeAllConnections();
	});
	return {
		address: `unix://${socket}`,
		requests,
		become(next) {
			current = next;
		},
		breakConnections() {
			server.closeAllConnections();
		},
	};
}

/** Answers these paths with JSON, follows `/events` without an event, and knows nothing else. */
export function answerWith(answers: Readonly<Record<string, unknown>>): RequestListener {
	return (request, response) => {
		const asked = pathOf(request);
		if (asked === '/events') {
			response.writeHead(200, {'content-type': 'application/json'}).flushHeaders();
			return;
		}

		answer(response, Object.hasOwn(answers, asked) ? 200 : 404, JSON.stringify(answers[asked] ?? {message: `no such page: ${asked}`}));
	};
}

/** The least that an engine without containers says. */
export const emptyEngine = {
	'/version': {ApiVersion: '1.41', MinAPIVersion: '1.12', Version: '20.10.24'},
	'/info': {NCPU: 2, MemTotal: 2 ** 33, CgroupVersion: '2'},
	'/containers/json': [],
	'/images/json': [],
};

export function answer(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status).end(text);
}

/** The path that was asked for, without the API version and the query. */
export function pathOf({url = ''}: IncomingMessage): string {
	return url.replace(/^\/v[\d.]+/v, '').replace(/\?.*$/v, '');
}
