import {randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {hrtime} from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {computeSample} from '../../source/metrics/compute.js';
import type {Reading} from '../../source/metrics/reading.js';
import {createLiveSource} from '../../source/sampler/live-source.js';
import {lookAtOnce} from '../../source/sampler/sampler.js';
import {connectEngine, docker, testWithEngine} from '../support/engine.js';

// The numbers beside what the kernel's files say, read by nothing of dockdash: on whatever version of cgroups this machine has.

type Truth = {
	readonly atMicroseconds: number;
	readonly usageMicroseconds: number;
};

type Subject = {
	readonly id: string;
	/** Begins to look at it, by a source of its own that has read nothing before. */
	readonly open: () => () => Reading;
	readonly readTruth: () => Truth;
	/** What is charged, without inactive file cache. */
	readonly readMemory: () => number;
};

async function run(t: ExecutionContext, ...words: readonly string[]): Promise<Subject> {
	const engine = connectEngine(t);
	const id = await docker('run', '--detach', '--name', `dd-accuracy-${randomBytes(4).toString('hex')}`, ...words);
	t.teardown(async () => docker('rm', '--force', id));
	const {container} = await engine.inspectContainer(id);
	const paths = readFileSync(`/proc/${container.detail?.pid}/cgroup`, 'utf8').split('\n').map(line => line.split(':'));
	const fileOf = (controller: string, name: string): string => {
		const path = paths.find(([, controllers]) => controllers?.split(',').includes(controller))?.[2] ?? '';
		return readFileSync(controller === '' ? `/sys/fs/cgroup${path}/${name}` : `/sys/fs/cgroup/${controller}${path}/${name}`, 'utf8');
	};

	const field = (text: string, key: string): number => Number(new RegExp(String.raw`^${key} (\d+)$`, 'mv').exec(text)?.[1]);
	const isV2 = existsSync('/sys/fs/cgroup/cgroup.controllers');
	return {
		id,
		open() {
			const source = createLiveSource({
				engine, procRoot: '/proc', cgroupRoot: undefined, host: {
					read() {
						throw new Error('nobody asks for the host');
					},
					close() {
						// There is nothing open.
					},
				},
			});
			t.teardown(source.close);
			source.follow([container], []);
			return () => {
				const reading = lookAtOnce(source.read()).get(id);
				if (reading === undefined) {
					throw new Error('it is not read');
				}

				return reading;
			};
		},
		readTruth: () => ({
			atMicroseconds: Number(hrtime.bigint() / 1000n),
			usageMicroseconds: isV2 ? field(fileOf('', 'cpu.stat'), 'usage_usec') : Number(fileOf('cpuacct', 'cpuacct.usage')) / 1000,
		}),
		readMemory: () => isV2
			? Number(fileOf('', 'memory.current')) - field(fileOf('', 'memory.stat'), 'inactive_file')
			: Number(fileOf('memory', 'memory.usage_in_bytes')) - field(fileOf('memory', 'memory.stat'), 'total_inactive_file'),
	};
}

testWithEngine('CPU is within a percentage point of what the counter itself says of the same second', async t => {
	const {open, readTruth} = await run(t, '--cpus', '0.4', 'lab:1', 'sh', '-c', 'while :; do :; done');
	const look = open();
	// Each look lies between two readings of the counter, however long the machine lets us wait in between.
	const lookBetween = () => ({before: readTruth(), reading: look(), after: readTruth()});
	const first = lookBetween();
	await wait(1000);
	const second = lookBetween();
	const percent = computeSample(first.reading, second.reading).cpu?.percent ?? NaN;
	const share = (from: Truth, to: Truth, start: Truth, end: Truth): number => (to.usageMicroseconds - from.usageMicroseconds) / (end.atMicroseconds - start.atMicroseconds) * 100;
	const least = share(first.after, second.before, first.before, second.after);
	const most = share(first.before, second.after, first.after, second.before);
	t.true(percent >= least - 1 && percent <= most + 1, `${percent} is not between ${least} and ${most}`);
	t.true(percent > 1, 'it was busy');
});

testWithEngine('memory is equal to the byte to the formula on the files', async t => {
	const {id, open, readMemory} = await run(t, '--memory', '64m', 'lab:1', 'sh', '-c', 'head -c 3000000 /dev/zero > /tmp/file; cat /tmp/file > /dev/null; sleep 100000');
	await docker('pause', id);
	for (;;) {
		// A source that has looked before need not read memory.stat again.
		const [before, reading, after] = [readMemory(), open()(), readMemory()];
		// Something may still be given back; what is the same before and after was so in between.
		if (before === after) {
			t.is(computeSample(undefined, reading).memory?.usedBytes, before);
			return;
		}
	}
});
