import type {
	EngineEvent, EngineInfo, Image, PathChange,
} from '../container.js';
import {
	asDocument, asDocuments, asList, asNumber, asPositive, asText, asTextMap, asTexts, asTimeInSeconds,
} from './document.js';
import type {EngineDocument} from './engine.js';

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
			createdAt: asTimeInSeconds(document['Created']),
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
