import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {request, type IncomingMessage} from 'node:http';
import {
	glob, readdir, realpath, rmdir,
} from 'node:fs/promises';
import process from 'node:process';
import {json} from 'node:stream/consumers';
import type {Engine} from '../../../source/engine/engine.js';
import {createLimit} from '../../../source/engine/concurrency.js';
import {docker, testEngineAddress} from '../engine.js';
import {waitUntil} from '../wait.js';
import {
	entryDockerfile, entryImage, prefix, type Shape, surroundings,
} from './shapes.js';

/** Tests of a file begin together; an engine is slowest when it is asked for everything at once. */
export const inTurn = createLimit(4);

/** Long enough to see a container end that ends at once. */
export const quickly = {settleMilliseconds: 150, pollMilliseconds: 50};

/** Networks, volumes, images and containers that shapes need. */
export async function makeSurroundings(): Promise<void> {
	const build = spawn('docker', ['--host', testEngineAddress(), 'build', '--quiet', '--tag', entryImage, '-'], {stdio: ['pipe', 'ignore', 'ignore'], env: {...process.env, DOCKER_BUILDKIT: '0'}});
	build.stdin.end(entryDockerfile);
	await once(build, 'close');
	for (const words of surroundings) {
		await docker(...words);
	}
}

/** Everything on the engine that this process has made. */
export async function removeAll(): Promise<void> {
	const containers = await listNames('ps', '--all');
	if (containers.length > 0) {
		await docker('rm', '--force', '--volumes', ...containers);
	}

	const volumes = await listNames('volume', 'ls');
	// By name: the same image can have the name of another test file.
	const images = await docker('images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${prefix}*`);
	await Promise.all([
		waitUntil(removeNetworks),
		volumes.length > 0 && docker('volume', 'rm', ...volumes),
		images !== '' && docker('rmi', ...images.split('\n')),
	]);
	// An engine leaves the parent of a container's cgroup where it is.
	const parents = await Array.fromAsync(glob(`/sys/fs/cgroup/{,*/}${prefix}`), async path => realpath(path));
	await Promise.all(Array.from(new Set(parents), async path => rmdir(path).catch((error: unknown) => {
		// Who is not root cannot, and need not.
		if (!String(error).includes('EACCES')) {
			throw error;
		}
	})));
}

/** Whether all are gone: under load the engine lets go of the last endpoint a moment after the container has gone. */
async function removeNetworks(): Promise<boolean> {
	const networks = await listNames('network', 'ls');
	if (networks.length === 0) {
		return true;
	}

	try {
		await docker('network', 'rm', ...networks);
	} catch (error) {
		if (!String(error).includes('has active endpoints')) {
			throw error;
		}
	}

	return false;
}

async function listNames(...words: readonly string[]): Promise<readonly string[]> {
	const format = words[0] === 'ps' ? '{{.Names}}' : '{{.Name}}';
	const names = await docker(...words, '--filter', `name=${prefix}`, '--format', format);
	return names === '' ? [] : names.split('\n');
}

/** Names of the containers that stand in for another one, or are that one. */
export async function listStandIns(engine: Engine, name: string): Promise<readonly string[]> {
	const containers = await engine.listContainers();
	return containers.map(container => container.name).filter(found => found === name || found.startsWith(`${name}.`)).toSorted();
}

/** Makes a container of a shape, brings it into its state and breaks it; its id. */
export async function makeBroken(shape: Shape, name: string): Promise<string> {
	const {state = 'running'} = shape;
	const id = await createShape(shape, name);
	await runCommands(shape.created, name);

	if (state === 'created' || state === 'restarting') {
		await docker('cp', 'package.json', `${name}:/mess`);
	}

	if (state !== 'created') {
		await docker('start', name);
	}

	await runCommands(shape.running, name);

	if (state !== 'created' && state !== 'restarting' && shape.isReadOnly !== true) {
		await docker('exec', name, 'sh', '-c', 'rm -r /usr/bin; echo mess >/mess');
	}

	switch (state) {
		case 'paused': {
			await docker('pause', name);
			break;
		}

		case 'exited': {
			await docker('stop', name);
			break;
		}

		case 'restarting': {
			await waitUntil(async () => isRestarting(name));
			break;
		}

		default:
	}

	return id;
}

/** `docker` commands about the container of that name. */
export async function runCommands(commands: Shape['running'], name: string): Promise<void> {
	for (const words of commands ?? []) {
		await docker(...words.map(word => word === 'NAME' ? name : word));
	}
}

/** Makes a container of a shape; its id. */
export async function createShape({flags = [], image = 'lab:1', command = [], body}: Shape, name: string): Promise<string> {
	if (body === undefined) {
		return docker('create', '--name', name, '--init', '--stop-timeout', '1', ...flags, image, ...command);
	}

	const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
	const headers = {'Content-Type': 'application/json'};
	const socketPath = testEngineAddress().replace('unix://', '');
	request({
		socketPath, headers, method: 'POST', path: `/v1.41/containers/create?name=${name}`,
	}, resolve).on('error', reject).end(JSON.stringify({
		Image: image, StopTimeout: 1, HostConfig: {Init: true}, ...body,
	}));
	const {Id} = await json(await promise) as {readonly Id: string};
	return Id;
}

async function isRestarting(name: string): Promise<boolean> {
	return await docker('inspect', '--format', '{{.State.Status}}', name) === 'restarting';
}

export async function countFiles(folder: string): Promise<number> {
	return (await readdir(folder)).length;
}

/** What has to be as before of a container after a start over that failed. */
export type Footprint = {
	readonly id: string;
	readonly state: string;
	readonly restart: unknown;
	readonly addresses: Readonly<Record<string, unknown>>;
	readonly changes: readonly string[];
	readonly names: readonly string[];
};

export async function readFootprint(engine: Engine, name: string): Promise<Footprint> {
	const {container, document} = await engine.inspectContainer(name);
	const changes = await engine.listChanges(name);
	const {HostConfig, NetworkSettings} = document as {
		readonly HostConfig: {readonly RestartPolicy: unknown};
		readonly NetworkSettings: {readonly Networks: Readonly<Record<string, {readonly IPAMConfig: unknown; readonly Aliases: unknown}>>};
	};
	return {
		id: container.id,
		state: container.status,
		restart: HostConfig.RestartPolicy,
		addresses: Object.fromEntries(Object.entries(NetworkSettings.Networks).map(([network, {IPAMConfig, Aliases}]) => [network, {IPAMConfig, Aliases}])),
		changes: changes.map(({kind, path: changed}) => `${kind} ${changed}`).toSorted(),
		names: await listStandIns(engine, name),
	};
}
