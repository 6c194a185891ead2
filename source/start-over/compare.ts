import {isDeepStrictEqual} from 'node:util';
import {asDocument, asDocuments, isDocument} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {originalName, type PlannedVolume} from '../replacement.js';
import {cleanText} from '../text.js';
import {convertLink} from './create-body.js';
import {foundByEngine} from './endpoints.js';
import {
	type Inspect, isUnset, omit, rawText, rawTexts,
} from './inspect.js';
import {parseBind} from './volumes.js';

/** Fields that are about this one container and its run: ids, times, state, files of the engine. */
const ofOneContainer = [
	'Id',
	'Created',
	'State',
	'ResolvConfPath',
	'HostnamePath',
	'HostsPath',
	'LogPath',
	'RestartCount',
	'ExecIDs',
	'GraphDriver',
	'Storage',
	'SizeRw',
	'SizeRootFs',
	// Chosen at the first start; what was asked for is in HostConfig.SecurityOpt.
	'AppArmorProfile',
	// Podman's.
	'StaticDir',
	'OCIConfigPath',
	'OCIRuntime',
	'ConmonPidFile',
	'PidFile',
	'MountLabel',
	'ProcessLabel',
];

/**
 * Where a new container's inspect says something else than the old one's did, although it should not: `HostConfig.Memory: 1 -> 2`.
 * Ids, times, dynamic addresses and the volumes that the plan replaces or names are left aside; null, empty and missing are the same.
 */
export function compareContainers(old: Inspect, fresh: Inspect, volumes: readonly PlannedVolume[]): readonly string[] {
	return compare('', normalise(old, volumes), normalise(fresh, volumes));
}

function normalise(inspect: Inspect, volumes: readonly PlannedVolume[]): unknown {
	const {document, config, host, networks, mounts} = inspect;
	const replaced = new Set(volumes.map(({target}) => target));
	const normal = {
		...omit(document, ofOneContainer),
		// Podman puts them into another order; that has no meaning.
		Config: {...config, Env: rawTexts(config.Env).toSorted(), Hostname: config.Hostname === inspect.shortId ? '' : config.Hostname},
		HostConfig: {
			...host,
			Binds: rawTexts(host.Binds).filter(bind => !replaced.has(parseBind(bind).target)),
			Mounts: asDocuments(host.Mounts).map(mount => replaced.has(rawText(mount.Target)) ? omit(mount, ['Source']) : mount),
			// The containers that it is linked to, and whose namespaces it joined, may have been replaced before.
			Links: rawTexts(host.Links).map(link => convertLink(link).replace(/^[^:]*/v, target => originalName(target) ?? target)).toSorted(),
			...Object.fromEntries(['NetworkMode', 'PidMode', 'IpcMode'].map(mode => [mode, rawText(host[mode]).replace(/^container:.*$/v, 'container:')])),
		},
		Mounts: mounts.map(mount => replaced.has(rawText(mount.Destination)) ? {Destination: mount.Destination} : mount)
			.toSorted((one, other) => rawText(one.Destination).localeCompare(rawText(other.Destination))),
		NetworkSettings: {
			Networks: Object.fromEntries(Object.entries(networks).map(([network, endpoint]) => [network, normaliseEndpoint(endpoint, inspect.shortId)])),
		},
	};
	return JSON.parse(JSON.stringify(normal).replaceAll(inspect.id, 'ID')) as unknown;
}

function normaliseEndpoint(endpoint: EngineDocument, shortId: string): EngineDocument {
	return {
		...omit(endpoint, foundByEngine),
		Aliases: rawTexts(endpoint.Aliases).filter(alias => alias !== shortId),
		IPAMConfig: asDocument(endpoint.IPAMConfig),
	};
}

function compare(path: string, one: unknown, other: unknown): readonly string[] {
	if ((isUnset(one) && isUnset(other)) || isDeepStrictEqual(one, other)) {
		return [];
	}

	if (isDocument(one) && isDocument(other)) {
		const keys = Object.keys({...one, ...other});
		return keys.flatMap(key => compare(path === '' ? key : `${path}.${key}`, one[key], other[key]));
	}

	return [`${path}: ${show(one)} -> ${show(other)}`];
}

function show(value: unknown): string {
	return value === undefined ? 'nothing' : cleanText(JSON.stringify(value), 200);
}
