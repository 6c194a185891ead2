import test from 'ava';
import type {EngineInfo, PathChange} from '../../source/container.js';
import type {EngineDocument} from '../../source/engine/engine.js';
import {type Inspect, parseInspect} from '../../source/start-over/inspect.js';
import type {Prepared} from '../../source/start-over/plan.js';
import {translatePodman} from '../../source/start-over/podman.js';
import {
	alter, planRecorded, readRecorded, readRecordedInspect, recordedInfo, refuseRecorded,
} from '../support/start-over/recorded.js';

test('says what is lost, without what the engine itself put there', t => {
	const changes: PathChange[] = [
		{kind: 'changed', path: '/usr'},
		{kind: 'deleted', path: '/usr/bin'},
		{kind: 'added', path: '/mess'},
		{kind: 'added', path: '/data'},
		{kind: 'added', path: '/sbin'},
		{kind: 'added', path: '/sbin/docker-init'},
	];
	t.deepEqual(planRecorded('anonymous-volume', {}, {changes, layerBytes: 12}).plan.losses, {
		added: 1, changed: 0, deleted: 1, bytes: 12, paths: [{kind: 'deleted', path: '/usr/bin'}, {kind: 'added', path: '/mess'}],
	});
});

test('knows anonymous volumes from those that stay', t => {
	const {volumes} = planRecorded('anonymous-volume').plan;
	t.like(volumes, [{target: '/data', fate: 'fresh'}]);
	t.deepEqual(planRecorded('image-volume').plan.volumes.map(({target}) => target), ['/srv/data']);
	const host = planRecorded('host').plan;
	t.deepEqual(host.volumes.map(({target}) => target), ['/shared']);
	t.deepEqual(host.stays, [{kind: 'volume', source: 'lab-keep', target: '/kept', isReadOnly: false}]);
	t.deepEqual(planRecorded('volumes-from').plan.volumes, [], 'these belong to the other one');
});

test('keeps an anonymous volume when that is chosen, and makes it fresh again later', t => {
	const {plan, recipe} = planRecorded('anonymous-volume', {volumes: 'keep'});
	const bind = `${plan.volumes[0]?.name}:/data`;
	t.like(recipe.body.HostConfig, {Binds: [bind]});
	const later = alter(readRecordedInspect('anonymous-volume'), {host: {Binds: [bind]}});
	t.like(planRecorded('anonymous-volume', {volumes: 'keep'}, {inspect: later}).recipe.body.HostConfig, {Binds: [bind]});
	t.like(planRecorded('anonymous-volume', {volumes: 'fresh'}, {inspect: later}).recipe.body.HostConfig, {Binds: []});
});

test('says what will not be the same', t => {
	const {differences} = planRecorded('ports').plan;
	t.regex(differences.join('\n'), /host port \d+ -> 80\/tcp will be another one/v);
	t.regex(differences.join('\n'), /address 10\.\d+\.\d+\.\d+ on bridge may be another one/v);
	t.regex(planRecorded('removed-on-exit').plan.differences.join('\n'), /--rm/v);
	t.false(planRecorded('removed-on-exit').plan.canUndo);
	t.deepEqual(planRecorded('host-network').plan.differences, []);
	t.notRegex(planRecorded('two-networks').plan.differences.join('\n'), /address/v, 'its addresses were chosen');
});

test('lists the containers that would be left broken', t => {
	const others = ['joined-network', 'joined-processes', 'volumes-from', 'link', 'plain'].map(name => readRecordedInspect(name));
	const {dependents} = planRecorded('host', {}, {others}).plan;
	t.deepEqual(dependents.map(({name, uses, isInside}) => [name, uses, isInside]), [
		['lab-joined-network', 'its network', true],
		['lab-joined-processes', 'its processes and its shared memory', true],
		['lab-volumes-from', 'its volumes', false],
		['lab-link', 'a link to it', false],
	]);
});

test('names the image that saves the old one in a way that image names allow', t => {
	t.is(planRecorded('plain', {saveFirst: true}).plan.savedAs, 'lab-plain:before-start-over-20261124-041211');
	const inspect = alter(readRecordedInspect('plain'), {document: {Name: '/Web__1.-_'}});
	t.is(planRecorded('plain', {saveFirst: true}, {inspect}).plan.savedAs, 'web-1:before-start-over-20261124-041211');
});

