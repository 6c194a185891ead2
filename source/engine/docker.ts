import type {Container} from '../container.js';
import {EngineError} from '../errors.js';
import {convertUpdate} from '../limits/update-body.js';
import {log} from '../log.js';
import {
	asDocument, asDocuments, asNumber, asPositive, asText,
} from './document.js';
import {createDockerClient, type DockerClient} from './docker-client.js';
import {convertInspectedContainer, convertListedContainer} from './docker-convert-container.js';
import {
	convertChanges, convertEvent, convertImages, convertInfo,
} from './docker-convert.js';
import {parseFrames, parseLogLines, parseRaw} from './docker-logs.js';
import {openDockerShell} from './docker-shell.js';
import {convertStats} from './docker-stats.js';
import type {Endpoint} from './endpoint.js';
import type {Engine, EngineDocument, Inspected} from './engine.js';
import {parseJsonLines} from './lines.js';

// A busy machine takes its time to make, start or remove a container; saving or comparing one may read gigabytes.
const workDeadline = 120_000;
const slowDeadline = 30 * 60_000;

// What the engine waits between the stop signal and the kill, unless the container says otherwise.
const defaultStopSeconds = 10;

/** A Docker or Podman engine. Returns at once; the first request makes the connection. */
export function createDockerEngine(endpoint: Endpoint): Engine {
	const client = createDockerClient(endpoint);
	const container = (id: string, rest = ''): string => `/containers/${encodeURIComponent(id)}${rest}`;
	const post = async (task: string, path: string, options: Partial<Parameters<DockerClient['readJson']>[0]> = {}): Promise<unknown> =>
		client.readJson({
			task, path, method: 'POST', ...options,
		});

	const inspectContainer = async (id: string): Promise<Inspected> => {
		const document = asDocument(await client.readJson({task: `look at the container ${id}`, path: container(id, '/json')}));
		const converted = convertInspectedContainer(document);
		if (converted === undefined) {
			throw new EngineError('failed', `The engine at ${endpoint.address} tells nothing about the container ${id}.`);
		}

		return {container: converted, document};
	};

	/** A container may ask for more time to stop than anything else takes, or, with -1, for all the time there is. */
	const stopDeadline = async (id: string, timeoutSeconds?: number): Promise<number> => {
		const {document} = await inspectContainer(id);
		const seconds = timeoutSeconds ?? asNumber(asDocument(document['Config'])['StopTimeout']) ?? defaultStopSeconds;
		return seconds < 0 ? Infinity : workDeadline + (seconds * 1000);
	};

	/** `/info`; empty where a proxy before the engine does not let it through. */
	const readOwnInfo = async (): Promise<EngineDocument> => {
		try {
			return asDocument(await client.readJson({task: 'ask the engine about itself', path: '/info'}));
		} catch (error) {
			if (error instanceof EngineError && (error.kind === 'denied' || error.kind === 'unsupported')) {
				log('info', error);
				return {};
			}

			throw error;
		}
	};

	return {
		address: endpoint.address,
		// A socket may be forwarded from another machine; a pid that is not there then leads to the stats API.
		isLocal: endpoint.transport.kind === 'unix',
		inspectContainer,

		async readInfo() {
			const [version, info] = await Promise.all([
				client.readJson({task: 'ask the engine for its version', path: '/version'}),
				readOwnInfo(),
			]);
			return convertInfo(asDocument(version), info);
		},

		async listContainers() {
			const list = asDocuments(await client.readJson({task: 'list the containers', path: '/containers/json', query: {all: true}}));
			return list.map(document => convertListedContainer(document)).filter((item): item is Container => item !== undefined);
		},

		async listImages() {
			return convertImages(await client.readJson({task: 'list the images', path: '/images/json', query: {all: true}}));
		},

		async inspectImage(id) {
			return asDocument(await client.readJson({task: `look at the image ${id}`, path: `/images/${encodeReference(id)}/json`}));
		},

		async * watchEvents(signal, onOpen) {
			const chunks = await client.openStream({
				task: 'follow the engine\'s events', path: '/events', signal,
			});
			onOpen();
			for await (const value of parseJsonLines(chunks)) {
				const event = convertEvent(asDocument(value));
				if (event !== undefined) {
					yield event;
				}
			}
		},

		async * watchStats(id, signal) {
			const chunks = await client.openStream({
				task: `follow the statistics of ${id}`, path: container(id, '/stats'), query: {stream: true}, signal,
			});
			const info = await readOwnInfo();
			const machineBytes = asPositive(info['MemTotal']);
			for await (const value of parseJsonLines(chunks)) {
				const reading = convertStats(asDocument(value), machineBytes);
				// One that does not run has no numbers, and no time at which they were read.
				if (reading.cpu !== undefined) {
					yield reading;
				}
			}
		},

		async * watchLogs(id, {tail, signal, since, follow = true}) {
			const {container: {detail}} = await inspectContainer(id);
			const chunks = await client.openStream({
				task: `read the log of ${id}`,
				path: container(id, '/logs'),
				query: {
					stdout: true, stderr: true, timestamps: true, tail, follow, ...(since !== undefined && {since: since / 1000}),
				},
				signal,
			});
			yield * parseLogLines(detail.hasTerminal ? parseRaw(chunks) : parseFrames(chunks));
		},

		async listChanges(id) {
			return convertChanges(await client.readJson({task: `compare the files of ${id} with its image`, path: container(id, '/changes'), deadlineMilliseconds: slowDeadline}));
		},

		async measureWritableLayer(id) {
			const document = asDocument(await client.readJson({
				task: `measure the files of ${id}`, path: container(id, '/json'), query: {size: true}, deadlineMilliseconds: slowDeadline,
			}));
			return asNumber(document.SizeRw);
		},
		async readPod(id) {
			const document = asDocument(await client.readJson({task: `find the pod of ${id}`, path: `/libpod${container(id, '/json')}`}));
			return asText(document.Pod) || undefined;
		},

		async start(id) {
			await post(`start ${id}`, container(id, '/start'), {deadlineMilliseconds: workDeadline});
		},
		async stop(id, timeoutSeconds) {
			await post(`stop ${id}`, container(id, '/stop'), {deadlineMilliseconds: await stopDeadline(id, timeoutSeconds), query: timeoutSeconds === undefined ? {} : {t: timeoutSeconds}});
		},
		async restart(id) {
			await post(`restart ${id}`, container(id, '/restart'), {deadlineMilliseconds: await stopDeadline(id)});
		},
		async kill(id, signal) {
			await post(`send ${signal} to ${id}`, container(id, '/kill'), {query: {signal}});
		},
		async pause(id) {
			await post(`pause ${id}`, container(id, '/pause'));
		},
		async unpause(id) {
			await post(`unpause ${id}`, container(id, '/unpause'));
		},
		async remove(id, {force, volumes}) {
			await client.readJson({
				task: `remove ${id}`, method: 'DELETE', path: container(id), query: {force, v: volumes}, deadlineMilliseconds: workDeadline,
			});
		},
		async rename(id, name) {
			await post(`rename ${id} to ${name}`, container(id, '/rename'), {query: {name}});
		},
		async update(id, limits) {
			const {container: {detail}} = await inspectContainer(id);
			const info = await readOwnInfo();
			const machine = {cpus: asPositive(info['NCPU']), memoryBytes: asPositive(info['MemTotal'])};
			await post(`change the limits of ${id}`, container(id, '/update'), {body: convertUpdate(limits, detail, machine)});
		},
		async create(name, body) {
			const answer = asDocument(await post(`create the container ${name}`, '/containers/create', {query: {name}, body, deadlineMilliseconds: workDeadline}));
			return asText(answer.Id);
		},
		async connectNetwork(network, id, endpointConfig) {
			await post(`connect ${id} to the network ${network}`, `/networks/${encodeURIComponent(network)}/connect`, {body: {Container: id, EndpointConfig: endpointConfig}});
		},
		async disconnectNetwork(network, id) {
			await post(`disconnect ${id} from the network ${network}`, `/networks/${encodeURIComponent(network)}/disconnect`, {body: {Container: id, Force: true}});
		},
		async commit(id, reference, labels) {
			const {repository, tag} = splitReference(reference);
			const changes = Object.entries(labels).map(([key, value]) => `LABEL ${quoteInstruction(key)}=${quoteInstruction(value)}`);
			const answer = asDocument(await post(`save ${id} as the image ${reference}`, '/commit', {
				// Says the same again: Podman 4 fails to read a request without it, and does not look at it.
				body: {Labels: labels},
				query: {container: id, repo: repository, ...(tag !== undefined && {tag}), ...(changes.length > 0 && {changes: changes.join('\n')})},
				deadlineMilliseconds: slowDeadline,
			}));
			return asText(answer.Id);
		},
		async removeImage(id, force) {
			await client.readJson({
				task: `remove the image ${id}`, method: 'DELETE', path: `/images/${encodeReference(id)}`, query: {force}, deadlineMilliseconds: workDeadline,
			});
		},
		async removeVolume(name) {
			await client.readJson({task: `remove the volume ${name}`, method: 'DELETE', path: `/volumes/${encodeURIComponent(name)}`});
		},
		openShell: async (id, command, size) => openDockerShell(client, id, command, size),
		close() {
			client.close();
		},
	};
}

/** A word of a Dockerfile instruction, in which a dollar would name a variable. */
function quoteInstruction(word: string): string {
	return JSON.stringify(word).replaceAll('$', String.raw`\$`);
}

/** `lab:1` into its two parts. A colon before a slash is that of a registry's port; without a tag the engine takes `latest`. */
function splitReference(reference: string): {readonly repository: string; readonly tag: string | undefined} {
	const colon = reference.lastIndexOf(':');
	return colon > reference.lastIndexOf('/')
		? {repository: reference.slice(0, colon), tag: reference.slice(colon + 1)}
		: {repository: reference, tag: undefined};
}

/** An image reference keeps its slashes: they are part of the path. */
function encodeReference(reference: string): string {
	return reference.split('/').map(part => encodeURIComponent(part)).join('/');
}
