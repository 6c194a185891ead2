import {parseNumber, splitLines} from '../kernel-files/number.js';

/** CPU time of all CPUs since boot, µs. */
export type CpuTimes = {
	readonly cpus: number;
	readonly busyMicroseconds: number;
	readonly totalMicroseconds: number;
};

export type MemoryUse = {
	readonly memoryBytes: number;
	readonly memoryUsedBytes: number | undefined;
	readonly swapBytes: number | undefined;
	readonly swapUsedBytes: number | undefined;
};

// USER_HZ is 100 on every architecture that containers run on.
const microsecondsPerTick = 10_000;
// user nice system idle iowait irq softirq steal; the two after them, guest and guest_nice, are in user and nice already.
const countedFields = 8;
const idleField = 3;
const ioWaitField = 4;

/** `/proc/stat`: busy is all time that is neither idle nor waiting for I/O. */
export function parseStat(text: string): CpuTimes | undefined {
	const lines = splitLines(text);
	const [name, ...words] = lines[0]?.split(/\s+/v) ?? [];
	const ticks = words.slice(0, countedFields).map(word => parseNumber(word));
	// One line for all CPUs, one for each, and then other lines: without those the text was cut.
	const cpus = lines.findIndex(line => !line.startsWith('cpu')) - 1;
	if (name !== 'cpu' || cpus < 1 || ticks.length < countedFields || ticks.includes(undefined)) {
		return undefined;
	}

	const total = ticks.reduce<number>((sum, tick = 0) => sum + tick, 0);
	const idle = (ticks[idleField] ?? 0) + (ticks[ioWaitField] ?? 0);
	return {
		cpus,
		busyMicroseconds: (total - idle) * microsecondsPerTick,
		totalMicroseconds: total * microsecondsPerTick,
	};
}

/** `/proc/meminfo`: used is what is not available, as `free` has it; kernels before 3.14 do not tell what is available. */
export function parseMeminfo(text: string): MemoryUse | undefined {
	const values = new Map(splitLines(text).map(line => {
		const [name = '', value = '', unit] = line.split(/\s+/v, 3);
		const number = parseNumber(value);
		return [name, number === undefined || unit !== 'kB' ? undefined : number * 1024];
	}));
	const memoryBytes = values.get('MemTotal:');
	if (memoryBytes === undefined) {
		return undefined;
	}

	const swapBytes = values.get('SwapTotal:');
	return {
		memoryBytes,
		memoryUsedBytes: subtract(memoryBytes, values.get('MemAvailable:')),
		swapBytes,
		swapUsedBytes: subtract(swapBytes, values.get('SwapFree:')),
	};
}

/** `/proc/loadavg`: over 1, 5 and 15 minutes. */
export function parseLoad(text: string): readonly [number, number, number] | undefined {
	const {one, five, fifteen} = /^(?<one>\d+\.\d+) (?<five>\d+\.\d+) (?<fifteen>\d+\.\d+) /v.exec(text)?.groups ?? {};
	return one === undefined ? undefined : [Number(one), Number(five), Number(fifteen)];
}

function subtract(whole: number | undefined, part: number | undefined): number | undefined {
	return whole === undefined || part === undefined || part > whole ? undefined : whole - part;
}
