import {reduce} from '../../source/store/reducer.js';
import type {Action} from '../../source/store/actions.js';
import {createState, type State, type View} from '../../source/store/state.js';
import {
	makeContainer, makeDetail, makeImage, makeReading,
} from './containers.js';

const mebibyte = 1024 * 1024;
const hostNamespaces = {
	mnt: 1, pid: 2, net: 3, ipc: 4, uts: 5, user: 6, cgroup: 7,
};
const now = Date.UTC(2026, 0, 2, 12, 0, 0);

const spin = makeContainer('spin', {detail: makeDetail({startedAt: now - 240_000})});
const web = makeContainer('web', {image: 'nginx:1.27', health: 'healthy', detail: makeDetail({startedAt: now - 7_200_000})});
const broken = makeContainer('broken', {
	status: 'exited', detail: makeDetail({pid: undefined, exitCode: 127, finishedAt: now - 60_000}),
});
const frozen = makeContainer('frozen', {status: 'paused', detail: makeDetail({startedAt: now - 3_600_000})});
const old = makeContainer('old', {image: 'centos:7', status: 'exited', detail: makeDetail({pid: undefined, exitCode: 0, finishedAt: now - 259_200_000})});

function spinReading(second: number) {
	return makeReading(second, {
		cpu: {
			usageMicroseconds: second * 300_000, quotaMicroseconds: 30_000, periods: second * 10, throttledPeriods: second * 6, throttledMicroseconds: second * 700_000,
		},
		memory: {
			currentBytes: 4 * mebibyte, inactiveFileBytes: mebibyte, limitBytes: 64 * mebibyte, anonBytes: 2 * mebibyte, fileBytes: mebibyte, kernelBytes: mebibyte, peakBytes: 5 * mebibyte, oomKills: 0, swapBytes: 0,
		},
		pids: {current: 1, limit: 'max', refused: 0},
		namespaces: {
			mnt: 11, pid: 12, net: 13, ipc: 14, uts: 15, user: 6, cgroup: 17,
		},
	});
}

function webReading(second: number) {
	return makeReading(second, {
		cpu: {usageMicroseconds: second * 12_000},
		memory: {currentBytes: 18 * mebibyte},
		network: {
			receivedBytes: second * 12_288, sentBytes: second * 3072, receivedPackets: undefined, sentPackets: undefined, errors: undefined, dropped: undefined, interfaces: ['eth0'],
		},
		pids: {current: 5, limit: 'max', refused: 0},
		namespaces: {
			mnt: 21, pid: 22, net: 13, ipc: 24, uts: 25, user: 6, cgroup: 27,
		},
	});
}

/** What the lab's sampler has to say at that second; a lab that was made has had those up to 11. */
export function labTick(second: number): Action {
	return {
		type: 'tick',
		now: now + (second * 1000),
		readings: new Map([[spin.id, spinReading(second)], [web.id, webReading(second)], [frozen.id, makeReading(second, {memory: {currentBytes: 336 * 1024, limitBytes: 48 * mebibyte}})]]),
		host: {
			hostName: 'lab-7', cpus: 2, busyMicroseconds: second * 820_000, totalMicroseconds: second * 2_000_000, memoryBytes: 24 * 1024 * mebibyte, memoryUsedBytes: 3 * 1024 * mebibyte, swapBytes: 0, swapUsedBytes: 0, load: [0.92, 0.5, 0.3], disk: {mount: '/var/lib/docker', usedBytes: 30 * 1024 * mebibyte, sizeBytes: 120 * 1024 * mebibyte},
		},
	};
}

/** A lab with something wrong in it, after twelve ticks. */
export function makeLab(view: Partial<View> = {}, more: readonly Action[] = []): State {
	const actions: readonly Action[] = [
		{
			type: 'connected', engine: {
				product: 'docker', version: '26.1.5', apiVersion: '1.45', cgroupVersion: 2, cgroupDriver: 'systemd', hostName: 'lab-7', operatingSystem: 'Debian', kernelVersion: '6.12', cpus: 2, memoryBytes: undefined, storageDriver: 'overlay2', isRootless: false, securityOptions: [],
			},
		},
		{type: 'hostNamespaces', namespaces: hostNamespaces},
		{type: 'containersChanged', containers: [spin, web, broken, frozen, old], gone: []},
		{type: 'listed', containers: [spin, web, broken, frozen, old]},
		{
			type: 'imagesListed', images: [
				makeImage('lab1', {tags: ['lab:1'], parentId: 'sha256:step', createdAt: now - 240_000, sizeBytes: 2 * mebibyte}),
				makeImage('step', {kind: 'intermediate', createdAt: now - 241_000, sizeBytes: 2 * mebibyte}),
				makeImage('lost', {kind: 'dangling', createdAt: now - 172_800_000, sizeBytes: 172 * mebibyte}),
			],
		},
		...Array.from({length: 12}, (_, second) => labTick(second)),
		...more,
	];
	let state = createState({
		address: 'unix:///var/run/docker.sock', intervalMilliseconds: 1000, isShowingAll: false, now,
	});
	for (const action of actions) {
		state = reduce(state, action);
	}

	return {...state, view: {...state.view, ...view}};
}
