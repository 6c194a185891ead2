import type {
	Container, ContainerDetail, ContainerStatus, DeclaredConfinement, DeclaredLimits, DeclaredNamespaces, EngineEvent, EngineInfo, Health, Image, Mount, PathChange, Port,
} from '../container.js';
import {
	asDocument, asDocuments, asList, asNumber, asPositive, asText, asTextMap, asTexts, asTime,
} from './document.js';
import type {EngineDocument} from './engine.js';

/** One element of `/containers/json`; undefined when it has no id. */
export function convertListedContainer(document: EngineDocument): Container | undefined {
	const id = asText(document['Id']);
	if (id === '') {
		return undefined;
	}

	const statusText = asText(document['Status']);
	return {
		id,
		name: convertNames(asTexts(document['Names']), id),
		image: asText(document['Image']),
		imageId: asText(document['ImageID']),
		command: asText(document['Command']),
		status: convertStatus(asText(document['State'])),
		health: convertHealth(asText(asDocument(document['Health'])['Status'])) ?? healthInStatus(statusText),
		createdAt: (asNumber(document['Created']) ?? 0) * 1000,
		labels: asTextMap(document['Labels']),
		ports: asDocuments(document['Ports']).map(port => ({
			containerPort: asNumber(port['PrivatePort']) ?? 0,
			hostPort: asPositive(port['PublicPort']),
			hostAddress: asText(port['IP']) || undefined,
			protocol: asText(port['Type']),
		})),
		mounts: convertMounts(document['Mounts']),
		networks: networkNames(document),
		networkMode: asText(asDocument(document['HostConfig'])['NetworkMode']),
		detail: undefined,
	};
}

/** The answer to `/containers/ID/json`; undefined when it has no id. */
export function convertInspectedContainer(document: EngineDocument): (Container & {readonly detail: ContainerDetail}) | undefined {
	const id = asText(document['Id']);
	if (id === '') {
		return undefined;
	}

	const config = asDocument(document['Config']);
	const host = asDocument(document['HostConfig']);
	const state = asDocument(document['State']);
	return {
		id,
		name: convertNames([asText(document['Name'])], id),
		image: asText(config['Image']) || asText(document['ImageName']),
		imageId: asText(document['Image']),
		command: convertCommand(document),
		status: convertStatus(asText(state['Status'])),
		health: convertHealth(asText(asDocument(state['Health'])['Status'])),
		createdAt: asTime(document['Created']) ?? 0,
		labels: asTextMap(config['Labels']),
		ports: convertPortMap(asDocument(document['NetworkSettings'])['Ports']),
		mounts: convertMounts(document['Mounts']),
		networks: networkNames(document),
		networkMode: asText(host['NetworkMode']),
		detail: convertDetail(document),
	};
}

/** Path and arguments as the list shows them; they are many where a whole script was given in pieces. */
function convertCommand(document: EngineDocument): string {
	const words = [asText(document['Path']), ...asTexts(document['Args']).map(argument => argument.includes(' ') ? `'${argument}'` : argument)];
	return asText(words.join(' ').trim());
}

function convertDetail(document: EngineDocument): ContainerDetail {
	const config = asDocument(document['Config']);
	const host = asDocument(document['HostConfig']);
	const state = asDocument(document['State']);
	const status = convertStatus(asText(state['Status']));
	const error = asText(state['Error']);
	// The engine says 0 for one that has not ended too.
	const hasEnded = status !== 'running' && status !== 'paused' && (status !== 'created' || error !== '');
	return {
		pid: asPositive(state['Pid']),
		startedAt: asTime(state['StartedAt']),
		finishedAt: asTime(state['FinishedAt']),
		exitCode: hasEnded ? asNumber(state['ExitCode']) : undefined,
		error,
		isOomKilled: state['OOMKilled'] === true,
		restartCount: asNumber(document['RestartCount']) ?? 0,
		restartPolicy: convertRestartPolicy(asDocument(host['RestartPolicy'])),
		isRemovedOnExit: host['AutoRemove'] === true,
		isPrivileged: host['Privileged'] === true,
		hasTerminal: config['Tty'] === true,
		hostName: asText(config['Hostname']),
		namespaces: convertNamespaces(host),
		confinement: convertConfinement(document),
		limits: convertLimits(host),
		hasCpuQuota: asPositive(host['CpuQuota']) !== undefined,
	};
}

/** A profile for seccomp is a whole document: its beginning says that it is one. */
const longestOption = 80;

