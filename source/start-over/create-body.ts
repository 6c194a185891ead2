import type {EngineDocument} from '../engine/engine.js';
import type {PlannedVolume} from '../replacement.js';
import type {Networking} from './endpoints.js';
import {clearableEntrypoint, imageConfig, subtractImageDefaults} from './image-defaults.js';
import {
	type Inspect, isUnset, omit, rawText, rawTexts,
} from './inspect.js';
import {convertVolumes} from './volumes.js';

export type BodyOptions = {
	/** The image to make it from, as it is to be written in `Config.Image`. */
	readonly imageReference: string;
	readonly image: EngineDocument;
	/** The image the old one was made from, when the new one is made from another: its defaults are not taken along. */
	readonly oldImage: EngineDocument | undefined;
	readonly volumes: readonly PlannedVolume[];
	readonly networking: Networking;
	/** The engine's own host name. */
	readonly engineHostName: string;
	/** Name of another container, by id or name. */
	readonly nameOf: (container: string) => string | undefined;
};

// In another container's network all of these are that container's, and the engine refuses them.
const othersConfig = ['Hostname', 'Domainname', 'MacAddress', 'ExposedPorts'];
const othersHost = ['Links', 'Dns', 'DnsOptions', 'DnsSearch', 'ExtraHosts', 'PortBindings', 'PublishAllPorts'];

/**
 * The create body that makes a container as its inspect document says. All of `Config` and `HostConfig` is sent as it was
 * found, also what dockdash does not know; only what cannot be sent, or would come out as something else, is changed.
 */
export function convertToCreateBody(inspect: Inspect, options: BodyOptions): EngineDocument {
	const {endpoints} = options.networking;
	const joinsNetwork = joinedContainer(inspect.networkMode) !== undefined;
	return {
		...omit(convertConfig(inspect, options), joinsNetwork ? othersConfig : []),
		HostConfig: omit(convertHost(inspect, options), joinsNetwork ? othersHost : []),
		...(!isUnset(endpoints) && {NetworkingConfig: {EndpointsConfig: endpoints}}),
	};
}

function convertConfig(inspect: Inspect, options: BodyOptions): Record<string, unknown> {
	const {oldImage, image, networking} = options;
	const config: Record<string, unknown> = oldImage === undefined
		? {...inspect.config}
		: {...subtractImageDefaults(inspect.config, imageConfig(oldImage))};
	config.Image = options.imageReference;
	if (oldImage === undefined && isUnset(config.Entrypoint) && !isUnset(imageConfig(image).Entrypoint)) {
		config.Entrypoint = clearableEntrypoint(config.Entrypoint);
	}

	delete config.MacAddress;
	if (networking.macAddress !== undefined) {
		config.MacAddress = networking.macAddress;
	}

	if (isHostNameOfEngine(inspect, options.engineHostName)) {
		delete config.Hostname;
		delete config.Domainname;
	} else if (config.Hostname === inspect.shortId) {
		delete config.Hostname;
	}

	return config;
}

/** On the host's network, or in its UTS namespace, the engine writes down the host's own name as if it had been chosen. */
function isHostNameOfEngine({config, host, networkMode}: Inspect, engineHostName: string): boolean {
	if (host.UTSMode === 'host') {
		return true;
	}

	const [name, domain = ''] = splitAtDot(engineHostName);
	return networkMode === 'host' && (config.Hostname === engineHostName || (config.Hostname === name && rawText(config.Domainname) === domain));
}

function splitAtDot(name: string): readonly string[] {
	const dot = name.indexOf('.');
	return dot === -1 ? [name] : [name.slice(0, dot), name.slice(dot + 1)];
}

function convertHost(inspect: Inspect, {nameOf, volumes}: BodyOptions): Record<string, unknown> {
	const {host} = inspect;
	const converted: Record<string, unknown> = {...host, ...convertVolumes(inspect, volumes)};
	for (const mode of ['NetworkMode', 'PidMode', 'IpcMode']) {
		converted[mode] = convertMode(host[mode], nameOf);
	}

	if (!isUnset(host.VolumesFrom)) {
		converted.VolumesFrom = rawTexts(host.VolumesFrom).map(entry => convertVolumesFrom(entry, nameOf));
	}

	if (!isUnset(host.Links)) {
		converted.Links = rawTexts(host.Links).map(link => renameLink(convertLink(link), nameOf));
	}

	if (!isUnset(host.NanoCpus)) {
		// The engine refuses both, and some write down the quota that they made of the first.
		converted.CpuPeriod = 0;
		converted.CpuQuota = 0;
	}

	return converted;
}

/** `container:ID` becomes `container:NAME`, for the other one may be started over as well. */
function convertMode(mode: unknown, nameOf: BodyOptions['nameOf']): unknown {
	const target = joinedContainer(mode);
	return target === undefined ? mode : `container:${nameOf(target) ?? target}`;
}

/** The container whose namespace a mode joins. */
export function joinedContainer(mode: unknown): string | undefined {
	const text = rawText(mode);
	return text.startsWith('container:') ? text.slice('container:'.length) : undefined;
}

/** `CONTAINER[:ro|rw]` */
export function volumesFromContainer(entry: string): string {
	return entry.split(':', 1)[0] ?? entry;
}

function convertVolumesFrom(entry: string, nameOf: BodyOptions['nameOf']): string {
	const container = volumesFromContainer(entry);
	return `${nameOf(container) ?? container}${entry.slice(container.length)}`;
}

/** The engine keeps links by container: in the inspect of what is linked to a parked one, the link has the parked one's name. */
function renameLink(link: string, nameOf: BodyOptions['nameOf']): string {
	const [target = '', alias = ''] = link.split(':', 2);
	return `${nameOf(target) ?? target}:${alias}`;
}

/** Inspect writes `/db:/web/alias` for what was given as `db:alias`. */
export function convertLink(link: string): string {
	const [target = '', alias = ''] = link.split(':', 2);
	return `${target.replace(/^\//v, '')}:${alias.slice(alias.lastIndexOf('/') + 1)}`;
}
