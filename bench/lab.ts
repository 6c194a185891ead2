import {execFile, execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {isShim, listNaming} from './processes.js';

const execute = promisify(execFile);
const containersAtOnce = 4;
// Every tenth container works a little, now more and now less, so that its figures change from one sample to the next.
const busyEvery = 10;
const busy = 'while :; do i=0; n=$(((RANDOM % 8 + 1) * 60)); while [ $i -lt $n ]; do i=$((i+1)); done; usleep 50000; done';

/** An engine of our own with many containers. */
export type Lab = {
	readonly address: string;
	/** The names of the containers that work. */
	readonly busyNames: readonly string[];
	/** `dockerd` and its `containerd`. */
	readonly listDaemons: () => readonly number[];
	/** One for each container. */
	readonly listShims: () => readonly number[];
	readonly dockerd: number;
};

type RunningLab = Lab & {
	readonly stop: () => void;
};

export type LabOptions = {
	/** Where the engine is or comes; undefined is a new one. */
	readonly folder: string | undefined;
	readonly containers: number;
	/** Called when all is done, or a signal ends it. */
	readonly atEnd?: () => void;
};

/**
 * Does the work with an engine and so many containers, nine of ten idle. Afterwards, also when a signal ends the program, the engine is
 * stopped; where a folder is given, it and its containers are left running there for another time. As root, on Debian or Ubuntu.
 */
export async function withLab<Result>({folder, containers, atEnd}: LabOptions, work: (lab: Lab) => Promise<Result>): Promise<Result> {
	const lab = await startLab(folder ?? mkdtempSync(path.join(tmpdir(), 'dockdash-bench-')), containers);
	const stop = (): void => {
		atEnd?.();
		if (folder === undefined) {
			lab.stop();
		}
	};

	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			stop();
			// Again, and now with its usual effect.
			process.kill(process.pid, signal);
		});
	}

	try {
		return await work(lab);
	} finally {
		stop();
	}
}

/** Starts the engine in the folder, and those containers that are not there yet. */
async function startLab(folder: string, containers: number): Promise<RunningLab> {
	execFileSync('scripts/install-engine.sh', {stdio: 'inherit'});
	const address = execFileSync('scripts/engine.sh', ['start', folder], {encoding: 'utf8'}).trim();
	const stop = (): void => {
		execFileSync('scripts/engine.sh', ['stop', folder]);
	};

	try {
		const environment = {...process.env, DOCKER_HOST: address};
		execFileSync('scripts/lab-image.sh', {env: environment});
		const names = Array.from({length: containers}, (_, index) => `${index % busyEvery === 0 ? 'busy' : 'idle'}${index}`);
		const there = new Set(execFileSync('docker', ['ps', '--format', '{{.Names}}'], {env: environment, encoding: 'utf8'}).split('\n'));
		await runContainers(names.filter(name => !there.has(name)), environment);
		return {
			address,
			busyNames: names.filter(name => name.startsWith('busy')),
			listDaemons: () => listNaming(folder).filter(pid => !isShim(pid)),
			listShims: () => listNaming(folder).filter(pid => isShim(pid)),
			dockerd: Number(readFileSync(`${folder}/docker.pid`, 'utf8')),
			stop,
		};
	} catch (error) {
		stop();
		throw error;
	}
}

/** Records the lab for so many seconds. Writes over a file that is there. */
export async function recordLab({address}: Lab, file: string, seconds: number): Promise<void> {
	await execute(process.execPath, ['dist/cli.js', 'record', file, '--for', `${seconds}s`, '--overwrite'], {env: {...process.env, DOCKER_HOST: address}});
}

async function runContainers(names: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
	const left = names.values();
	const run = async (): Promise<void> => {
		for (const name of left) {
			const command = name.startsWith('busy') ? ['sh', '-c', busy] : ['sleep', '1000000'];
			await execute('docker', ['run', '--detach', '--network', 'none', '--name', name, 'lab:1', ...command], {env: environment});
		}
	};

	await Promise.all(Array.from({length: containersAtOnce}, run));
}
