import test from 'ava';
import type {EngineDocument} from '../../source/engine/engine.js';
import {alter, planRecorded, readRecordedInspect} from '../support/start-over/recorded.js';

const hostConfig = ({HostConfig}: EngineDocument): EngineDocument => HostConfig as EngineDocument;

test('sends what was found, also fields that dockdash does not know', t => {
	const found = alter(readRecordedInspect('limits'), {config: {FromTheFuture: {a: 1}}, host: {AlsoNew: ['x']}});
	const {body} = planRecorded('limits', {}, {inspect: found}).recipe;
	t.like(body, {Image: 'lab:1', FromTheFuture: {a: 1}, Cmd: ['sleep', '100000'], StopTimeout: 1});
	t.like(hostConfig(body), {AlsoNew: ['x'], CpuShares: 512, CpusetCpus: '0', Init: true});
});

test('leaves out a host name that is the id, and keeps one that was chosen', t => {
	t.false('Hostname' in planRecorded('plain').recipe.body);
	const inspect = alter(readRecordedInspect('plain'), {config: {Hostname: 'chosen'}});
	t.is(planRecorded('plain', {}, {inspect}).recipe.body.Hostname, 'chosen');
});

test('on the host\'s network, leaves out the engine\'s own host name, and keeps another', t => {
	t.false('Hostname' in planRecorded('host-network').recipe.body);
	const inspect = alter(readRecordedInspect('host-network'), {config: {Hostname: 'chosen'}});
	t.is(planRecorded('host-network', {}, {inspect}).recipe.body.Hostname, 'chosen');
});

test('clears the image\'s entrypoint again where it was cleared', t => {
	t.deepEqual(planRecorded('cleared-entrypoint').recipe.body.Entrypoint, ['']);
	t.is(planRecorded('plain').recipe.body.Entrypoint, null, 'this image has none, so there is nothing to clear');
});

test('in another container\'s network, names that container and leaves out what is its', t => {
	const inspect = alter(readRecordedInspect('joined-network'), {config: {ExposedPorts: {'80/tcp': {}}}, host: {Dns: ['10.0.0.1'], PublishAllPorts: false}});
	const {body} = planRecorded('joined-network', {}, {inspect}).recipe;
	t.is(hostConfig(body).NetworkMode, 'container:lab-host');
	const refused = ['Hostname', 'Domainname', 'ExposedPorts', 'NetworkingConfig', 'Dns', 'PortBindings', 'PublishAllPorts', 'Links', 'ExtraHosts'];
	const sent = new Set([...Object.keys(body), ...Object.keys(hostConfig(body))]);
	t.deepEqual(refused.filter(field => sent.has(field)), []);
});

test('names the containers whose processes and shared memory it shares', t => {
	t.like(hostConfig(planRecorded('joined-processes').recipe.body), {PidMode: 'container:lab-host', IpcMode: 'container:lab-host'});
});

test('gives a link back as it was asked for', t => {
	t.deepEqual(hostConfig(planRecorded('link').recipe.body).Links, ['lab-host:db']);
});

test('sends CPUs without the quota that the engine makes of them', t => {
	const inspect = alter(readRecordedInspect('limits'), {host: {NanoCpus: 5e8, CpuPeriod: 100_000, CpuQuota: 50_000}});
	t.like(hostConfig(planRecorded('limits', {}, {inspect}).recipe.body), {NanoCpus: 5e8, CpuPeriod: 0, CpuQuota: 0});
});

test('takes only what somebody typed along to a newer image', t => {
	const newestImage = {Id: `sha256:${'9'.repeat(64)}`, Config: {Env: ['PATH=/new', 'LAB=9'], Cmd: ['new'], Labels: {lab: 'new'}}};
	const {plan, recipe: {body}} = planRecorded('odd-environment', {image: 'newest'}, {newestImage});
	t.is(plan.image.id, newestImage.Id);
	t.is(body.Cmd, undefined, 'the command was the old image\'s');
	t.deepEqual(body.Labels, {}, 'so were the labels');
	t.false((body.Env as string[]).some(variable => variable.startsWith('PATH=')));
	t.true((body.Env as string[]).includes('LAB=2'), 'this was typed over the old image\'s value');
});

test('names the image by id when its tag has moved and the same image is wanted', t => {
	const newestImage = {Id: `sha256:${'9'.repeat(64)}`, Config: {}};
	const {plan, recipe} = planRecorded('plain', {}, {newestImage});
	t.is(recipe.body.Image, plan.image.id);
	t.is(plan.image.movedTo, newestImage.Id);
});