function convertConfinement(document: EngineDocument): DeclaredConfinement {
	const host = asDocument(document['HostConfig']);
	const paths = (value: unknown): readonly string[] | undefined => Array.isArray(value) ? asTexts(value) : undefined;
	const capabilities = (value: unknown): readonly string[] => asTexts(value).map(name => name.toUpperCase().replace(/^CAP_/v, ''));
	return {
		addedCapabilities: capabilities(host['CapAdd']),
		droppedCapabilities: capabilities(host['CapDrop']),
		securityOptions: asTexts(host['SecurityOpt']).map(option => option.slice(0, longestOption)),
		appArmorProfile: asText(document['AppArmorProfile']),
		user: asText(asDocument(document['Config'])['User']),
		isRootReadOnly: host['ReadonlyRootfs'] === true,
		maskedPaths: paths(host['MaskedPaths']),
		readOnlyPaths: paths(host['ReadonlyPaths']),
		devices: [
			...asDocuments(host['Devices']).map(device => asText(device['PathOnHost'])),
			...asTexts(host['DeviceCgroupRules']).map(rule => `rule ${rule}`),
			...asDocuments(host['DeviceRequests']).map(request => `${asText(request['Driver']) || 'gpu'} devices`),
		],
	};
}

/** HostConfig's modes. A mode that is left to the engine's default is left out, for inspect does not tell what that is. */
export function convertNamespaces(host: EngineDocument): DeclaredNamespaces {
	const user = asText(host['UsernsMode']);
	const cgroup = asText(host['CgroupnsMode']);
	return {
		mnt: 'private',
		net: convertMode(asText(host['NetworkMode'])),
		pid: convertMode(asText(host['PidMode'])),
		ipc: convertMode(asText(host['IpcMode'])),
		uts: convertMode(asText(host['UTSMode'])),
		...(user !== '' && {user: convertMode(user)}),
		...(cgroup !== '' && {cgroup: convertMode(cgroup)}),
	};
}

/** `bridge`, `shareable`, `none`, a network's name … are all namespaces of its own. */
function convertMode(mode: string): string {
	return mode === 'host' || mode.startsWith('container:') ? mode : 'private';
}

/** Limits in HostConfig, where 0 (and null, and for pids -1) is "none". */
export function convertLimits(host: EngineDocument): DeclaredLimits {
	const nanoCpus = asPositive(host['NanoCpus']);
	const quota = asPositive(host['CpuQuota']);
	const swap = asNumber(host['MemorySwap']);
	return {
		// CpuPeriod 0 is the kernel's default of 100 ms.
		cpus: nanoCpus === undefined ? quota && quota / (asPositive(host['CpuPeriod']) ?? 100_000) : nanoCpus / 1e9,
		cpuShares: asPositive(host['CpuShares']),
		cpuset: asText(host['CpusetCpus']) || undefined,
		memoryBytes: asPositive(host['Memory']),
		memoryReservationBytes: asPositive(host['MemoryReservation']),
		memorySwapBytes: swap === -1 ? 'max' : asPositive(swap),
		pids: asPositive(host['PidsLimit']),
	};
}

/** `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:3`. */
function convertRestartPolicy(policy: EngineDocument): string {
	const name = asText(policy['Name']) || 'no';
	const retries = asPositive(policy['MaximumRetryCount']);
	return retries === undefined ? name : `${name}:${retries}`;
}

