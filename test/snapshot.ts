/** `dockdash snapshot --json` of the built program on a real engine, beside what the engine and the kernel say. */
import {randomBytes} from 'node:crypto';
import {statfsSync} from 'node:fs';
import type {ExecutionContext} from 'ava';
import {docker, testEngineAddress, testWithEngine} from './support/engine.js';
import {forward} from './support/forward.js';
import {runProgram} from './support/program.js';

type ContainerDocument = {
	readonly id: string;
	readonly name: string;
	readonly state: string;
	readonly pid: number | null;
	readonly source: 'cgroup' | 'engine' | null;
	readonly cpu: {readonly percent: number | null; readonly quotaPercent: number | 'max' | null; readonly throttledPercent: number | null; readonly periods: number | null};
	readonly memory: {readonly usedBytes: number | null; readonly currentBytes: number | null; readonly limitBytes: number | 'max' | null};
	readonly pids: {readonly current: number | null; readonly limit: number | 'max' | null};
	readonly namespaces: Readonly<Record<string, {readonly inode: number; readonly sharedWithHost: boolean | null}>>;
	readonly problems: ReadonlyArray<{readonly group: string; readonly reason: string}>;
};

type SnapshotDocument = {
	readonly engine: Readonly<Record<string, unknown>>;
	readonly host: {readonly disk: {readonly mount: string; readonly sizeBytes: number; readonly usedBytes: number}};
	readonly containers: readonly ContainerDocument[];
	readonly images: ReadonlyArray<{readonly id: string; readonly kind: string; readonly tags: readonly string[]; readonly containers: number}>;
};

const mebibyte = 2 ** 20;

async function run(t: ExecutionContext, words: readonly string[], program: readonly string[] = ['sleep', '3000']): Promise<string> {
	const name = `dockdash-snapshot-${randomBytes(3).toString('hex')}`;
	t.teardown(async () => docker('rm', '--force', name));
	await docker('run', '--detach', '--init', '--name', name, ...words, 'lab:1', ...program);
	return name;
}

async function takeSnapshot(address = testEngineAddress()): Promise<SnapshotDocument> {
	const {stdout, stderr, code} = await runProgram(['snapshot', '--json'], {DOCKER_HOST: address});
	if (code !== 0) {
		throw new Error(stderr);
	}

	return JSON.parse(stdout) as SnapshotDocument;
}

async function snapshotOf(name: string, address?: string): Promise<ContainerDocument> {
	const {containers} = await takeSnapshot(address);
	const found = containers.find(container => container.name === name);
	if (found === undefined) {
		throw new Error(`${name} is not in the document`);
	}

	return found;
}

testWithEngine.serial('a spinner with 0.3 CPU: its quota, held to it, and throttled for it', async t => {
	const name = await run(t, ['--cpus', '0.3', '--pids-limit', '7'], ['sh', '-c', 'while :; do :; done']);
	const {source, state, cpu, pids, pid} = await snapshotOf(name);
	t.is(source, 'cgroup');
	t.is(state, 'running');
	t.is(String(pid), await docker('inspect', '--format', '{{.State.Pid}}', name));
	t.is(cpu.quotaPercent, 30);
	t.true((cpu.periods ?? 0) > 0);
	t.deepEqual(pids, {...pids, current: 2, limit: 7});
	t.true(cpu.percent !== null && cpu.percent > 0);
});

testWithEngine.serial('over five seconds the spinner is at 30 ± 2 %, as far as the machine gives it that', async t => {
	const name = await run(t, ['--cpus', '0.3'], ['sh', '-c', 'while :; do :; done']);
	const {stdout} = await runProgram(['stream', '--json', '--count', '2', '--interval', '5000'], {DOCKER_HOST: testEngineAddress()});
	const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as SnapshotDocument;
	const {percent = null, throttledPercent = null} = last.containers.find(container => container.name === name)?.cpu ?? {};
	if (percent === null) {
		throw new Error('nothing is told of its CPU');
	}

	// In each period in which it was throttled it has had all of its quota; in the others, on a busy machine, less.
	const least = 30 * (throttledPercent ?? 100) / 100;
	t.true(percent >= least - 2 && percent <= 32, `${percent} %, throttled ${throttledPercent} %`);
	// Who has used up his quota was throttled for it.
	t.true(percent < 28 || (throttledPercent ?? 0) > 0, `${percent} %, throttled ${throttledPercent} %`);
});