test('refuses, with the reason', t => {
	const labelled = (label: string) => ({inspect: alter(readRecordedInspect('plain'), {config: {Labels: {[label]: 'x'}}})});
	t.regex(refuseRecorded('plain', labelled('com.docker.swarm.task.id')) ?? '', /swarm service/v);
	t.regex(refuseRecorded('plain', labelled('io.kubernetes.pod.name')) ?? '', /Kubernetes/v);
	t.regex(refuseRecorded('plain', labelled('PODMAN_SYSTEMD_UNIT')) ?? '', /systemd/v);
	t.regex(refuseRecorded('plain', {inspect: alter(readRecordedInspect('plain'), {document: {Pod: 'a1'}})}) ?? '', /belongs to a pod/v);
	t.regex(refuseRecorded('plain', {ownContainerId: readRecordedInspect('plain').id}) ?? '', /dockdash runs in/v);
	t.regex(refuseRecorded('joined-network', {containers: []}) ?? '', /uses the network of container [\da-f]{12}, which is gone/v);
	t.regex(refuseRecorded('plain', {inspect: alter(readRecordedInspect('plain'), {document: {State: {Status: 'removing'}}})}) ?? '', /being removed/v);
	t.regex(refuseRecorded('plain', {image: undefined, newestImage: undefined}) ?? '', /image of lab-plain, lab:1, is gone/v);
});

test('uses the newest image where the old one is gone and that is chosen', t => {
	const newestImage = {Id: `sha256:${'9'.repeat(64)}`, Config: {}};
	t.not(refuseRecorded('plain', {image: undefined, newestImage}), undefined);
	t.is(planRecorded('plain', {image: 'newest'}, {image: undefined, newestImage}).recipe.body.Image, 'lab:1');
});

test('makes nothing of what hostile names and labels hold', t => {
	const inspect = alter(readRecordedInspect('plain'), {config: {Image: 'lab\u{1B}[31m:1', Labels: {'a\u{1B}]0;x\u{7}': '\u{202E}'}, Env: ['A=\u{1B}[2J']}});
	const {plan} = planRecorded('plain', {}, {inspect});
	t.is(plan.image.reference, 'lab:1');
	t.notRegex(JSON.stringify(plan), /\\u001b|\\u0007|\u{202E}/v);
});

test('plans what Docker 26 tells', t => {
	const {plan} = planOf(parseInspect(readRecorded('docker-26/oomdead.inspect')), {apiVersion: '1.45', cgroupVersion: 2});
	t.is(plan.command, 'docker run -d --name oomdead --memory 33554432 --memory-swap 33554432 bb:1 sh -c \'exec dd if=/dev/zero of=/dev/null bs=96M count=1\'');
	t.deepEqual(plan.differences, ['host name 53375af8978b is its id, and will be the new id']);
});

test('plans what Podman 5 tells, in words that it takes', t => {
	const {plan, recipe} = planOf(parseInspect(translatePodman(readRecorded('podman/plim.inspect'))), {product: 'podman', cgroupVersion: 2});
	t.regex(plan.command, /^podman run -d --name plim /v);
	t.like(recipe.body, {Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']});
	t.like(recipe.body.HostConfig, {
		NetworkMode: 'podman', PidMode: '', UTSMode: '', Runtime: '', CpuQuota: 0, NanoCpus: 500_000_000, Annotations: {},
	});
	t.like(recipe.body.HostConfig, {Ulimits: [{Name: 'nofile'}, {Name: 'nproc'}]});
	t.deepEqual(recipe.connects, []);
});

test('knows Podman\'s anonymous volumes, which are among its binds', t => {
	const recorded = readRecorded('podman/plim.inspect');
	const name = 'ab12'.repeat(16);
	const inspect = parseInspect(translatePodman({
		...recorded,
		HostConfig: {...recorded.HostConfig as EngineDocument, Binds: [`${name}:/data:rw,rprivate,nosuid,nodev,rbind`, 'keep:/keep:rw']},
		Mounts: [{Type: 'volume', Name: name, Destination: '/data'}, {Type: 'volume', Name: 'keep', Destination: '/keep'}],
	}));
	const {plan, recipe} = planOf(inspect, {product: 'podman'});
	t.deepEqual(plan.volumes.map(({target}) => target), ['/data']);
	t.deepEqual(plan.stays.map(({target}) => target), ['/keep']);
	t.like(recipe.body, {Volumes: {'/data': {}}, HostConfig: {Binds: ['keep:/keep:rw']}});
});

function planOf(inspect: Inspect, change: Partial<EngineInfo>): Prepared {
	const image = {Id: inspect.imageId, Config: {Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Labels: {'org.example.kind': 'fixture'}}};
	return planRecorded('plain', {}, {
		inspect, image, newestImage: image, info: {...recordedInfo, ...change},
	});
}
