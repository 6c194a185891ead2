import {namespaceKinds, type Image} from '../container.js';
import {selectMetricsDocument} from '../metrics/document.js';
import {isLive} from '../store/selectors.js';
import {describeStatus} from '../store/status.js';
import type {Row, State} from '../store/state.js';

/** Raised when a field of the document changes its meaning or goes; new fields do not raise it. */
export const documentVersion = 1;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | {readonly [key: string]: JsonValue};

/** What `dockdash snapshot --json` prints. Unknown is null, no limit is "max"; bytes, percent of one core, ISO 8601 times. */
export function formatDocument(state: State, rows: readonly Row[]): JsonValue {
	const {engine, host, connection} = state;
	return {
		version: documentVersion,
		takenAt: formatTime(state.now),
		engine: {
			host: connection.address,
			product: orNull(engine?.product),
			version: orNull(engine?.version),
			apiVersion: orNull(engine?.apiVersion),
			cgroupVersion: orNull(engine?.cgroupVersion),
			cgroupDriver: orNull(engine?.cgroupDriver),
		},
		host: {
			name: orNull(host?.hostName ?? engine?.hostName),
			cpus: orNull(host?.cpus ?? engine?.cpus),
			cpuPercent: orNull(state.hostCpuPercent),
			memoryBytes: orNull(host?.memoryBytes ?? engine?.memoryBytes),
			memoryUsedBytes: orNull(host?.memoryUsedBytes),
			swapBytes: orNull(host?.swapBytes),
			swapUsedBytes: orNull(host?.swapUsedBytes),
			load: host?.load ?? null,
			disk: host?.disk ?? null,
		},
		containers: rows.map(row => formatContainer(row, state)),
		images: (state.images ?? []).map(image => formatImage(image, state)),
	};
}

function formatContainer(row: Row, state: State): JsonValue {
	const {container, sample} = row;
	const {detail} = container;
	const namespaces: Record<string, JsonValue> = {};
	for (const kind of namespaceKinds) {
		const inode = sample?.namespaces?.[kind];
		const hostInode = state.hostNamespaces?.[kind];
		if (inode !== undefined) {
			namespaces[kind] = {inode, sharedWithHost: hostInode === undefined ? null : inode === hostInode};
		}
	}

	return {
		id: container.id,
		name: container.name,
		image: container.image,
		imageId: container.imageId,
		state: container.status,
		status: describeStatus(container, state.now),
		health: orNull(container.health),
		exitCode: isLive(row) ? null : orNull(detail?.exitCode),
		restartCount: orNull(detail?.restartCount),
		pid: orNull(detail?.pid),
		createdAt: formatTime(container.createdAt),
		startedAt: formatTime(detail?.startedAt),
		source: orNull(sample?.source),
		...selectMetricsDocument(sample),
		cpuset: orNull(sample?.cpu?.cpuset),
		devices: (sample?.io?.devices ?? []).map(device => ({...device, readOperations: orNull(device.readOperations), writeOperations: orNull(device.writeOperations)})),
		namespaces,
		problems: (sample?.problems ?? []).map(({group, status, reason}) => ({group, status, reason})),
	};
}

function formatImage(image: Image, state: State): JsonValue {
	let containers = 0;
	for (const {container} of state.rows.values()) {
		if (container.imageId === image.id) {
			containers++;
		}
	}

	return {
		id: image.id,
		tags: image.tags,
		kind: image.kind,
		sizeBytes: image.sizeBytes,
		createdAt: formatTime(image.createdAt),
		containers,
	};
}

function orNull<Value>(value: Value | undefined): Value | null {
	return value ?? null;
}

function formatTime(milliseconds: number | undefined): string | null {
	return milliseconds === undefined || !Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15 ? null : new Date(milliseconds).toISOString();
}
