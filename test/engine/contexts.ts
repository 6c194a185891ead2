import {createHash} from 'node:crypto';
import path from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {DockdashError} from '../../source/errors.js';
import {resolveEndpoint, type EndpointRequest, type SocketCheck} from '../../source/engine/contexts.js';
import {createFolder, writeFiles} from '../support/machine.js';

const nothing: SocketCheck = () => 'missing';

/** A home folder with these files in its .docker. */
function makeHome(t: ExecutionContext, files: Readonly<Record<string, unknown>> = {}): string {
	const home = createFolder(t);
	writeFiles(path.join(home, '.docker'), Object.fromEntries(Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? content : JSON.stringify(content)])));
	return home;
}

function contextFiles(name: string, endpoint: object): Readonly<Record<string, unknown>> {
	const digest = createHash('sha256').update(name).digest('hex');
	return {[`contexts/meta/${digest}/meta.json`]: {Name: name, Endpoints: {docker: endpoint}}};
}

const sources = {
	...contextFiles('flag', {Host: 'tcp://flag-context:1'}),
	...contextFiles('named', {Host: 'tcp://named-context:1'}),
	...contextFiles('current', {Host: 'tcp://current-context:1'}),
	'config.json': {currentContext: 'current'},
};

const everything = {host: 'tcp://flag:1', context: 'flag', environment: {DOCKER_HOST: 'tcp://environment:1', DOCKER_CONTEXT: 'named'}};

const order: ReadonlyArray<readonly [said: string, request: Omit<EndpointRequest, 'homeFolder'>, address: string, origin: RegExp]> = [
	['--host', everything, 'tcp://flag:1', /^--host$/v],
	['--context', {...everything, host: undefined}, 'tcp://flag-context:1', /^the context “flag”$/v],
	['DOCKER_HOST', {environment: everything.environment}, 'tcp://environment:1', /^DOCKER_HOST$/v],
	['DOCKER_CONTEXT', {environment: {...everything.environment, DOCKER_HOST: ''}}, 'tcp://named-context:1', /^the context “named”$/v],
	['the current context', {environment: {}}, 'tcp://current-context:1', /^the context “current”$/v],
];

for (const [index, [said, request, address, origin]] of order.entries()) {
	test(`${said} counts when ${index === 0 ? 'everything is said' : `${order[index - 1]![0]} says nothing`}`, t => {
		const endpoint = resolveEndpoint({...request, homeFolder: makeHome(t, sources)}, nothing);
		t.is(endpoint.address, address);
		t.regex(endpoint.origin, origin);
	});
}

test('without any of these: the first socket that may be used', t => {
	const find = (accesses: Readonly<Record<string, ReturnType<SocketCheck>>>) => resolveEndpoint({homeFolder: makeHome(t), environment: {XDG_RUNTIME_DIR: '/run/user/7'}}, socket => accesses[socket] ?? 'missing').address;
	t.is(find({'/var/run/docker.sock': 'usable', '/run/podman/podman.sock': 'usable'}), 'unix:///var/run/docker.sock');
	t.is(find({'/var/run/docker.sock': 'denied', '/run/user/7/docker.sock': 'usable'}), 'unix:///run/user/7/docker.sock');
	t.is(find({'/run/user/7/podman/podman.sock': 'usable', '/run/podman/podman.sock': 'usable'}), 'unix:///run/user/7/podman/podman.sock');
	// The error is then about the one that is there.
	t.is(find({'/run/podman/podman.sock': 'denied'}), 'unix:///run/podman/podman.sock');
	t.is(find({}), 'unix:///var/run/docker.sock');
});

test('the context “default” is the socket of this machine', t => {
	t.is(resolveEndpoint({context: 'default', environment: {}, homeFolder: makeHome(t)}, nothing).address, 'unix:///var/run/docker.sock');
});

test('DOCKER_CONFIG is where the contexts are', t => {
	const home = makeHome(t, sources);
	t.is(resolveEndpoint({homeFolder: '/nonexistent', environment: {DOCKER_CONFIG: path.join(home, '.docker')}}, nothing).address, 'tcp://current-context:1');
});

test('a context brings its own TLS material', t => {
	const digest = createHash('sha256').update('safe').digest('hex');
	const home = makeHome(t, {
		...contextFiles('safe', {Host: 'tcp://lab:2376', SkipTLSVerify: false}),
		[`contexts/tls/${digest}/docker/ca.pem`]: 'CA',
		[`contexts/tls/${digest}/docker/cert.pem`]: 'CERT',
		[`contexts/tls/${digest}/docker/key.pem`]: 'KEY',
	});
	const {address, transport} = resolveEndpoint({context: 'safe', environment: {}, homeFolder: home}, nothing);
	t.is(address, 'https://lab:2376');
	t.like(transport, {
		kind: 'tls', tls: {
			ca: 'CA', certificate: 'CERT', key: 'KEY', isVerified: true,
		},
	});
});

test('DOCKER_TLS_VERIFY checks tcp with the material of DOCKER_CERT_PATH, and leaves sockets alone', t => {
	const home = makeHome(t, {'ca.pem': 'CA'});
	const folder = path.join(home, '.docker');
	const resolve = (environment: Record<string, string>) => resolveEndpoint({homeFolder: home, environment}, nothing).transport;
	t.like(resolve({DOCKER_HOST: 'tcp://lab', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder}), {kind: 'tls', port: 2376, tls: {ca: 'CA', isVerified: true}});
	t.like(resolve({DOCKER_HOST: 'tcp://lab', DOCKER_TLS: '1', DOCKER_CERT_PATH: folder}), {kind: 'tls', tls: {isVerified: false}});
	t.is(resolve({DOCKER_HOST: 'tcp://lab', DOCKER_CERT_PATH: folder}).kind, 'tcp');
	t.is(resolve({DOCKER_HOST: 'unix:///run/lab.sock', DOCKER_TLS_VERIFY: '1'}).kind, 'unix');
	t.throws(() => resolve({DOCKER_HOST: 'tcp://lab', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/nonexistent'}), {instanceOf: DockdashError, message: /^DOCKER_CERT_PATH \(\/nonexistent\) holds no ca\.pem/v});
});

const mistakes: ReadonlyArray<readonly [name: string, files: Readonly<Record<string, unknown>>, message: RegExp]> = [
	['a context that does not exist', {'config.json': {currentContext: 'lost'}}, /^There is no Docker context “lost” \(.*config\.json\): “docker context ls” lists those there are\.$/v],
	['a context without a host', {'config.json': {currentContext: 'empty'}, ...contextFiles('empty', {})}, /^the context “empty” .* names no Docker host: recreate it/v],
	['a context with a host that is none', {'config.json': {currentContext: 'odd'}, ...contextFiles('odd', {Host: 'ftp://x'})}, /^“ftp:\/\/x” \(the context “odd”\) is not an engine address/v],
	['a configuration that is no JSON', {'config.json': '{'}, /config\.json is not valid JSON .* correct it, or name the engine with --host\.$/v],
	['a configuration that is a folder', {'config.json/x': ''}, /config\.json cannot be read .* or name the engine with --host\.$/v],
];

for (const [name, files, message] of mistakes) {
	test(`${name} is told in a sentence`, t => {
		t.throws(() => resolveEndpoint({environment: {}, homeFolder: makeHome(t, files)}, nothing), {instanceOf: DockdashError, message});
	});
}

test('a configuration that is not an object counts as empty', t => {
	t.is(resolveEndpoint({environment: {}, homeFolder: makeHome(t, {'config.json': '[1]'})}, nothing).address, 'unix:///var/run/docker.sock');
});
