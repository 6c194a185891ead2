import test from 'ava';
import {convertNetworking, isAtLeast} from '../../source/start-over/endpoints.js';
import {parseInspect} from '../../source/start-over/inspect.js';
import {readRecorded, readRecordedInspect} from '../support/start-over/recorded.js';

test('sends the first network with the create body and joins the others, with fixed addresses and aliases, not with found ones', t => {
	t.deepEqual(convertNetworking(readRecordedInspect('two-networks'), '1.41'), {
		endpoints: {'lab-one': {IPAMConfig: {IPv4Address: '10.231.1.78'}, Aliases: ['first']}},
		connects: [{network: 'lab-two', endpoint: {IPAMConfig: {IPv4Address: '10.231.2.78'}, Aliases: ['second']}}],
		leaves: [],
		macAddress: undefined,
	});
});

test('asks for nothing on the default bridge', t => {
	t.deepEqual(convertNetworking(readRecordedInspect('plain'), '1.41'), {
		endpoints: {}, connects: [], leaves: [], macAddress: undefined,
	});
});

test('leaves the network it was made on, where somebody has disconnected it', t => {
	t.deepEqual(convertNetworking(readRecordedInspect('left-network'), '1.41'), {
		endpoints: {}, connects: [{network: 'lab-one', endpoint: {}}], leaves: ['bridge'], macAddress: undefined,
	});
});

test('finds the network that was given by the beginning of its id', t => {
	const {document} = readRecordedInspect('two-networks');
	const inspect = parseInspect({...document, HostConfig: {NetworkMode: '81975ad23ef5'}});
	t.deepEqual(Object.keys(convertNetworking(inspect, '1.41').endpoints), ['81975ad23ef5']);
});

test('puts the hardware address where the API version has it', t => {
	const inspect = readRecordedInspect('mac');
	t.is(convertNetworking(inspect, '1.41').macAddress, '02:42:0a:e7:01:63');
	const newer = convertNetworking(inspect, '1.44');
	t.is(newer.macAddress, undefined);
	t.deepEqual(newer.endpoints, {bridge: {MacAddress: '02:42:0a:e7:01:63'}});
});

test('does not take a hardware address that the engine made for one that was chosen', t => {
	const inspect = parseInspect(readRecorded('docker-26/limited.inspect'));
	t.deepEqual(convertNetworking(inspect, '1.45').endpoints, {});
});

test('compares API versions as numbers', t => {
	t.true(isAtLeast('1.44', '1.44'));
	t.true(isAtLeast('1.100', '1.44'));
	t.false(isAtLeast('1.5', '1.44'));
	t.true(isAtLeast('2.0', '1.44'));
	t.false(isAtLeast('', '1.44'));
});
