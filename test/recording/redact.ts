import test from 'ava';
import {leftOut, redactDocument, redactTexts} from '../../source/recording/redact.js';

test('values of the environment are left out wherever it stands, and names stay', t => {
	t.deepEqual(redactDocument({Config: {Env: ['PATH=/bin', 'TOKEN=a=b', 'UNSET', 7]}, ContainerConfig: {Env: ['X=']}, List: [{Env: ['Y=1']}]}), {
		Config: {Env: [`PATH=${leftOut}`, `TOKEN=${leftOut}`, 'UNSET', leftOut]}, ContainerConfig: {Env: [`X=${leftOut}`]}, List: [{Env: [`Y=${leftOut}`]}],
	});
});

test('labels and options are left out when their names sound like a secret', t => {
	const labels = {
		'com.lab.db-password': 'x', apiKey: 'x', api_key: 'x', 'splunk-token': 'x', 'traefik.http.auth.users': 'x', MYSQL_PWD: 'x', author: 'me', 'com.docker.compose.project': 'lab', 'org.opencontainers.image.authors': 'you',
	};
	const expected = {
		...Object.fromEntries(Object.keys(labels).map(key => [key, leftOut])), author: 'me', 'com.docker.compose.project': 'lab', 'org.opencontainers.image.authors': 'you',
	};
	t.deepEqual(redactTexts(labels), expected);
	t.deepEqual(redactDocument({Config: {Labels: labels}}), {Config: {Labels: expected}});
	t.deepEqual(redactDocument({HostConfig: {LogConfig: {Config: {'splunk-token': 'x', tag: 'y'}}}}), {HostConfig: {LogConfig: {Config: {'splunk-token': leftOut, tag: 'y'}}}});
});

test('command lines, limits and the rest stay as they are', t => {
	const document = {
		Path: 'sh', Args: ['-c', 'x'], HostConfig: {Memory: 5, Binds: null, Privileged: false}, State: {Pid: 7},
	};
	t.deepEqual(redactDocument(document), document);
});
