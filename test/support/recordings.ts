import {Buffer} from 'node:buffer';
import {createHeader, type Fact, type Header} from '../../source/recording/line.js';
import {createRecordingFile} from '../../source/recording/write.js';
import type {EngineDocument} from '../../source/engine/engine.js';
import {makeReading} from './containers.js';

export const takenAt = Date.UTC(2026, 0, 2, 12, 0, 0);

export const header: Header = createHeader({
	takenAt, host: 'lab-7', engine: 'unix:///var/run/docker.sock', interval: 1000, namespaces: undefined,
});

export const info: Fact = {
	kind: 'info', info: {
		product: 'docker', version: '26.1.5', apiVersion: '1.45', cgroupVersion: 2, cgroupDriver: 'systemd', hostName: 'lab-7', operatingSystem: 'Debian', kernelVersion: '6.12', cpus: 2, memoryBytes: 4_000_000_000, storageDriver: 'overlay2', isRootless: false, securityOptions: [],
	},
};

export function idOf(name: string): string {
	return Buffer.from(name).toString('hex').padEnd(64, '0');
}

/** An inspect document as Docker makes it. */
export function makeDocument(name: string, {state, config, host}: {readonly state?: EngineDocument; readonly config?: EngineDocument; readonly host?: EngineDocument} = {}): EngineDocument {
	return {
		Id: idOf(name),
		Name: `/${name}`,
		Created: new Date(takenAt - 60_000).toISOString(),
		Path: 'sleep',
		Args: ['1000'],
		Image: 'sha256:lab1',
		RestartCount: 0,
		State: {
			Status: 'running', Running: true, Paused: false, Restarting: false, OOMKilled: false, Dead: false, Pid: 100, ExitCode: 0, Error: '', StartedAt: new Date(takenAt - 50_000).toISOString(), FinishedAt: '0001-01-01T00:00:00Z', ...state,
		},
		Config: {
			Hostname: idOf(name).slice(0, 12), Image: 'lab:1', Cmd: ['sleep', '1000'], Env: ['LAB=1'], Labels: {}, ...config,
		},
		HostConfig: {NetworkMode: 'default', RestartPolicy: {Name: 'no', MaximumRetryCount: 0}, ...host},
		Mounts: [],
		NetworkSettings: {Networks: {bridge: {}}},
	};
}

export function makeContainerFact(name: string, changes: Parameters<typeof makeDocument>[1] = {}): Fact {
	return {kind: 'container', document: makeDocument(name, changes)};
}

/** A look in that second at containers that have used so much CPU, in µs. */
export function makeTick(second: number, usage: Readonly<Record<string, number>>): Fact {
	return {
		kind: 'tick',
		readings: Object.fromEntries(Object.entries(usage).map(([name, usageMicroseconds]) => [idOf(name), makeReading(second, {cpu: {usageMicroseconds}})])),
		host: undefined,
	};
}

export function makeEvent(action: string, name: string): Fact {
	return {
		kind: 'event', event: {
			type: 'container', action, id: idOf(name), name, at: takenAt, attributes: {name},
		},
	};
}

/** Writes a recording of facts, each with the milliseconds at which it came. */
export async function writeRecording(path: string, facts: ReadonlyArray<readonly [t: number, fact: Fact]>): Promise<void> {
	let now = 0;
	const file = await createRecordingFile({
		path, header, isOverwriting: true, now: () => takenAt + now,
	});
	for (const [t, fact] of facts) {
		now = t;
		file.write(fact);
		if (fact.kind === 'tick') {
			file.flush();
		}
	}

	await file.close();
}
