import {existsSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {Worker} from 'node:worker_threads';
import type {HostReading} from '../container.js';
import {KeptFile} from '../kernel-files/kept-file.js';
import {log} from '../log.js';
import {readDisk} from './disk.js';
import type {Host} from './host.js';
import {
	parseLoad,
	parseMeminfo,
	parseStat,
	type CpuTimes,
	type MemoryUse,
} from './parse.js';

export type HostOptions = {
	readonly procRoot: string;
};

/** What is not asked for at each `read`, since it takes longer. */
export type HostFacts = {
	readonly disk: HostReading['disk'];
	/** Undefined where /proc/meminfo tells it. */
	readonly memory: MemoryUse | undefined;
};

// The first paint comes first.
const workerDelayMilliseconds = 1000;
const diskPauseMilliseconds = 30_000;

/**
 * The machine that dockdash runs on, from the kernel's files. Where there are none, from Node, and from systeminformation
 * in a worker thread; that costs 20 MB and 0.2 s of CPU before its first answer, so only there.
 */
export function createHost({procRoot}: HostOptions): Host {
	const open = (name: string): KeptFile => new KeptFile(path.join(procRoot, name));
	const files = {stat: open('stat'), meminfo: open('meminfo'), loadavg: open('loadavg')};
	const hostName = os.hostname();
	let facts: HostFacts = {disk: undefined, memory: undefined};
	const watchFacts = files.meminfo.read() === undefined ? startWorker : watchDisk;
	const stop = watchFacts(news => {
		facts = news;
	});

	return {
		read(): HostReading {
			return {
				hostName,
				...(parse(files.stat, parseStat) ?? readCpuTimes()),
				...(parse(files.meminfo, parseMeminfo) ?? facts.memory ?? unknownMemory),
				load: parse(files.loadavg, parseLoad) ?? readLoad(),
				disk: facts.disk,
			};
		},

		close() {
			stop();
			for (const file of Object.values(files)) {
				file.close();
			}
		},
	};
}

function parse<Value>(file: KeptFile, parseText: (text: string) => Value | undefined): Value | undefined {
	const text = file.read();
	return text === undefined ? undefined : parseText(text);
}

function readCpuTimes(): CpuTimes {
	const cpus = os.cpus();
	let busy = 0;
	let total = 0;
	for (const {times: {user, nice, sys, idle, irq}} of cpus) {
		busy += user + nice + sys + irq;
		total += user + nice + sys + irq + idle;
	}

	return {cpus: cpus.length, busyMicroseconds: busy * 1000, totalMicroseconds: total * 1000};
}

const unknownMemory: MemoryUse = {
	memoryBytes: os.totalmem(),
	memoryUsedBytes: undefined,
	swapBytes: undefined,
	swapUsedBytes: undefined,
};

/** Windows has no load average, which Node tells as zeros. */
function readLoad(): HostReading['load'] {
	const [one = 0, five = 0, fifteen = 0] = os.loadavg();
	return one + five + fifteen > 0 ? [one, five, fifteen] : undefined;
}

/** Looks at the disk now and then, beside the main thread. Returns what stops it; it does not keep the process alive. */
function watchDisk(onFacts: (facts: HostFacts) => void): () => void {
	let timer: NodeJS.Timeout | undefined;
	let isStopped = false;
	const look = async (): Promise<void> => {
		const disk = await readDisk();
		if (!isStopped) {
			onFacts({disk, memory: undefined});
			timer = setTimeout(() => {
				void look();
			}, diskPauseMilliseconds);
			timer.unref();
		}
	};

	void look();
	return () => {
		isStopped = true;
		clearTimeout(timer);
	};
}

/** Starts the worker a little later; returns what stops it. It never keeps the process alive, and if it fails its facts stay unknown. */
function startWorker(onFacts: (facts: HostFacts) => void): () => void {
	let worker: Worker | undefined;
	const timer = setTimeout(() => {
		// What it has to say on its own is not for the screen.
		worker = new Worker(findWorker(), {stdout: true, stderr: true});
		worker.unref();
		worker.on('message', onFacts);
		worker.on('error', error => {
			log('host worker', error);
		});
	}, workerDelayMilliseconds);
	timer.unref();

	return () => {
		clearTimeout(timer);
		void worker?.terminate();
	};
}

/** The worker's file has its own name beside the bundle, and its module's name beside this one. */
function findWorker(): URL {
	const bundled = new URL('host-worker.js', import.meta.url);
	return existsSync(bundled) ? bundled : new URL('worker.js', import.meta.url);
}
