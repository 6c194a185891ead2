import {Buffer} from 'node:buffer';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {openTerminal, type Terminal} from '../test/support/terminal.js';
import type {Lab} from './lab.js';
import {listTree, sumCpu, sumMemory} from './processes.js';
import type {Keys, Tool} from './tools.js';

/** What one run of one program came to; undefined is what it does not have, or did not show in time. */
export type Measurement = {
	/** CPU time in ms per second, of the program with its children. */
	readonly toolCpu: number;
	/** The same of the engine's two daemons, and of its shims, without what they use when nobody asks them. */
	readonly daemonCpu: number;
	readonly shimCpu: number;
	/** Seconds from the start until the screen shows a container's name, and a CPU figure. */
	readonly firstName: number | undefined;
	readonly firstFigure: number | undefined;
	/** Milliseconds from a key to the first byte that answers it, shortest first. */
	readonly keyToPaint: readonly number[];
	/** The same while the engine does not answer. */
	readonly keyToPaintHanging: readonly number[];
	/** MiB. */
	readonly memory: number;
	/** Written to the terminal each second. */
	readonly bytes: number;
	/** How often in a second the numbers of a container that works have changed on the screen. */
	readonly samples: number;
};

/** CPU time of an engine in ms per second: of its two daemons, and of the shims, of which each container has one. */
export type EngineCpu = {
	readonly daemons: number;
	readonly shims: number;
};

export type Durations = {
	readonly warmUpSeconds: number;
	readonly seconds: number;
	readonly keys: number;
};

const columns = 160;
const rows = 48;
const startMilliseconds = 60_000;

function open({command, args}: Tool, lab: Lab): Terminal {
	return openTerminal({
		command, args, columns, rows, environment: {DOCKER_HOST: lab.address, NODE_ENV: 'production'},
	});
}

/** Seconds until the screen of the program shows a line that is so. */
export async function measureStart(tool: Tool, lab: Lab, line: RegExp = tool.figure): Promise<number> {
	const startedAt = performance.now();
	const terminal = open(tool, lab);
	await terminal.waitFor(line, startMilliseconds);
	const seconds = (performance.now() - startedAt) / 1000;
	await terminal.close();
	return seconds;
}

/** Starts the program, lets it run warm, and measures it, beside what the engine uses by itself. */
export async function measureTool(tool: Tool, lab: Lab, idle: EngineCpu, {warmUpSeconds, seconds, keys}: Durations): Promise<Measurement> {
	const startedAt = performance.now();
	const terminal = open(tool, lab);
	try {
		const until = async (line: RegExp): Promise<number> => {
			await terminal.waitFor(line, startMilliseconds);
			return (performance.now() - startedAt) / 1000;
		};

		const firstName = await until(/(?:busy|idle)\d+/v);
		const firstFigure = await until(tool.figure);
		terminal.press(tool.opens ?? '');
		await sleep(warmUpSeconds * 1000);
		const [processes, daemons, shims] = [listTree(terminal.pid), lab.listDaemons(), lab.listShims()];
		const read = () => ({
			tool: sumCpu(processes), daemons: sumCpu(daemons), shims: sumCpu(shims), bytes: Buffer.byteLength(terminal.output()), at: performance.now(),
		});
		const before = read();
		const changes = await countChanges(terminal, lab.busyNames, seconds);
		const after = read();
		const elapsed = (after.at - before.at) / 1000;
		const perSecond = (key: keyof typeof before): number => (after[key] - before[key]) / elapsed;
		const memory = sumMemory(processes);
		const press = async () => tool.keys === undefined ? [] : measureKeys(terminal, tool.keys, keys);
		return {
			toolCpu: perSecond('tool'),
			daemonCpu: perSecond('daemons') - idle.daemons,
			shimCpu: perSecond('shims') - idle.shims,
			firstName,
			firstFigure,
			memory,
			bytes: perSecond('bytes'),
			samples: changes / elapsed,
			keyToPaint: await press(),
			keyToPaintHanging: await whileStopped(lab.dockerd, press),
		};
	} finally {
		await terminal.close();
	}
}

/** What the engine uses by itself. */
export async function measureIdle(lab: Pick<Lab, 'listDaemons' | 'listShims'>, seconds: number): Promise<EngineCpu> {
	const [daemons, shims] = [lab.listDaemons(), lab.listShims()];
	const before = {daemons: sumCpu(daemons), shims: sumCpu(shims)};
	await sleep(seconds * 1000);
	return {daemons: (sumCpu(daemons) - before.daemons) / seconds, shims: (sumCpu(shims) - before.shims) / seconds};
}

const millisecondsBetweenLooks = 50;

/** How often the line of a container has changed, on average over those that are on the screen. */
async function countChanges(terminal: Terminal, names: readonly string[], seconds: number): Promise<number> {
	const seen = new Map<string, {line: string; changes: number}>();
	const end = performance.now() + (seconds * 1000);
	while (performance.now() < end) {
		await sleep(millisecondsBetweenLooks);
		const lines = terminal.lines();
		for (const name of names) {
			const line = lines.find(each => each.includes(`${name} `));
			const last = seen.get(name);
			if (line !== undefined && last?.line !== line) {
				seen.set(name, {line, changes: (last?.changes ?? -1) + 1});
			}
		}
	}

	const counts = seen.values().map(({changes}) => changes).toArray();
	return counts.length === 0 ? 0 : counts.reduce((sum, count) => sum + count, 0) / counts.length;
}

const millisecondsOfSilence = 25;
const answerMilliseconds = 1000;
const keysOneWay = 10;
// So far from the ends of the list that rows which change places do not bring the selection there, where a key does nothing.
const keysFromEnd = 15;

async function waitForSilence(terminal: Terminal): Promise<void> {
	for (let length = -1; length !== terminal.output().length;) {
		length = terminal.output().length;
		await sleep(millisecondsOfSilence);
	}
}

/** Presses keys one after the other, each when nothing has been written for a while, so that it is the key that is answered. */
async function measureKeys(terminal: Terminal, [down, up]: Keys, count: number): Promise<readonly number[]> {
	const times: number[] = [];
	const move = async (key: string): Promise<void> => {
		for (let index = 0; index < keysFromEnd; index++) {
			await waitForSilence(terminal);
			terminal.press(key);
		}
	};

	await move(down);
	for (let index = 0; index < count; index++) {
		await waitForSilence(terminal);
		const written = terminal.output().length;
		const pressedAt = performance.now();
		terminal.press(Math.floor(index / keysOneWay) % 2 === 0 ? down : up);
		try {
			await terminal.waitFor(() => terminal.output().length > written, answerMilliseconds);
			times.push(performance.now() - pressedAt);
		} catch {
			times.push(answerMilliseconds);
		}
	}

	await move(up);
	return times.toSorted((first, second) => first - second);
}

async function whileStopped<Value>(pid: number, task: () => Promise<Value>): Promise<Value> {
	process.kill(pid, 'SIGSTOP');
	try {
		return await task();
	} finally {
		process.kill(pid, 'SIGCONT');
	}
}