/** With links, a container has names such as `/web/db` beside its own `/db`. */
function convertNames(names: readonly string[], id: string): string {
	const own = names.find(name => name.lastIndexOf('/') <= 0) ?? names[0] ?? '';
	return own.replace(/^\//v, '') || id.slice(0, 12);
}

const statuses: Readonly<Record<string, ContainerStatus>> = {
	created: 'created',
	running: 'running',
	paused: 'paused',
	restarting: 'restarting',
	removing: 'removing',
	exited: 'exited',
	dead: 'dead',
	// Podman's own words.
	configured: 'created',
	initialized: 'created',
	stopping: 'running',
	stopped: 'exited',
};

function convertStatus(state: string): ContainerStatus {
	return Object.hasOwn(statuses, state) ? statuses[state]! : 'dead';
}

function convertHealth(status: string): Health | undefined {
	return ['healthy', 'unhealthy', 'starting'].includes(status) ? status as Health : undefined;
}

/** Before API 1.52 the list tells the health only in words: `Up 2 hours (healthy)`. */
function healthInStatus(text: string): Health | undefined {
	return convertHealth(/\((?:health: )?(?<health>\w+)\)$/v.exec(text)?.groups?.health ?? '');
}

function convertMounts(value: unknown): readonly Mount[] {
	return asDocuments(value).map(mount => ({
		kind: asText(mount['Type']),
		source: asText(mount['Name']) || asText(mount['Source']),
		target: asText(mount['Destination']),
		isReadOnly: mount['RW'] === false,
	}));
}

/** `{"80/tcp": [{HostIp, HostPort}] | null}` of inspect. */
function convertPortMap(value: unknown): readonly Port[] {
	return Object.entries(asDocument(value)).flatMap(([key, bindings]) => {
		const [port, protocol] = asText(key).split('/', 2);
		const container = {containerPort: Number(port) || 0, protocol: protocol ?? 'tcp'};
		const published = asDocuments(bindings).map(binding => ({
			...container,
			hostPort: asPositive(Number(asText(binding['HostPort']))),
			hostAddress: asText(binding['HostIp']) || undefined,
		}));
		return published.length > 0 ? published : [{...container, hostPort: undefined, hostAddress: undefined}];
	});
}

function networkNames(document: EngineDocument): readonly string[] {
	return asTexts(Object.keys(asDocument(asDocument(document['NetworkSettings'])['Networks'])));
}

/**
 * The answer to `/images/json?all=1`.
 *
 * An image without a tag is *intermediate* when another image was built on it, otherwise *dangling*: the same rule by
 * which the engine leaves it out of the list without `all`.
 */
export function convertImages(value: unknown): readonly Image[] {
	const documents = asDocuments(value).filter(document => asText(document['Id']) !== '');
	const parents = new Set(documents.map(document => asText(document['ParentId'])));
	return documents.map(document => {
		const id = asText(document['Id']);
		const tags = asTexts(document['RepoTags']).filter(tag => tag !== '<none>:<none>');
		return {
			id,
			parentId: asText(document['ParentId']) || undefined,
			tags,
			digests: asTexts(document['RepoDigests']).filter(digest => digest !== '<none>@<none>'),
			kind: tags.length > 0 ? 'tagged' : (parents.has(id) ? 'intermediate' : 'dangling'),
			createdAt: (asNumber(document['Created']) ?? 0) * 1000,
			sizeBytes: asNumber(document['Size']) ?? 0,
			labels: asTextMap(document['Labels']),
		};
	});
}

/** The answers to `/version` and `/info`. */
export function convertInfo(version: EngineDocument, info: EngineDocument): EngineInfo {
	const securityOptions = asTexts(info['SecurityOptions']);
	const isPodman = asDocuments(version['Components']).some(component => asText(component['Name']).startsWith('Podman'));
	const cgroupVersion = asText(info['CgroupVersion']);
	return {
		product: isPodman ? 'podman' : 'docker',
		version: asText(version['Version']) || asText(info['ServerVersion']),
		apiVersion: asText(version['ApiVersion']),
		cgroupVersion: cgroupVersion === '1' ? 1 : (cgroupVersion === '2' ? 2 : undefined),
		cgroupDriver: asText(info['CgroupDriver']) || undefined,
		hostName: asText(info['Name']),
		operatingSystem: asText(info['OperatingSystem']),
		kernelVersion: asText(info['KernelVersion']),
		cpus: asPositive(info['NCPU']),
		memoryBytes: asPositive(info['MemTotal']),
		storageDriver: asText(info['Driver']),
		isRootless: info['Rootless'] === true || securityOptions.some(option => /^name=rootless\b/v.test(option)),
		securityOptions,
	};
}

/** One line of `/events`; undefined when it is not an event. */
export function convertEvent(document: EngineDocument): EngineEvent | undefined {
	const action = asText(document['Action']) || asText(document['status']);
	if (action === '') {
		return undefined;
	}

	const type = asText(document['Type']);
	const actor = asDocument(document['Actor']);
	const attributes = asTextMap(actor['Attributes']);
	const nanoseconds = asPositive(document['timeNano']);
	return {
		type: type === 'container' || type === 'image' ? type : 'other',
		action,
		id: asText(actor['ID']) || asText(document['id']),
		name: type === 'container' ? attributes['name'] ?? '' : '',
		at: nanoseconds === undefined ? (asNumber(document['time']) ?? 0) * 1000 : Math.floor(nanoseconds / 1e6),
		attributes,
	};
}

const changeKinds = ['changed', 'added', 'deleted'] as const;

/** The answer to `/containers/ID/changes`, which is null when there are none. */
export function convertChanges(value: unknown): readonly PathChange[] {
	return asList(value).flatMap(element => {
		const change = asDocument(element);
		const kind = changeKinds[asNumber(change['Kind']) ?? -1];
		return kind === undefined ? [] : [{kind, path: asText(change['Path'])}];
	});
}
