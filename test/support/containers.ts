import type {Container, ContainerDetail, Image} from '../../source/container.js';
import {defaultCapabilities} from '../../source/confinement/capabilities.js';
import type {Confinement} from '../../source/kernel.js';
import type {CpuReading, MemoryReading, Reading} from '../../source/metrics/reading.js';

/** A container that runs, with what a test says otherwise. */
export function makeContainer(name: string, changes: Partial<Container> = {}): Container {
	return {
		id: name.padEnd(64, '0'),
		name,
		image: 'lab:1',
		imageId: 'sha256:lab1',
		command: 'sleep 100000',
		status: 'running',
		health: undefined,
		createdAt: 0,
		labels: {},
		ports: [],
		mounts: [],
		networks: ['bridge'],
		networkMode: 'default',
		detail: makeDetail(),
		...changes,
	};
}

export function makeDetail(changes: Partial<ContainerDetail> = {}): ContainerDetail {
	return {
		pid: 100,
		startedAt: 1000,
		finishedAt: undefined,
		exitCode: undefined,
		error: '',
		isOomKilled: false,
		restartCount: 0,
		restartPolicy: 'no',
		isRemovedOnExit: false,
		isPrivileged: false,
		hasTerminal: false,
		hostName: 'abcdef123456',
		namespaces: {},
		confinement: {
			addedCapabilities: [], droppedCapabilities: [], securityOptions: [], appArmorProfile: '', user: '', isRootReadOnly: false, maskedPaths: undefined, readOnlyPaths: undefined, devices: [],
		},
		limits: {
			cpus: undefined, cpuShares: undefined, cpuset: undefined, memoryBytes: undefined, memoryReservationBytes: undefined, memorySwapBytes: undefined, pids: undefined,
		},
		hasCpuQuota: false,
		...changes,
	};
}

/** What holds a usual container in. */
export function makeConfinement(changes: Partial<Confinement> = {}): Confinement {
	return {
		effective: defaultCapabilities,
		permitted: defaultCapabilities,
		bounding: defaultCapabilities,
		seccomp: 'filter',
		hasNoNewPrivileges: false,
		label: 'docker-default (enforce)',
		userId: 0,
		userMap: [{inside: 0, outside: 0, count: 4_294_967_295}],
		groupMap: [{inside: 0, outside: 0, count: 4_294_967_295}],
		isRootReadOnly: false,
		maskedPaths: ['/proc/kcore', '/proc/keys', '/sys/firmware'],
		readOnlyPaths: ['/proc/sys'],
		devices: [],
		reactsToTerminate: true,
		...changes,
	};
}

export function makeImage(id: string, changes: Partial<Image> = {}): Image {
	return {
		id: `sha256:${id}`,
		parentId: undefined,
		tags: [],
		digests: [],
		kind: 'tagged',
		createdAt: 0,
		sizeBytes: 1_000_000,
		labels: {},
		...changes,
	};
}

const cpu: CpuReading = {
	usageMicroseconds: 0,
	userMicroseconds: undefined,
	systemMicroseconds: undefined,
	quotaMicroseconds: 'max',
	periodMicroseconds: 100_000,
	periods: undefined,
	throttledPeriods: undefined,
	throttledMicroseconds: undefined,
	weight: 100,
	shares: undefined,
	cpuset: undefined,
};

const memory: MemoryReading = {
	currentBytes: 0,
	limitBytes: 'max',
	highBytes: undefined,
	lowBytes: undefined,
	peakBytes: undefined,
	inactiveFileBytes: 0,
	activeFileBytes: undefined,
	anonBytes: undefined,
	fileBytes: undefined,
	kernelBytes: undefined,
	slabBytes: undefined,
	sockBytes: undefined,
	shmemBytes: undefined,
	swapBytes: undefined,
	swapLimitBytes: undefined,
	majorFaults: undefined,
	reclaimScannedPages: undefined,
	refaultedPages: undefined,
	highEvents: undefined,
	limitEvents: undefined,
	oomEvents: undefined,
	oomKills: undefined,
};

/** A look at the cgroup files at that second. */
export function makeReading(seconds: number, changes: {readonly cpu?: Partial<CpuReading>; readonly memory?: Partial<MemoryReading>} & Partial<Omit<Reading, 'cpu' | 'memory'>> = {}): Reading {
	return {
		takenAtMicroseconds: seconds * 1_000_000,
		source: 'cgroup',
		io: undefined,
		pids: undefined,
		pressure: {cpu: undefined, memory: undefined, io: undefined},
		isFrozen: false,
		hugePages: undefined,
		network: undefined,
		namespaces: undefined,
		problems: [],
		...changes,
		cpu: {...cpu, ...changes.cpu},
		memory: {...memory, ...changes.memory},
	};
}
