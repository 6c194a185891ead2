import {randomBytes} from 'node:crypto';
import {isDeepStrictEqual} from 'node:util';
import {
	asDocument, asDocuments, asText, asTexts,
} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {isUnset} from '../start-over/inspect.js';

export type MakeContainerOptions = {
	readonly id: string;
	readonly name: string;
	/** As the engine's API takes it. */
	readonly body: EngineDocument;
	readonly image: EngineDocument;
	/** Inspect documents of the containers that are there: what an engine fills in by itself is taken from one of them. */
	readonly others: readonly EngineDocument[];
	/** The id of a container, by id or name. */
	readonly idOf: (container: string) => string;
	/** Milliseconds since 1970. */
	readonly now: number;
};

/** What an engine keeps of a container beside what it was asked for. */
const ofEngine = ['Driver', 'Platform', 'AppArmorProfile', 'MountLabel', 'ProcessLabel'];
const never = '0001-01-01T00:00:00Z';
// Values of which the image's come first, and those of the container are added.
const merged = ['Labels', 'ExposedPorts', 'Volumes'];
// Values that the image only gives where the container has none.
const inherited = ['WorkingDir', 'User', 'Healthcheck', 'StopSignal', 'Shell'];

/** The inspect document of a container that was created from a body and has not run yet, as Docker makes it. */
export function makeContainer({
	id, name, body, image, others, idOf, now,
}: MakeContainerOptions): EngineDocument {
	const {HostConfig: host, NetworkingConfig: networking, ...wanted} = body;
	const hostConfig = convertModes(asDocument(host), idOf);
	const config = mergeConfig({Hostname: hostNameOf(asText(hostConfig['NetworkMode']), others) ?? id.slice(0, 12), ...wanted}, asDocument(image['Config']));
	const [path = '', ...args] = [...asTexts(config['Entrypoint']), ...asTexts(config['Cmd'])];
	const template = others.find(other => other['Image'] === image['Id']) ?? others[0] ?? {};
	return {
		...Object.fromEntries(ofEngine.filter(field => Object.hasOwn(template, field)).map(field => [field, template[field]])),
		Id: id,
		Created: new Date(now).toISOString(),
		Path: path,
		Args: args,
		State: {
			Status: 'created', Running: false, Paused: false, Restarting: false, OOMKilled: false, Dead: false, Pid: 0, ExitCode: 0, Error: '', StartedAt: never, FinishedAt: never,
		},
		Image: image['Id'],
		Name: `/${name}`,
		RestartCount: 0,
		Config: config,
		HostConfig: {RestartPolicy: {Name: 'no', MaximumRetryCount: 0}, NetworkMode: 'default', ...hostConfig},
		Mounts: listMounts(config, hostConfig, others),
		NetworkSettings: {Ports: listPorts(config, hostConfig), Networks: listNetworks(asText(hostConfig['NetworkMode']), asDocument(asDocument(networking)['EndpointsConfig']))},
	};
}

/** 64 hexadecimal digits, as an engine gives them. */
export function randomId(): string {
	return randomBytes(32).toString('hex');
}

/** In another container's network one has its host name too. */
function hostNameOf(networkMode: string, others: readonly EngineDocument[]): unknown {
	const joined = others.find(other => networkMode === `container:${asText(other['Id'])}`);
	return asDocument(joined?.['Config'])['Hostname'];
}

function mergeConfig(config: EngineDocument, image: EngineDocument): EngineDocument {
	const result: Record<string, unknown> = {...config};
	const own = new Set(asTexts(config['Env']).map(entry => entry.split('=', 1)[0]));
	result.Env = [...asTexts(config['Env']), ...asTexts(image['Env']).filter(entry => !own.has(entry.split('=', 1)[0]))];
	if (isDeepStrictEqual(config['Entrypoint'], [''])) {
		result.Entrypoint = null;
	} else if (isUnset(config['Entrypoint'])) {
		result.Entrypoint = image['Entrypoint'] ?? null;
		result.Cmd = isUnset(config['Cmd']) ? image['Cmd'] ?? null : config['Cmd'];
	}

	for (const field of merged) {
		result[field] = {...asDocument(image[field]), ...asDocument(config[field])};
	}

	for (const field of inherited) {
		result[field] = isUnset(config[field]) ? image[field] ?? config[field] : config[field];
	}

	return result;
}

/** `container:NAME` is kept as `container:ID`. */
function convertModes(host: EngineDocument, idOf: (container: string) => string): EngineDocument {
	const modes = ['NetworkMode', 'PidMode', 'IpcMode'].map(mode => [mode, asText(host[mode])] as const).filter(([, value]) => value.startsWith('container:'));
	return {...host, ...Object.fromEntries(modes.map(([mode, value]) => [mode, `container:${idOf(value.slice('container:'.length))}`]))};
}

function listNetworks(mode: string, endpoints: EngineDocument): EngineDocument {
	if (mode.startsWith('container:')) {
		return {};
	}

	const network = mode === '' || mode === 'default' ? 'bridge' : mode;
	return {[network]: {}, ...endpoints};
}

/** The engine would choose a free port of the host where none is named; here there is no host. */
function listPorts(config: EngineDocument, host: EngineDocument): EngineDocument {
	const bindings = asDocument(host['PortBindings']);
	const ports = Object.keys({...asDocument(config['ExposedPorts']), ...bindings});
	return Object.fromEntries(ports.map(port => [port, bindings[port] ?? null]));
}

function listMounts(config: EngineDocument, host: EngineDocument, others: readonly EngineDocument[]): readonly EngineDocument[] {
	const known = others.flatMap(other => asDocuments(other['Mounts']));
	const mounts: EngineDocument[] = [];
	const add = (mount: EngineDocument): void => {
		if (mounts.every(({Destination: destination}) => destination !== mount['Destination'])) {
			// An engine tells more of a mount than it was asked for, and the same of the same.
			mounts.push(known.find(other => ['Type', 'Name', 'Source', 'Destination', 'RW'].every(field => mount[field] === undefined || other[field] === mount[field])) ?? mount);
		}
	};

	for (const bind of asTexts(host['Binds'])) {
		const [source = '', target = '', mode = ''] = bind.split(':', 3);
		const place = {Destination: target, RW: !mode.split(',').includes('ro')};
		add(source.startsWith('/') ? {Type: 'bind', Source: source, ...place} : {Type: 'volume', Name: source, ...place});
	}

	for (const mount of asDocuments(host['Mounts'])) {
		const source = asText(mount['Source']);
		const place = {Destination: asText(mount['Target']), RW: mount['ReadOnly'] !== true};
		add(mount['Type'] === 'volume' ? {Type: 'volume', Name: source === '' ? randomId() : source, ...place} : {Type: mount['Type'], Source: source, ...place});
	}

	for (const entry of asTexts(host['VolumesFrom'])) {
		const [container = ''] = entry.split(':', 1);
		const from = others.find(other => other['Id'] === container || other['Name'] === `/${container}`);
		for (const mount of asDocuments(from?.['Mounts'])) {
			add(mount);
		}
	}

	for (const target of Object.keys(asDocument(config['Volumes']))) {
		add({
			Type: 'volume', Name: randomId(), Driver: 'local', Destination: target, RW: true,
		});
	}

	return mounts;
}
