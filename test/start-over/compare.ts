import test from 'ava';
import type {EngineDocument} from '../../source/engine/engine.js';
import {compareContainers} from '../../source/start-over/compare.js';
import {parseInspect} from '../../source/start-over/inspect.js';
import {alter, planRecorded, readRecordedInspect} from '../support/start-over/recorded.js';

const other = 'e'.repeat(64);

test('two runs of the same container do not differ, whatever ids, times and addresses they have', t => {
	const old = readRecordedInspect('two-networks');
	const text = JSON.stringify(old.document).replaceAll('0f753121a853', 'eeeeeeeeeeee').replaceAll('"EndpointID":"', '"EndpointID":"f');
	const fresh = parseInspect({...JSON.parse(text) as EngineDocument, Created: '2027-01-01T00:00:00Z', State: {Status: 'running'}});
	t.not(fresh.id, old.id);
	t.deepEqual(compareContainers(old, fresh, []), []);
});

test('a profile that the engine chose at the first start is no difference, and one that was asked for is', t => {
	const old = readRecordedInspect('plain');
	t.deepEqual(compareContainers(old, alter(old, {document: {AppArmorProfile: 'docker-default'}}), []), []);
	t.is(compareContainers(old, alter(old, {host: {SecurityOpt: ['apparmor=unconfined']}}), []).length, 1);
});

test('says where something is not the same', t => {
	const old = readRecordedInspect('limits');
	const fresh = alter(old, {config: {Env: ['A=1']}, host: {CpuShares: 1, Dns: ['10.0.0.1']}});
	const found = compareContainers(old, fresh, []);
	t.is(found.length, 3);
	t.true(found.includes('HostConfig.CpuShares: 512 -> 1'));
	t.true(found.includes('HostConfig.Dns: [] -> ["10.0.0.1"]'));
});

test('leaves fresh volumes aside, and no others', t => {
	const old = readRecordedInspect('anonymous-volume');
	const {volumes} = planRecorded('anonymous-volume').plan;
	const mounts = old.mounts.map(mount => ({...mount, Name: other, Source: `/var/lib/docker/volumes/${other}/_data`}));
	const fresh = alter(old, {document: {Mounts: mounts}});
	t.deepEqual(compareContainers(old, fresh, volumes), []);
	t.is(compareContainers(old, fresh, []).length, 1);
});
