import type {RequestListener} from 'node:http';
import test, {type ExecutionContext} from 'ava';
import {createDockerClient, type DockerClient} from '../../source/engine/docker-client.js';
import {createDockerEngine} from '../../source/engine/docker.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';
import type {Engine} from '../../source/engine/engine.js';
import {EngineError, type EngineErrorKind} from '../../source/errors.js';
import {answer, answerWith, emptyEngine, pathOf, startOddEngine, type OddEngine} from '../support/odd-engine.js';

// What may stand behind an address: each is told in one sentence, and none holds a request for ever.

const neverAnswer: RequestListener = () => undefined;

async function connect(t: ExecutionContext, listener: RequestListener): Promise<OddEngine & {readonly client: DockerClient; readonly engine: Engine}> {
	const odd = await startOddEngine(t, listener);
	const endpoint = parseEndpoint(odd.address, 'the test');
	const client = createDockerClient(endpoint);
	const engine = createDockerEngine(endpoint);
	t.teardown(client.close);
	t.teardown(engine.close);
	return {...odd, client, engine};
}

test('one that never answers: a request ends at its deadline, also before the version is known', async t => {
	const {client, address} = await connect(t, neverAnswer);
	const error = await t.throwsAsync(client.readJson({task: 'list the containers', path: '/containers/json', deadlineMilliseconds: 50}), {instanceOf: EngineError});
	t.is(error.kind, 'unreachable');
	t.is(error.message, `Cannot list the containers: the engine at ${address} does not answer (0 s). It may be overloaded or hanging.`);
});

test('one that never answers: a request ends with its own signal, also before the version is known', async t => {
	const arrived = Promise.withResolvers<void>();
	const {client, requests} = await connect(t, () => {
		arrived.resolve();
	});
	const controller = new AbortController();
	const asking = client.openStream({task: 'follow', path: '/events', signal: controller.signal, deadlineMilliseconds: Infinity});
	const other = client.readJson({task: 'list', path: '/containers/json'});
	await arrived.promise;
	controller.abort();
	await t.throwsAsync(asking, {name: 'AbortError'});
	// The question for the version is everybody's, and goes on until the other has had its answer.
	t.deepEqual(requests, ['/version']);
	client.close();
	await t.throwsAsync(other, {instanceOf: EngineError});
});

test('a request whose signal has ended is not made', async t => {
	const {client, requests} = await connect(t, neverAnswer);
	await t.throwsAsync(client.readJson({task: 'list', path: '/containers/json', signal: AbortSignal.abort()}), {name: 'AbortError'});
	t.deepEqual(requests, []);
});

test('an answer that stops half-way ends at the deadline', async t => {
	const {client} = await connect(t, (request, response) => {
		if (pathOf(request) === '/containers/json') {
			response.writeHead(200).write('[');
		} else {
			answerWith(emptyEngine)(request, response);
		}
	});
	await client.readJson({task: 'list the images', path: '/images/json'});
	await t.throwsAsync(client.readJson({task: 'list', path: '/containers/json', deadlineMilliseconds: 50}), {instanceOf: EngineError, message: /does not answer/v});
});

test('closing ends what is under way', async t => {
	const arrived = Promise.withResolvers<void>();
	const {client} = await connect(t, () => {
		arrived.resolve();
	});
	const asking = client.readJson({task: 'list', path: '/containers/json'});
	await arrived.promise;
	client.close();
	await t.throwsAsync(asking, {instanceOf: EngineError});
});

const odd: ReadonlyArray<readonly [title: string, listener: RequestListener, kind: EngineErrorKind, words: RegExp]> = [
	['a web server with a page', (_request, response) => {
		answer(response, 200, '<html>hello');
	}, 'failed', /^Cannot ask the engine for its version: the answer of unix:\S+ is not JSON\.$/v],
	['JSON of another service', (_request, response) => {
		answer(response, 200, '{"hello": "world"}');
	}, 'failed', /^What answers at unix:\S+ is not a container engine: check the address\.$/v],
	['something that does not speak HTTP', request => {
		request.socket.end('\u{0}\u{1}\u{2} hello\r\n\r\n');
	}, 'failed', /^What answers at unix:\S+ is not a container engine, or wants TLS: check the address\.$/v],
	['status 500 with a page', (_request, response) => {
		answer(response, 500, '<html><body>\nInternal\nServer Error');
	}, 'failed', /^Cannot ask the engine for its version: the engine at unix:\S+ answered with status 500\.$/v],
	['status 503 with a page of a proxy', (_request, response) => {
		answer(response, 503, '<html>');
	}, 'failed', /answered with status 503\.$/v],
	['one that closes at once', request => {
		request.socket.destroy();
	}, 'unreachable', /^The connection to the engine at unix:\S+ was lost: it may be restarting\.$/v],
	['one that closes in the middle of its answer', (request, response) => {
		response.writeHead(200, {'content-length': '1000'});
		response.write('{"ApiVersion"', () => {
			request.socket.destroy();
		});
	}, 'unreachable', /^The connection to the engine at unix:\S+ was lost: it may be restarting\.$/v],
	['a head without end', request => {
		request.socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`);
	}, 'failed', /^What answers at unix:\S+ is not a container engine/v],
];

for (const [title, listener, kind, words] of odd) {
	test(`${title} is told in one sentence, and a real engine is recognised after it`, async t => {
		const {engine, become} = await connect(t, listener);
		const error = await t.throwsAsync(engine.listContainers(), {instanceOf: EngineError, message: words});
		t.is(error.kind, kind);
		become(answerWith(emptyEngine));
		t.deepEqual(await engine.listContainers(), []);
	});
}

test('events that break off in the middle end the stream with a sentence', async t => {
	const {engine, breakConnections} = await connect(t, (request, response) => {
		if (pathOf(request) === '/version') {
			answerWith(emptyEngine)(request, response);
		} else {
			response.writeHead(200).write('not JSON\n{"Type":"container","Action":"start","Actor":{"ID":"a"}}\n{"Type":"container","Action":"di');
		}
	});
	const actions: string[] = [];
	const follow = async (): Promise<void> => {
		for await (const {action} of engine.watchEvents(new AbortController().signal, () => undefined)) {
			actions.push(action);
			breakConnections();
		}
	};

	await t.throwsAsync(follow(), {instanceOf: EngineError, message: /was lost: it may be restarting/v});
	t.deepEqual(actions, ['start']);
});

test('a proxy that does not let us ask the engine about itself leaves the rest to be seen', async t => {
	const {'/info': _, ...allowed} = emptyEngine;
	const {engine} = await connect(t, (request, response) => {
		if (pathOf(request) === '/info') {
			answer(response, 403, '<html>forbidden');
		} else {
			answerWith(allowed)(request, response);
		}
	});
	t.like(await engine.readInfo(), {version: '20.10.24', cpus: undefined, memoryBytes: undefined, cgroupVersion: undefined});
});
