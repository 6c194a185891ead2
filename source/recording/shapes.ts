import {
	namespaceKinds, type EngineEvent, type EngineInfo, type HostReading, type Image, type LogLine, type PathChange,
} from '../container.js';
import type {
	Capability, Confinement, ConfinementLook, IdRange, ProcessesLook, ProcessReading,
} from '../kernel.js';
import type {
	CgroupLook, CgroupNode, CpuReading, DeviceReading, FileText, HugePagesReading, Limit, MemoryReading, NamespaceReading, NetworkReading, PidsReading, PressureReading, Reading, ReadingProblem, TextsLook,
} from '../metrics/reading.js';
import {
	anyBoolean, anyLines, anyNumber, anyText, either, listOf, mapOf, oneOf, optional, recordOf,
} from './shape.js';

/* The shapes of our own nouns as a recording holds them. */

const limit = either<number, 'max'>(anyNumber, oneOf('max'));
const maybeNumber = optional(anyNumber);
const maybeLimit = optional<Limit>(limit);
const maybeText = optional(anyText);

const cpu = recordOf<CpuReading>({
	usageMicroseconds: anyNumber,
	userMicroseconds: maybeNumber,
	systemMicroseconds: maybeNumber,
	quotaMicroseconds: maybeLimit,
	periodMicroseconds: maybeNumber,
	periods: maybeNumber,
	throttledPeriods: maybeNumber,
	throttledMicroseconds: maybeNumber,
	weight: maybeNumber,
	shares: maybeNumber,
	cpuset: maybeText,
});

const memory = recordOf<MemoryReading>({
	currentBytes: anyNumber,
	limitBytes: maybeLimit,
	highBytes: maybeLimit,
	lowBytes: maybeNumber,
	peakBytes: maybeNumber,
	inactiveFileBytes: maybeNumber,
	activeFileBytes: maybeNumber,
	anonBytes: maybeNumber,
	fileBytes: maybeNumber,
	kernelBytes: maybeNumber,
	slabBytes: maybeNumber,
	sockBytes: maybeNumber,
	shmemBytes: maybeNumber,
	swapBytes: maybeNumber,
	swapLimitBytes: maybeLimit,
	majorFaults: maybeNumber,
	reclaimScannedPages: maybeNumber,
	refaultedPages: maybeNumber,
	highEvents: maybeNumber,
	limitEvents: maybeNumber,
	oomEvents: maybeNumber,
	oomKills: maybeNumber,
});

const device = recordOf<DeviceReading>({
	device: anyText,
	name: anyText,
	readBytes: anyNumber,
	writtenBytes: anyNumber,
	readOperations: maybeNumber,
	writeOperations: maybeNumber,
});

const pids = recordOf<PidsReading>({current: anyNumber, limit: maybeLimit, refused: maybeNumber});

const pressure = optional(recordOf<PressureReading>({someMicroseconds: anyNumber, fullMicroseconds: maybeNumber}));

const network = recordOf<NetworkReading>({
	receivedBytes: anyNumber,
	sentBytes: anyNumber,
	receivedPackets: maybeNumber,
	sentPackets: maybeNumber,
	errors: maybeNumber,
	dropped: maybeNumber,
	interfaces: listOf(anyText),
});

const problem = recordOf<ReadingProblem>({
	group: oneOf('cpu', 'memory', 'io', 'pids', 'network', 'namespaces', 'cgroup'),
	status: oneOf('denied', 'failed'),
	reason: anyText,
});

export const namespacesShape = recordOf<NamespaceReading>(Object.fromEntries(namespaceKinds.map(kind => [kind, maybeNumber])) as Record<typeof namespaceKinds[number], typeof maybeNumber>);

export const readingShape = recordOf<Reading>({
	takenAtMicroseconds: anyNumber,
	source: oneOf('cgroup', 'engine'),
	cpu: optional(cpu),
	memory: optional(memory),
	io: optional(listOf(device)),
	pids: optional(pids),
	pressure: recordOf<Reading['pressure']>({cpu: pressure, memory: pressure, io: pressure}),
	isFrozen: optional(anyBoolean),
	hugePages: optional(listOf(recordOf<HugePagesReading>({size: anyText, currentBytes: anyNumber, limitBytes: maybeLimit}))),
	network: optional(network),
	namespaces: optional(namespacesShape),
	problems: listOf(problem),
});

