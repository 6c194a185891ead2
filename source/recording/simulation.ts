import {constants as systemConstants} from 'node:os';
import {isDeepStrictEqual} from 'node:util';
import {asDocument, asText} from '../engine/document.js';
import type {Engine, EngineDocument} from '../engine/engine.js';
import {EngineError} from '../errors.js';
import {convertUpdate} from '../limits/update-body.js';
import {createImageSimulation} from './image-simulation.js';
import type {Lab} from './lab.js';
import {isRunning, type LabContainer} from './lab-container.js';
import {createLabVolumes} from './lab-volumes.js';
import {
	findContainer, findImage, inspectFound, nameOf,
} from './lookup.js';
import {makeContainer, randomId} from './make-container.js';

export type SimulationOptions = {
	readonly address: string;
	/** Milliseconds since 1970, in the recording. */
	readonly now: () => number;
};

/** What an engine can do to containers, images and volumes. */
export type Simulation = Pick<Engine,
	'start' | 'stop' | 'restart' | 'kill' | 'pause' | 'unpause' | 'remove' | 'rename' | 'update' | 'create'
	| 'connectNetwork' | 'disconnectNetwork' | 'commit' | 'removeImage' | 'removeVolume'>;

// Exit codes that say that the program of the container is not there, or cannot be run: it fails each time.
const brokenCodes = new Set([126, 127]);
const endingSignals = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGABRT', 'SIGALRM']);
// What a shell adds to the number of the signal that ended a program.
const signalBase = 128;
const firstPid = 100_000;

