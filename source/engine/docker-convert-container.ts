import type {
	Container, ContainerDetail, ContainerStatus, DeclaredConfinement, DeclaredLimits, DeclaredNamespaces, Health, Mount, Port,
} from '../container.js';
import {
	asDocument, asDocuments, asNumber, asPositive, asText, asTextMap, asTexts, asTime, asTimeInSeconds,
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
		createdAt: asTimeInSeconds(document['Created']),
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
		createdAt: asTime(document['Created']),
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