testWithEngine.serial('memory is what docker stats shows, within 1 %, and the limit is the engine\'s', async t => {
	const name = await run(t, ['--memory', '128m', '--tmpfs', '/mem'], ['sh', '-c', 'dd if=/dev/zero of=/mem/file bs=1M count=48 2>/dev/null; echo ready; exec sleep 3000']);
	while (await docker('logs', name) !== 'ready') {
		// It takes as long as the machine needs for it.
	}

	const {memory} = await snapshotOf(name);
	const shown = await docker('stats', '--no-stream', '--format', '{{.MemUsage}}', name);
	const used = Number(/^(?<used>[\d.]+)MiB/v.exec(shown)?.groups?.['used']) * mebibyte;
	t.true(used > 48 * mebibyte, shown);
	t.true(Math.abs((memory.usedBytes ?? 0) - used) <= used / 100, `${memory.usedBytes} beside ${shown}`);
	t.is(memory.limitBytes, 128 * mebibyte);
	t.true((memory.currentBytes ?? 0) >= (memory.usedBytes ?? Infinity));
});

testWithEngine.serial('namespaces: own ones, and the host\'s where it was asked to share them', async t => {
	const name = await run(t, ['--net', 'host', '--uts', 'host']);
	const {namespaces} = await snapshotOf(name);
	const shared = Object.entries(namespaces).filter(([, {sharedWithHost}]) => sharedWithHost).map(([kind]) => kind);
	t.true(shared.includes('net') && shared.includes('uts'), shared.join(' '));
	t.false(['mnt', 'pid', 'ipc'].some(kind => shared.includes(kind)), shared.join(' '));
	t.true(Object.values(namespaces).every(({inode}) => inode > 0));
});

testWithEngine.serial('the engine and its images: tagged, intermediate and dangling', async t => {
	await run(t, []);
	const {engine, images} = await takeSnapshot();
	t.is(engine['host'], testEngineAddress());
	t.true(engine['cgroupVersion'] === 1 || engine['cgroupVersion'] === 2);
	t.is(engine['version'], await docker('version', '--format', '{{.Server.Version}}'));
	const lab = images.find(({tags}) => tags.includes('lab:1'));
	t.is(lab?.kind, 'tagged');
	t.true((lab?.containers ?? 0) >= 1);
	t.deepEqual(['dangling', 'intermediate', 'tagged'].filter(kind => images.some(image => image.kind === kind)), ['dangling', 'intermediate', 'tagged']);
});

testWithEngine.serial('the disk that holds the engine\'s data', async t => {
	const {host: {disk}} = await takeSnapshot();
	const {blocks, bsize} = statfsSync(disk.mount);
	t.is(disk.sizeBytes, blocks * bsize);
	t.true(disk.usedBytes > 0 && disk.usedBytes <= disk.sizeBytes);
});

testWithEngine.serial('an engine that is reached over the network tells the numbers itself, and the document says so and why', async t => {
	const name = await run(t, ['--memory', '64m']);
	const address = `tcp://127.0.0.1:${await forward(t, testEngineAddress().replace(/^unix:\/\//v, ''))}`;
	const {source, cpu, memory, namespaces, problems} = await snapshotOf(name, address);
	t.is(source, 'engine');
	t.is(typeof cpu.percent, 'number');
	t.is(cpu.quotaPercent, null);
	t.is(memory.limitBytes, 64 * mebibyte);
	t.deepEqual(namespaces, {});
	t.is(problems[0]?.group, 'cgroup');
	t.regex(problems[0]?.reason ?? '', /^The engine is not reached by a socket of this machine/v);
});