/** Does to a lab in memory what an engine would do, as far as one can see it, and tells it as the engine's events. */
export function createSimulation(lab: Lab, {address, now}: SimulationOptions): Simulation {
	const volumes = createLabVolumes(lab, address);
	let nextPid = firstPid;

	const find = (id: string): LabContainer => findContainer(lab, id, address);

	const tell = (container: LabContainer, action: string, attributes: Readonly<Record<string, string>> = {}): void => {
		const name = nameOf(container);
		lab.events.tell({
			type: 'container', action, id: container.id, name, at: now(), attributes: {name, ...attributes},
		});
	};

	const time = (): string => new Date(now()).toISOString();

	const setState = (container: LabContainer, state: EngineDocument): void => {
		container.isTouched = true;
		container.document = {...container.document, State: {...asDocument(container.document['State']), ...state}};
	};

	const exit = (container: LabContainer, code: number): void => {
		setState(container, {
			Status: 'exited', Running: false, Paused: false, Restarting: false, Pid: 0, ExitCode: code, FinishedAt: time(), Health: undefined,
		});
		container.given = undefined;
		tell(container, 'die', {exitCode: String(code)});
		if (asDocument(container.document['HostConfig'])['AutoRemove'] === true) {
			drop(container);
		}
	};

	const run = (container: LabContainer): void => {
		const {document} = container;
		const {ExitCode: code, Error: problem} = asDocument(document['State']);
		if (typeof problem === 'string' && problem !== '') {
			throw new EngineError('failed', problem);
		}

		container.numbersOf = findNumbers(lab, container);
		container.resumes = {base: undefined, from: undefined};
		setState(container, {
			Status: 'running', Running: true, Paused: false, Restarting: false, OOMKilled: false, Pid: nextPid++, ExitCode: 0, StartedAt: time(),
		});
		tell(container, 'start');
		if (typeof code === 'number' && brokenCodes.has(code)) {
			exit(container, code);
		}
	};

	const drop = (container: LabContainer): void => {
		lab.remove(container.id);
		tell(container, 'destroy');
	};

	const requireRunning = (container: LabContainer, task: string): void => {
		if (!isRunning(container.document)) {
			throw new EngineError('conflict', `${nameOf(container)} is not running, so it cannot be ${task}.`);
		}
	};

	const requireFreeName = (name: string): void => {
		const holder = lab.containers.values().find(container => nameOf(container) === name);
		if (holder !== undefined) {
			throw new EngineError('conflict', `The name ${name} is in use by the container ${holder.id.slice(0, 12)}.`);
		}
	};

	return {
		async start(id) {
			const container = find(id);
			if (!isRunning(container.document)) {
				run(container);
			}
		},
		async stop(id) {
			const container = find(id);
			if (isRunning(container.document)) {
				exit(container, signalBase + systemConstants.signals.SIGTERM);
				tell(container, 'stop');
			}
		},
		async restart(id) {
			const container = find(id);
			if (isRunning(container.document)) {
				exit(container, signalBase + systemConstants.signals.SIGTERM);
			}

			run(container);
			tell(container, 'restart');
		},
		async kill(id, signal) {
			const container = find(id);
			const number = (systemConstants.signals as Readonly<Record<string, number>>)[signal];
			if (number === undefined) {
				throw new EngineError('failed', `${signal} is not a signal.`);
			}

			requireRunning(container, 'sent a signal');
			tell(container, 'kill', {signal: String(number)});
			if (endingSignals.has(signal)) {
				exit(container, signalBase + number);
			}
		},
		async pause(id) {
			const container = find(id);
			requireRunning(container, 'paused');
			setState(container, {Status: 'paused', Paused: true});
			tell(container, 'pause');
		},
		async unpause(id) {
			const container = find(id);
			requireRunning(container, 'let go on');
			setState(container, {Status: 'running', Paused: false});
			container.resumes = {base: container.given, from: undefined};
			tell(container, 'unpause');
		},
		async remove(id, {force, volumes: isWithVolumes}) {
			const container = find(id);
			if (isRunning(container.document)) {
				if (!force) {
					throw new EngineError('conflict', `${nameOf(container)} is running: stop it before it is removed.`);
				}

				exit(container, signalBase + systemConstants.signals.SIGKILL);
			}

			volumes.note();
			drop(container);
			if (isWithVolumes) {
				volumes.removeAnonymous(container.document);
			}
		},
		async rename(id, name) {
			const container = find(id);
			requireFreeName(name);
			const oldName = nameOf(container);
			container.isTouched = true;
			container.document = {...container.document, Name: `/${name}`};
			tell(container, 'rename', {oldName: `/${oldName}`});
		},
		async update(id, limits) {
			const container = find(id);
			const host = asDocument(container.document['HostConfig']);
			const {cpus, memoryBytes} = lab.info() ?? {cpus: undefined, memoryBytes: undefined};
			container.isTouched = true;
			container.hasOwnLimits = true;
			container.document = {...container.document, HostConfig: {...host, ...convertUpdate(limits, inspectFound(container, address).container.detail, {cpus, memoryBytes})}};
			tell(container, 'update');
		},
		async create(name, body) {
			requireFreeName(name);
			const image = findImage(lab, asText(body['Image']), address);
			const id = randomId();
			const document = makeContainer({
				id, name, body, image, others: lab.containers.values().map(other => other.document).toArray(), idOf: container => find(container).id, now: now(),
			});
			const container: LabContainer = {
				id, document, changes: [], log: [], isTouched: true, hasOwnLimits: true, numbersOf: '', resumes: undefined, given: undefined,
			};
			lab.containers.set(id, container);
			tell(container, 'create');
			return id;
		},
		async connectNetwork(network, id, endpoint) {
			setNetworks(find(id), networks => ({...networks, [network]: endpoint}));
		},
		async disconnectNetwork(network, id) {
			setNetworks(find(id), networks => Object.fromEntries(Object.entries(networks).filter(([name]) => name !== network)));
		},
		...createImageSimulation(lab, {address, now, tell}),
		async removeVolume(name) {
			volumes.remove(name);
		},
	};
}

function setNetworks(container: LabContainer, change: (networks: EngineDocument) => EngineDocument): void {
	const settings = asDocument(container.document['NetworkSettings']);
	container.isTouched = true;
	container.document = {...container.document, NetworkSettings: {...settings, Networks: change(asDocument(settings['Networks']))}};
}

/** The recorded container whose numbers one has that was made here: the one in whose place it is, or else one that runs the same. */
function findNumbers(lab: Lab, container: LabContainer): string {
	if (container.numbersOf !== '') {
		return container.numbersOf;
	}

	const programOf = ({document}: LabContainer): unknown => [document['Image'], document['Path'], document['Args']];
	const found = lab.containers.values()
		.filter(other => other.numbersOf !== '' && isDeepStrictEqual(programOf(other), programOf(container)))
		.toArray();
	return (found.find(other => nameOf(other).startsWith(nameOf(container))) ?? found[0])?.numbersOf ?? '';
}
