import {asDocument, asDocuments} from '../engine/document.js';
import type {EngineDocument} from '../engine/engine.js';
import {rawText, rawTexts} from './inspect.js';
import {isAnonymousName, parseBind} from './volumes.js';

// Written by Podman for each container, and again for the new one.
const ownAnnotation = /^(?:io\.container\.manager|io\.podman\.|org\.opencontainers\.image\.stopSignal|org\.systemd\.property\.)/v;

/**
 * Podman's inspect says some things in words that its own create (the Docker API) does not take. This puts them into Docker's words;
 * all else reads both.
 */
export function translatePodman(document: EngineDocument): EngineDocument {
	const host = asDocument(document.HostConfig);
	const config = asDocument(document.Config);
	// Anonymous volumes are among the binds here.
	const binds = rawTexts(host.Binds).map(text => ({text, ...parseBind(text)}));
	const anonymous = binds.filter(({source}) => isAnonymousName(source)).map(({target}) => [target, {}] as const);
	return {
		...document,
		Config: {...translateConfig(config, rawText(document.Id).slice(0, 12)), Volumes: {...asDocument(config.Volumes), ...Object.fromEntries(anonymous)}},
		HostConfig: {...translateHost(host, document), Binds: binds.filter(({source}) => !isAnonymousName(source)).map(({text}) => text)},
	};
}

/** Podman lists what it sets in every container as if somebody had. */
function translateConfig(config: EngineDocument, shortId: string): EngineDocument {
	const added = new Set(['container=podman', 'HOME=', 'HOME=/', 'HOME=/root', `HOSTNAME=${shortId}`, 'TERM=xterm']);
	return {...config, Env: rawTexts(config.Env).filter(variable => !added.has(variable))};
}

function translateHost(host: EngineDocument, document: EngineDocument): EngineDocument {
	const [network] = Object.keys(asDocument(asDocument(document.NetworkSettings).Networks));
	return {
		...host,
		// `bridge` stands for whatever bridge network it is on.
		NetworkMode: host.NetworkMode === 'bridge' ? network ?? 'bridge' : host.NetworkMode,
		PidMode: host.PidMode === 'private' ? '' : host.PidMode,
		UTSMode: host.UTSMode === 'private' ? '' : host.UTSMode,
		Runtime: host.Runtime === 'oci' ? '' : host.Runtime,
		// 0 and -1 are both "not set", and setting it fails on cgroup v2.
		MemorySwappiness: Number(host.MemorySwappiness) > 0 ? host.MemorySwappiness : undefined,
		Annotations: Object.fromEntries(Object.entries(asDocument(host.Annotations)).filter(([key]) => !ownAnnotation.test(key))),
		Ulimits: asDocuments(host.Ulimits).map(limit => ({...limit, Name: rawText(limit.Name).toLowerCase().replace(/^rlimit_/v, '')})),
	};
}
