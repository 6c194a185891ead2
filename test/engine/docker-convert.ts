import test from 'ava';
import {convertInspectedContainer, convertListedContainer} from '../../source/engine/docker-convert-container.js';
import {
	convertChanges, convertEvent, convertImages, convertInfo,
} from '../../source/engine/docker-convert.js';
import {asDocument, asDocuments} from '../../source/engine/document.js';
import {
	readAnswer, readDocument, readEvents, recordedEngines,
} from '../support/answers.js';
import {findUnsafeTexts, mutate} from '../support/mutations.js';

test('images are tagged, intermediate when another was built on them, else dangling', t => {
	const kinds = recordedEngines.map(engine => convertImages(readAnswer(`${engine}/images`)).map(({id, tags, kind}) => `${id.slice(7, 11)} ${kind} ${tags.join(' ')}`.trim()));
	t.deepEqual(kinds, [
		[
			'6180 tagged lab:0', '7f1e dangling', 'c744 tagged lab:1', 'f04a intermediate', '3c69 intermediate', '2030 intermediate', '41cb intermediate', '5019 intermediate',
		],
		['2c31 tagged bb:1', '5faf intermediate', '438b intermediate', '449d intermediate', 'f19b tagged busybox:latest'],
		['f70b tagged localhost/busybox:latest'],
	]);
});

test('a document without an id is no image', t => {
	t.deepEqual(convertImages([{RepoTags: ['a:1']}]), []);
});

test('<none> is not a tag and not a digest', t => {
	const [image] = convertImages([{Id: 'sha256:a', RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'], ParentId: '', Created: 5, Size: 7}]);
	t.deepEqual(image, {
		id: 'sha256:a', parentId: undefined, tags: [], digests: [], kind: 'dangling', createdAt: 5000, sizeBytes: 7, labels: {},
	});
});

test('when an image was made is not known where the engine says nothing, 0 or Go\'s zero time', t => {
	const images = convertImages([{Id: 'sha256:a'}, {Id: 'sha256:b', Created: -62_135_596_800}, {Id: 'sha256:c', Created: 0}, {Id: 'sha256:d', Created: 1e308}]);
	t.deepEqual(images.map(({createdAt}) => createdAt), [undefined, undefined, undefined, undefined]);
});

test('about the engine', t => {
	const told = recordedEngines.map(engine => {
		const {product, version, apiVersion, cgroupVersion, cgroupDriver, hostName, cpus, storageDriver, isRootless} = convertInfo(readDocument(`${engine}/version`), readDocument(`${engine}/info`));
		return [product, version, apiVersion, `v${cgroupVersion ?? '?'}`, cgroupDriver, hostName, cpus, storageDriver, isRootless].join(' ');
	});
	t.deepEqual(told, [
		'docker 20.10.24+dfsg1 1.41 v1 cgroupfs vm 2 overlay2 false',
		'docker 26.1.5+dfsg1 1.45 v2 systemd guest 2 overlay2 false',
		'podman 5.4.2 1.41 v2 systemd guest 2 overlay false',
	]);
});

test('rootless is told by a flag (Podman) or a security option (Docker)', t => {
	t.true(convertInfo({}, {Rootless: true}).isRootless);
	t.true(convertInfo({}, {SecurityOptions: ['name=seccomp,profile=default', 'name=rootless']}).isRootless);
	t.false(convertInfo({}, {SecurityOptions: ['name=rootlessish']}).isRootless);
	t.is(convertInfo({}, {}).cgroupVersion, undefined);
});

test('events of every engine become ours', t => {
	const told = recordedEngines.map(engine => readEvents(`${engine}/events`).map(document => {
		const {type, action, name} = convertEvent(document)!;
		return `${type} ${action} ${name}`.trim();
	}));
	// The other engines' first events only: their words are the same.
	t.deepEqual(told.map((events, index) => index === 0 ? events.slice(-8) : events.slice(0, 4)), [
		[
			'image tag', 'other create', 'other mount', 'container exec_create: /bin/sh -c true web', 'container exec_start: /bin/sh -c true web', 'container exec_die web',
			'container health_status: healthy web', 'container pause still',
		],
		['image tag', 'image import', 'container create unruffled_stonebraker', 'container attach unruffled_stonebraker'],
		['other refresh', 'image tag', 'image pull', 'container create plim'],
	]);
});

test('an event has its time in milliseconds, and its attributes', t => {
	const healthy = readEvents('docker-20.10/events').find(({Action: action}) => action === 'health_status: healthy')!;
	t.deepEqual(convertEvent(healthy), {
		type: 'container',
		action: 'health_status: healthy',
		id: '102c5941a46a79ba4d308eeeec20f19fe6dd6d760ff70fdc348ec1b02c4f10ab',
		name: 'web',
		at: Math.floor(Number(healthy['timeNano']) / 1e6),
		attributes: {app: 'web', image: 'lab:1', lab: 'dockdash', name: 'web'},
	});
	t.is(convertEvent({Type: 'container', Action: 'start', time: 12})?.at, 12_000);
	t.is(convertEvent({errorDetail: {message: 'x'}}), undefined);
});

test('changed paths, in the engine\'s numbers', t => {
	t.deepEqual(convertChanges(readAnswer('docker-20.10/changes')), [
		{kind: 'changed', path: '/etc'}, {kind: 'added', path: '/etc/new'}, {kind: 'deleted', path: '/etc/motd'},
	]);
	t.deepEqual(convertChanges(readAnswer('docker-20.10/no-changes')), []);
	t.deepEqual(convertChanges([{Kind: 7, Path: '/x'}, {Path: '/y'}, 'z']), []);
});

const conversions: ReadonlyArray<{readonly name: string; readonly answers: readonly string[]; readonly convert: (answer: unknown) => unknown}> = [
	{name: 'a list of containers', answers: recordedEngines.map(engine => `${engine}/containers`), convert: answer => asDocuments(answer).map(document => convertListedContainer(document))},
	{
		name: 'an inspected container',
		answers: ['docker-20.10/web.inspect', 'docker-26/limited.inspect', 'podman/plim.inspect'],
		convert: answer => convertInspectedContainer(asDocument(answer)),
	},
	{name: 'images', answers: recordedEngines.map(engine => `${engine}/images`), convert: convertImages},
	{name: 'the engine', answers: recordedEngines.map(engine => `${engine}/info`), convert: answer => convertInfo(asDocument(answer), asDocument(answer))},
	{name: 'its version', answers: recordedEngines.map(engine => `${engine}/version`), convert: answer => convertInfo(asDocument(answer), asDocument(answer))},
	{name: 'changes', answers: ['docker-20.10/changes'], convert: convertChanges},
];

for (const {name, answers, convert} of conversions) {
	test(`${name} with fields that are missing, of another type or hostile: nothing is thrown, and no text can steer the terminal`, t => {
		for (const answer of answers) {
			for (const broken of mutate(readAnswer(answer), 150)) {
				t.deepEqual(findUnsafeTexts(convert(broken)), [], answer);
			}
		}
	});
}

test('events with fields that are missing, of another type or hostile: nothing is thrown, and no text can steer the terminal', t => {
	for (const broken of mutate(recordedEngines.flatMap(engine => readEvents(`${engine}/events`)), 50)) {
		t.deepEqual(findUnsafeTexts(asDocuments(broken).map(document => convertEvent(document))), []);
	}
});