export const hostShape = recordOf<HostReading>({
	hostName: anyText,
	cpus: anyNumber,
	busyMicroseconds: maybeNumber,
	totalMicroseconds: maybeNumber,
	memoryBytes: maybeNumber,
	memoryUsedBytes: maybeNumber,
	swapBytes: maybeNumber,
	swapUsedBytes: maybeNumber,
	load: optional<readonly [number, number, number]>(value => {
		const [one, five, fifteen] = listOf(anyNumber)(value);
		return [anyNumber(one), anyNumber(five), anyNumber(fifteen)];
	}),
	disk: optional(recordOf<NonNullable<HostReading['disk']>>({mount: anyText, usedBytes: anyNumber, sizeBytes: anyNumber})),
});

export const infoShape = recordOf<EngineInfo>({
	product: oneOf('docker', 'podman'),
	version: anyText,
	apiVersion: anyText,
	cgroupVersion: optional(oneOf(1, 2)),
	cgroupDriver: maybeText,
	hostName: anyText,
	operatingSystem: anyText,
	kernelVersion: anyText,
	cpus: maybeNumber,
	memoryBytes: maybeNumber,
	storageDriver: anyText,
	isRootless: anyBoolean,
	securityOptions: listOf(anyText),
});

export const imageShape = recordOf<Image>({
	id: anyText,
	parentId: maybeText,
	tags: listOf(anyText),
	digests: listOf(anyText),
	kind: oneOf('tagged', 'dangling', 'intermediate'),
	createdAt: maybeNumber,
	sizeBytes: anyNumber,
	labels: mapOf(anyText),
});

export const eventShape = recordOf<EngineEvent>({
	type: oneOf('container', 'image', 'other'),
	action: anyText,
	id: anyText,
	name: anyText,
	at: anyNumber,
	attributes: mapOf(anyText),
});

export const logLineShape = recordOf<LogLine>({stream: oneOf('stdout', 'stderr'), text: anyText, at: maybeNumber});

export const changeShape = recordOf<PathChange>({kind: oneOf('added', 'changed', 'deleted'), path: anyText});

const processReading = recordOf<ProcessReading>({
	pid: anyNumber,
	innerPid: anyNumber,
	parentPid: anyNumber,
	userId: anyNumber,
	state: optional(oneOf('running', 'sleeping', 'waiting for the disk', 'stopped', 'traced', 'zombie', 'dead', 'idle')),
	cpuMicroseconds: anyNumber,
	startTicks: anyNumber,
	residentBytes: maybeNumber,
	threads: anyNumber,
	reactsToTerminate: optional(anyBoolean),
	command: anyText,
});

export const processesShape = recordOf<ProcessesLook>({containerId: anyText, takenAtMicroseconds: anyNumber, readings: listOf(processReading)});

const capabilities = optional(listOf(recordOf<Capability>({name: anyText, meaning: anyText, isDefault: anyBoolean})));
const ids = optional(listOf(recordOf<IdRange>({inside: anyNumber, outside: anyNumber, count: anyNumber})));
const paths = optional(listOf(anyText));

const confinement = recordOf<Confinement>({
	effective: capabilities,
	permitted: capabilities,
	bounding: capabilities,
	seccomp: optional(oneOf('off', 'strict', 'filter')),
	hasNoNewPrivileges: optional(anyBoolean),
	label: maybeText,
	userId: maybeNumber,
	userMap: ids,
	groupMap: ids,
	isRootReadOnly: optional(anyBoolean),
	maskedPaths: paths,
	readOnlyPaths: paths,
	devices: paths,
	reactsToTerminate: optional(anyBoolean),
});

export const confinementShape = recordOf<ConfinementLook>({containerId: anyText, confinement: optional(confinement)});

export const cgroupsShape = recordOf<CgroupLook>({
	nodes: listOf(recordOf<CgroupNode>({path: anyText, controllers: listOf(anyText), processes: maybeNumber, reading: readingShape})),
	isWhole: anyBoolean,
	before: () => undefined, recordedAt: () => undefined,
});

export const textsShape = recordOf<TextsLook>({containerId: anyText, reading: readingShape, texts: listOf(recordOf<FileText>({path: anyText, text: anyLines}))});
