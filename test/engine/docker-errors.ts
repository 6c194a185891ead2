import test from 'ava';
import {convertConnectionError, convertStatusError, deadlineCode, sshCode} from '../../source/engine/docker-errors.js';
import type {EngineErrorKind} from '../../source/errors.js';
import {readAnswer} from '../support/answers.js';

const context = {address: 'unix:///run/lab.sock', task: 'start web'};

const connectionErrors: ReadonlyArray<readonly [code: string, kind: EngineErrorKind, words: RegExp]> = [
	['ENOENT', 'unreachable', /there is no such socket\. Start the engine, or name another with --host\.$/v],
	['ECONNREFUSED', 'unreachable', /nothing listens there\. Start the engine, or name another with --host\.$/v],
	['ENOTFOUND', 'unreachable', /name of that host is not known\. Check it, and the network\.$/v],
	['EAI_AGAIN', 'unreachable', /name of that host is not known/v],
	['EHOSTUNREACH', 'unreachable', /does not answer\. Check the address and the network\.$/v],
	['ETIMEDOUT', 'unreachable', /does not answer/v],
	['ECONNRESET', 'unreachable', /was lost: it may be restarting\.$/v],
	['EPIPE', 'unreachable', /was lost/v],
	['ERR_STREAM_PREMATURE_CLOSE', 'unreachable', /was lost/v],
	[deadlineCode, 'unreachable', /^Cannot start web: .* does not answer \(the reason\)/v],
	[sshCode, 'unreachable', /: the reason\. Check that “ssh” reaches that host without a question, and that “docker” runs there\.$/v],
	['EACCES', 'denied', /^No permission to use .*: run dockdash as root, or join the group/v],
	['EPERM', 'denied', /^No permission/v],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'denied', /^No TLS connection to .*: the reason\. Check DOCKER_CERT_PATH/v],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'denied', /^No TLS connection/v],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'denied', /^No TLS connection/v],
	['HPE_INVALID_CONSTANT', 'failed', /is not a container engine, or wants TLS: check the address\.$/v],
	['EMFILE', 'failed', /: the reason\.$/v],
	['', 'failed', /: the reason\.$/v],
];

for (const [code, kind, words] of connectionErrors) {
	test(`no answer: ${code || 'an error without a code'} is ${kind}`, t => {
		const cause = Object.assign(new Error('the reason'), code === '' ? {} : {code});
		const error = convertConnectionError(cause, context);
		t.is(error.kind, kind);
		t.regex(error.message, words);
		t.true(error.message.includes(context.address));
		t.is(error.cause, cause);
	});
}

test('of an OpenSSL error only the reason is told', t => {
	const error = Object.assign(new Error('409D02:error:0A000412:SSL routines:ssl3_read_bytes'), {code: 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', reason: 'ssl/tls alert bad certificate'});
	t.regex(convertConnectionError(error, context).message, /^No TLS connection to unix:\S+: ssl\/tls alert bad certificate\. Check/v);
});

test('a connection that breaks where certificates are asked for may be refused for them', t => {
	const error = Object.assign(new Error('socket hang up'), {code: 'ECONNRESET'});
	t.regex(convertConnectionError(error, {...context, address: 'https://lab:2376'}).message, /it may be restarting, or not accept our certificate \(DOCKER_CERT_PATH or the context's\)\.$/v);
});

test('what was thrown need not be an error', t => {
	t.is(convertConnectionError('boom', context).kind, 'failed');
	t.regex(convertConnectionError(undefined, context).message, /the reason is not known\.$/v);
});

const said = {message: 'its own words.'};
const statuses: ReadonlyArray<readonly [status: number, body: unknown, kind: EngineErrorKind, message: RegExp]> = [
	[400, said, 'failed', /^Cannot start web: its own words\.$/v],
	[401, said, 'denied', /^Cannot start web: its own words\. The engine at unix:.* does not allow it/v],
	[403, undefined, 'denied', /answered with status 403\. The engine .* does not allow it/v],
	[404, said, 'gone', /^Cannot start web: its own words\.$/v],
	// An engine that knows the request says in JSON what is missing.
	[404, undefined, 'unsupported', /status 404\. This engine or its API version does not know how\.$/v],
	[405, said, 'unsupported', /does not know how\.$/v],
	[409, said, 'conflict', /^Cannot start web: its own words\.$/v],
	[500, said, 'failed', /^Cannot start web: its own words\.$/v],
	[400, 'Client sent an HTTP request to an HTTPS server.\n', 'failed', /^Cannot start web: Client sent an HTTP request to an HTTPS server\.$/v],
	[404, '404 page not found\n', 'unsupported', /^Cannot start web: 404 page not found\. This engine or its API version does not know how\.$/v],
	[500, 'one line\nand another', 'failed', /answered with status 500\.$/v],
	[500, '<html>', 'failed', /the engine at unix:\/\/\/run\/lab\.sock answered with status 500\.$/v],
	[501, said, 'unsupported', /does not know how\.$/v],
	[502, undefined, 'unreachable', /status 502\.$/v],
	[504, undefined, 'unreachable', /status 504\.$/v],
	[0, undefined, 'failed', /status 0\.$/v],
];

for (const [status, body, kind, message] of statuses) {
	test(`status ${status} with ${JSON.stringify(body) ?? 'nothing'} is ${kind}`, t => {
		const error = convertStatusError(status, body, context);
		t.is(error.kind, kind);
		t.regex(error.message, message);
	});
}

test('the sentences of both engines when there is no such container', t => {
	const sentence = (engine: string) => convertStatusError(404, readAnswer(`${engine}/not-found`), context).message;
	t.is(sentence('docker-20.10'), 'Cannot start web: No such container: nobody.');
	t.is(sentence('podman'), 'Cannot start web: no container with name or ID "nope" found: no such container.');
});

test('ids are told by their beginning, and other digits are left alone', t => {
	const id = '2d1a9db48bc0ee296b306ee6508ba5875e22b6163c4946113bccde06a7e05701';
	const {message} = convertStatusError(500, {message: `Cannot update container ${id}: limit 80658432`}, {address: 'unix:///x', task: `change the limits of ${id}`});
	t.is(message, 'Cannot change the limits of 2d1a9db48bc0: Cannot update container 2d1a9db48bc0: limit 80658432.');
});

test('an engine\'s words cannot steer the terminal, nor fill it', t => {
	const {message} = convertStatusError(500, {message: `a\u{1B}[2J\nb${'x'.repeat(10_000)}`}, context);
	t.true(message.startsWith('Cannot start web: abx'));
	t.true(message.length < 1100);
	t.regex(convertConnectionError(new Error('a\u{1B}[2J\nb'), context).message, /: ab\.$/v);
});
