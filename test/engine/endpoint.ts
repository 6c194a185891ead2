import test from 'ava';
import {DockdashError} from '../../source/errors.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';

const addresses: ReadonlyArray<readonly [text: string, address: string, transport: object]> = [
	['/run/lab.sock', 'unix:///run/lab.sock', {kind: 'unix', path: '/run/lab.sock'}],
	['unix:///run/a b.sock', 'unix:///run/a b.sock', {kind: 'unix', path: '/run/a b.sock'}],
	['tcp://lab:2375', 'tcp://lab:2375', {kind: 'tcp', host: 'lab', port: 2375}],
	['tcp://lab', 'tcp://lab:2375', {kind: 'tcp', host: 'lab', port: 2375}],
	['TCP://lab:1', 'tcp://lab:1', {kind: 'tcp', host: 'lab', port: 1}],
	['lab:2375', 'tcp://lab:2375', {kind: 'tcp', host: 'lab', port: 2375}],
	['lab', 'tcp://lab:2375', {kind: 'tcp', host: 'lab', port: 2375}],
	['http://lab:80/', 'tcp://lab:80', {kind: 'tcp', host: 'lab', port: 80}],
	['tcp://:2375', 'tcp://127.0.0.1:2375', {kind: 'tcp', host: '127.0.0.1', port: 2375}],
	['tcp://[::1]:2375', 'tcp://[::1]:2375', {kind: 'tcp', host: '::1', port: 2375}],
	['ssh://lab', 'ssh://lab', {kind: 'ssh', host: 'lab', port: undefined, user: undefined, remoteSocket: undefined}],
	['ssh://me@lab:22/run/podman.sock', 'ssh://me@lab:22', {kind: 'ssh', host: 'lab', port: 22, user: 'me', remoteSocket: '/run/podman.sock'}],
];

for (const [text, address, transport] of addresses) {
	test(`${text} is ${address}`, t => {
		const endpoint = parseEndpoint(text, '--host');
		t.is(endpoint.address, address);
		t.deepEqual(endpoint.transport, transport);
		t.is(endpoint.origin, '--host');
	});
}

test('https is checked against the known authorities when no material is given', t => {
	const {address, transport} = parseEndpoint('https://lab', '--host');
	t.is(address, 'https://lab:2376');
	t.like(transport, {kind: 'tls', port: 2376, tls: {isVerified: true, ca: undefined}});
});

test('tcp with TLS material is TLS', t => {
	const tls = {
		ca: 'CA', certificate: 'C', key: 'K', isVerified: true,
	};
	const {address, transport} = parseEndpoint('tcp://lab', 'DOCKER_HOST', tls);
	t.is(address, 'https://lab:2376');
	t.like(transport, {kind: 'tls', tls});
});

test('a password in an address is never shown', t => {
	t.false(parseEndpoint('ssh://me:secret@lab', '--host').address.includes('secret'));
	t.false(parseEndpoint('tcp://me:secret@lab:1', '--host').address.includes('secret'));
});

for (const text of ['', ' ', 'ftp://lab', 'ssh://', 'tcp://', 'tcp://lab:99999', 'tcp://lab:x', 'tcp://lab:1/path', 'unix://run/lab.sock', 'ssh://-oProxyCommand=x', 'tcp://a b', 'npipe:////./pipe/docker']) {
	test(`${JSON.stringify(text)} is no address, and the sentence says where it stands and what to write`, t => {
		const error = t.throws(() => parseEndpoint(text, 'DOCKER_HOST'), {instanceOf: DockdashError});
		t.true(error.message.startsWith(`“${text}” (DOCKER_HOST) is not an engine address: write unix:///PATH`));
	});
}

test('an address from outside cannot steer the terminal', t => {
	t.throws(() => parseEndpoint('\u{1B}[2Jlab', '--host'), {message: /^“lab”/v});
});
