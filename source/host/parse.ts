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
	const memoryBytes = findBytes(text, names.total);
	if (memoryBytes === undefined) {
		return undefined;
	}

	const swapBytes = findBytes(text, names.swapTotal);
	return {
		memoryBytes,
		memoryUsedBytes: subtract(memoryBytes, findBytes(text, names.available)),
		swapBytes,
		swapUsedBytes: subtract(swapBytes, findBytes(text, names.swapFree)),
	};
}

// Of some fifty lines.
const names = {
	total: /^MemTotal:\s+(?<kibibytes>\d+)\skB$/mv,
	available: /^MemAvailable:\s+(?<kibibytes>\d+)\skB$/mv,
	swapTotal: /^SwapTotal:\s+(?<kibibytes>\d+)\skB$/mv,
	swapFree: /^SwapFree:\s+(?<kibibytes>\d+)\skB$/mv,
} as const;

function findBytes(text: string, name: RegExp): number | undefined {
	const kibibytes = parseNumber(name.exec(text)?.groups?.kibibytes ?? '');
	return kibibytes === undefined ? undefined : kibibytes * 1024;
}

/** `/proc/loadavg`: over 1, 5 and 15 minutes. */
export function parseLoad(text: string): readonly [number, number, number] | undefined {
	const {one, five, fifteen} = /^(?<one>\d+\.\d+) (?<five>\d+\.\d+) (?<fifteen>\d+\.\d+) /v.exec(text)?.groups ?? {};
	return one === undefined ? undefined : [Number(one), Number(five), Number(fifteen)];
}

function subtract(whole: number | undefined, part: number | undefined): number | undefined {
	return whole === undefined || part === undefined || part > whole ? undefined : whole - part;
}
