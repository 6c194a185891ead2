import {Buffer} from 'node:buffer';
import {createHash, randomBytes} from 'node:crypto';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import {resolveEndpoint, type EndpointRequest} from '../../source/engine/contexts.js';
import {createDockerEngine} from '../../source/engine/docker.js';
import type {Engine} from '../../source/engine/engine.js';
import {EngineError, type EngineErrorKind} from '../../source/errors.js';
import {docker, testEngineAddress, testWithEngine} from '../support/engine.js';
import {forward, forwardTls, makeCertificates, makeProgram} from '../support/forward.js';
import {createFolder} from '../support/machine.js';

// Every way to an engine, really gone: a list, the stream of events, and a shell, which takes the connection over.

function socketPath(): string {
	return testEngineAddress().replace(/^unix:\/\//v, '');
}

function connect(t: ExecutionContext, request: Partial<EndpointRequest>): Engine {
	const engine = createDockerEngine(resolveEndpoint({environment: {}, homeFolder: createFolder(t), ...request}));
	t.teardown(engine.close);
	return engine;
}

async function seeEngineWork(t: ExecutionContext, engine: Engine): Promise<void> {
	const name = `dd-connect-${randomBytes(4).toString('hex')}`;
	const controller = new AbortController();
	const open = Promise.withResolvers<void>();
	const actions: string[] = [];
	const follow = async (): Promise<void> => {
		for await (const event of engine.watchEvents(controller.signal, open.resolve)) {
			if (event.name === name) {
				actions.push(event.action);
				if (event.action === 'start') {
					return;
				}
			}
		}
	};

	const following = follow();
	await open.promise;
	const id = await docker('run', '--detach', '--init', '--name', name, 'lab:1', 'sleep', '1000');
	t.teardown(async () => docker('rm', '--force', id));
	await following;
	t.is(actions.at(-1), 'start');
	const list = await engine.listContainers();
	t.is(list.find(container => container.id === id)?.name, name);

	const shell = await engine.openShell(id, ['sh', '-c', 'read line; echo "it said $line"'], {columns: 80, rows: 24});
	shell.write(Buffer.from('hello\n'));
	let said = '';
	for await (const bytes of shell.output) {
		said += Buffer.from(bytes).toString('utf8');
	}

	t.true(said.includes('it said hello'));
	t.is(await shell.exitCode(), 0);
	controller.abort();
}

async function fails(t: ExecutionContext, engine: Engine, kind: EngineErrorKind, words: RegExp): Promise<void> {
	const error = await t.throwsAsync(engine.listContainers(), {instanceOf: EngineError, message: words});
	t.is(error.kind, kind);
}

/** A Docker configuration with one context, as `docker context create` writes it. */
function makeContext(t: ExecutionContext, name: string, endpoint: object, certificates?: string): string {
	const home = createFolder(t);
	const digest = createHash('sha256').update(name).digest('hex');
	const contexts = path.join(home, '.docker/contexts');
	mkdirSync(path.join(contexts, 'meta', digest), {recursive: true});
	writeFileSync(path.join(contexts, 'meta', digest, 'meta.json'), JSON.stringify({Name: name, Endpoints: {docker: endpoint}}));
	writeFileSync(path.join(home, '.docker/config.json'), JSON.stringify({currentContext: name}));
	if (certificates !== undefined) {
		for (const file of ['ca.pem', 'cert.pem', 'key.pem']) {
			cpSync(path.join(certificates, file), path.join(contexts, 'tls', digest, 'docker', file));
		}
	}

	return home;
}

testWithEngine('tcp', async t => {
	const engine = connect(t, {host: `tcp://127.0.0.1:${await forward(t, socketPath())}`});
	t.false(engine.isLocal);
	await seeEngineWork(t, engine);
});

testWithEngine('TLS by DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH', async t => {
	const certificates = makeCertificates(t);
	const port = await forwardTls(t, socketPath(), certificates);
	const engine = connect(t, {environment: {DOCKER_HOST: `tcp://127.0.0.1:${port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates}});
	t.is(engine.address, `https://127.0.0.1:${port}`);
	await seeEngineWork(t, engine);
});

testWithEngine('TLS by the material of the current context, and of one that is named', async t => {
	const certificates = makeCertificates(t);
	const port = await forwardTls(t, socketPath(), certificates);
	const homeFolder = makeContext(t, 'lab', {Host: `tcp://127.0.0.1:${port}`, SkipTLSVerify: false}, certificates);
	await seeEngineWork(t, connect(t, {homeFolder}));
	const named = connect(t, {homeFolder, context: 'lab'});
	t.true((await named.readInfo()).version !== '');
});

testWithEngine('TLS: who is not known to the other is not let in, and is told so', async t => {
	const [certificates, others] = [makeCertificates(t), makeCertificates(t)];
	const port = await forwardTls(t, socketPath(), certificates);
	const host = `tcp://127.0.0.1:${port}`;
	await fails(t, connect(t, {environment: {DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: others}}), 'denied', /^No TLS connection to https:\/\/127\.0\.0\.1:\d+: .*certificate.*\. Check DOCKER_CERT_PATH/v);
	// Without checking it we would talk to that engine, but it does not know us.
	const unchecked = makeContext(t, 'lab', {Host: host, SkipTLSVerify: true}, others);
	await fails(t, connect(t, {homeFolder: unchecked}), 'unreachable', /^The connection to the engine at https:\S+ was lost: .* not accept our certificate/v);
	const known = makeContext(t, 'lab', {Host: host, SkipTLSVerify: true}, certificates);
	t.true((await connect(t, {homeFolder: known}).listImages()).length > 0);
});

testWithEngine('TLS where there is none, and none where there is: both are told', async t => {
	const certificates = makeCertificates(t);
	const [plain, secure] = [await forward(t, socketPath()), await forwardTls(t, socketPath(), certificates)];
	await fails(t, connect(t, {environment: {DOCKER_HOST: `tcp://127.0.0.1:${plain}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates}}), 'denied', /^No TLS connection to /v);
	await fails(t, connect(t, {host: `tcp://127.0.0.1:${secure}`}), 'unreachable', /^The connection to the engine at tcp:\/\/127\.0\.0\.1:\d+ was lost/v);
});

// These change this process's PATH, so one at a time.
testWithEngine.serial('ssh: the user\'s own program, with docker at the other end', async t => {
	const log = path.join(createFolder(t), 'log');
	setPath(t, makeProgram(t, 'ssh', `echo "$*" >>${log}; while [ "$1" != docker ]; do shift; done; DOCKER_HOST=${testEngineAddress()} exec "$@"`));
	const engine = connect(t, {host: 'ssh://me@lab:2222'});
	t.false(engine.isLocal);
	await seeEngineWork(t, engine);
	t.regex(readFileSync(log, 'utf8'), /^-T -o BatchMode=yes -o ConnectTimeout=15 -l me -p 2222 -- lab docker system dial-stdio\n/v);
});

testWithEngine.serial('ssh that is not let in, or that is not there, is told in its own words', async t => {
	setPath(t, makeProgram(t, 'ssh', 'echo "Warning: something" >&2; echo "me@lab: Permission denied (publickey)." >&2; exit 255'));
	await fails(t, connect(t, {host: 'ssh://me@lab'}), 'unreachable', /^No container engine at ssh:\/\/me@lab: me@lab: Permission denied \(publickey\)\. Check that “ssh” reaches that host/v);
	setPath(t, makeProgram(t, 'ssh', 'echo "sh: docker: not found" >&2; exit 127'));
	await fails(t, connect(t, {host: 'ssh://lab'}), 'unreachable', /docker: not found\. Check that .* “docker” runs there\.$/v);
	setPath(t, createFolder(t));
	await fails(t, connect(t, {host: 'ssh://lab'}), 'unreachable', /spawn ssh ENOENT\. Check/v);
});

function setPath(t: ExecutionContext, value: string): void {
	const {PATH: before} = process.env;
	process.env.PATH = value;
	t.teardown(() => {
		process.env.PATH = before;
	});
}
