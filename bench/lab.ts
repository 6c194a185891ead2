import {execFile, execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {promisify} from 'node:util';
import {listNaming} from './processes.js';

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
	/** The engine's daemons, and its shim for each container. */
	readonly listDaemons: () => readonly number[];
	readonly dockerd: number;
	readonly stop: () => void;
};

/** Starts the engine in the folder, and so many containers on it that are not there yet; nine of ten are idle. Needs what `scripts/engine.sh` needs. */
export async function startLab(folder: string, containers: number): Promise<Lab> {
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
			listDaemons: () => listNaming(folder),
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
