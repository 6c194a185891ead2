import type {ContainerDetail, DeclaredLimits, LimitsUpdate} from '../container.js';
import type {Machine} from './update-body.js';
import {formatBytesForDocker, parseBytes, parseCount, parseCpuset} from './values.js';

export type LimitId = keyof DeclaredLimits | 'restartPolicy';

/** One limit that can be changed while the container runs. */
export type LimitField = {
	readonly id: LimitId;
	/** Also in the middle of a sentence. */
	readonly title: string;
	/** What no value means, in a word or two. */
	readonly empty: string;
	/** What it limits, and how it is written. */
	readonly about: string;
	/** As it stands now; empty is no limit. */
	readonly format: (detail: Pick<ContainerDetail, 'limits' | 'restartPolicy'>) => string;
	/** The change that the text asks for (empty takes the limit away), or one sentence, which names the limit, why Docker would refuse it. */
	readonly parse: (text: string, machine: Machine) => LimitsUpdate | string;
};

// The engine refuses less: not even the first process would start (moby daemon/daemon_unix.go).
const leastMemoryBytes = 6 * 1024 * 1024;
// Of the kernel, for v1; on v2 the runtime converts them to a weight.
const leastShares = 2;
const mostShares = 262_144;
const policies = new Set(['no', 'always', 'unless-stopped', 'on-failure']);

/** All that `docker update` can change that one wants to, in the order of the form. */
export const limitFields: readonly [LimitField, ...LimitField[]] = [
	{
		id: 'cpus',
		title: 'CPUs',
		empty: 'all',
		about: 'How many CPUs it may keep busy: 0.5 is half of one. Empty: all of the machine.',
		format: ({limits}) => formatNumber(limits.cpus),
		parse: parseCpus,
	},
	{
		id: 'cpuShares',
		title: 'CPU shares',
		empty: '1024',
		about: 'Its claim when containers compete for the CPU: 2048 gets twice what the normal 1024 gets. Empty: 1024.',
		format: ({limits}) => formatNumber(limits.cpuShares),
		parse: text => parseOptional(text, 'cpuShares', () => {
			const shares = parseCount(text);
			return shares === undefined || shares < leastShares || shares > mostShares ? `CPU shares are a whole number from ${leastShares} to ${mostShares}.` : {cpuShares: shares};
		}),
	},
	{
		id: 'cpuset',
		title: 'CPU set',
		empty: 'all',
		about: 'The CPUs it may run on, by number: 0-1,3. Empty: every one.',
		format: ({limits}) => limits.cpuset ?? '',
		parse: parseCpuNumbers,
	},
	{
		id: 'memoryBytes',
		title: 'memory',
		empty: 'no limit',
		about: 'The most memory it may have: 512m, 1.5g. Swap goes along unless you change it too. Empty: all of the machine.',
		format: ({limits}) => formatBytes(limits.memoryBytes),
		parse: text => parseMemory(text, 'memoryBytes'),
	},
	{
		id: 'memorySwapBytes',
		title: 'memory+swap',
		empty: 'no limit',
		about: 'Memory and swap together: the same as memory is no swap, -1 is as much swap as there is.',
		format: ({limits}) => limits.memorySwapBytes === 'max' ? '-1' : formatBytes(limits.memorySwapBytes),
		parse: text => text === '-1' ? {memorySwapBytes: 'max'} : parseMemory(text, 'memorySwapBytes'),
	},
	{
		id: 'memoryReservationBytes',
		title: 'reservation',
		empty: 'none',
		about: 'Memory it may keep when the machine is short of it: 256m. Empty: none.',
		format: ({limits}) => formatBytes(limits.memoryReservationBytes),
		parse: text => parseMemory(text, 'memoryReservationBytes'),
	},
	{
		id: 'pids',
		title: 'pids',
		empty: 'no limit',
		about: 'The most processes and threads it may have: it stops a fork bomb. Empty: no limit.',
		format: ({limits}) => formatNumber(limits.pids),
		parse: text => parseOptional(text === '-1' ? '' : text, 'pids', () => {
			const pids = parseCount(text);
			return pids === undefined || pids < 1 ? 'The pids limit is a whole number from 1 on, such as 100.' : {pids};
		}),
	},
	{
		id: 'restartPolicy',
		title: 'restart',
		empty: 'no',
		about: 'When the engine starts it again: no, always, unless-stopped, on-failure or on-failure:3.',
		format: ({restartPolicy}) => restartPolicy,
		parse: parseRestartPolicy,
	},
];

function formatNumber(value: number | undefined): string {
	return value === undefined ? '' : String(value);
}

function formatBytes(bytes: number | undefined): string {
	return bytes === undefined ? '' : formatBytesForDocker(bytes);
}

function parseOptional<Id extends keyof DeclaredLimits>(text: string, id: Id, parse: () => LimitsUpdate | string): LimitsUpdate | string {
	return text === '' ? {[id]: undefined} : parse();
}

function parseCpus(text: string, {cpus: most}: Machine): LimitsUpdate | string {
	return parseOptional(text, 'cpus', () => {
		const cpus = /^\d*\.?\d{1,9}$/v.test(text) ? Number(text) : 0;
		return cpus < 0.01 || cpus > (most ?? Infinity)
			? `CPUs are a number from 0.01 to ${most === undefined ? 'those of the machine' : `${most}, all that the machine has`}, such as 0.5.`
			: {cpus};
	});
}

function parseCpuNumbers(text: string, {cpus: most}: Machine): LimitsUpdate | string {
	return parseOptional(text, 'cpuset', () => {
		const parsed = parseCpuset(text);
		if (parsed === undefined) {
			return 'A CPU set is made of CPU numbers and ranges, such as 0-1,3.';
		}

		return most !== undefined && parsed.highest >= most ? `The machine has no CPU ${parsed.highest}: they are 0 to ${most - 1}.` : {cpuset: text};
	});
}

const memorySubjects = {
	memoryBytes: 'The memory limit',
	memorySwapBytes: 'The limit of memory and swap together',
	memoryReservationBytes: 'The reservation',
} as const satisfies Partial<Record<LimitId, string>>;

function parseMemory(text: string, id: keyof typeof memorySubjects): LimitsUpdate | string {
	return parseOptional(text, id, () => {
		const bytes = parseBytes(text);
		if (bytes === undefined) {
			return `${memorySubjects[id]} is a number with b, k, m or g after it, such as 512m.`;
		}

		return bytes < leastMemoryBytes ? `${memorySubjects[id]} can be no less than ${formatBytesForDocker(leastMemoryBytes)}.` : {[id]: bytes};
	});
}

function parseRestartPolicy(text: string): LimitsUpdate | string {
	const [name = '', retries, ...more] = text.split(':');
	const isKnown = text === '' || policies.has(name);
	const hasGoodRetries = retries === undefined || (name === 'on-failure' && (parseCount(retries) ?? 0) > 0 && more.length === 0);
	return isKnown && hasGoodRetries
		? {restartPolicy: text === '' ? 'no' : text}
		: 'The restart policy is no, always, unless-stopped, on-failure, or on-failure:3 for three tries.';
}
