import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import test, {type ExecutionContext} from 'ava';
import type {EngineEvent, LogLine} from '../../source/container.js';
import type {Engine, EngineDocument} from '../../source/engine/engine.js';
import {EngineError, type EngineErrorKind} from '../../source/errors.js';
import {connectEngine, testWithEngine} from '../support/engine.js';
import {openRecordedEngine} from '../support/recorded-engine.js';

// What an engine behind the port promises, whichever it is.

/** On a real engine, and on one that is a recording. */
function testBoth(title: string, run: (t: ExecutionContext, engine: Engine) => Promise<void>): void {
	testWithEngine(title, async t => {
		await run(t, connectEngine(t));
	});
	test(`recorded: ${title}`, async t => {
		await run(t, await openRecordedEngine());
	});
}

const forever = ['sleep', '100000'];

/** A container of the test's own, removed with it. */
async function make(t: ExecutionContext, engine: Engine, body: EngineDocument = {}): Promise<{readonly id: string; readonly name: string}> {
	const name = `dd-contract-${randomBytes(4).toString('hex')}`;
	const id = await engine.create(name, {Image: 'lab:1', Cmd: forever, ...body});
	t.teardown(async () => engine.remove(id, {force: true, volumes: true}).catch((error: unknown) => {
		if (!(error instanceof EngineError && error.kind === 'gone')) {
			throw error;
		}
	}));
	return {id, name};
}

async function makeRunning(t: ExecutionContext, engine: Engine, body: EngineDocument = {}): Promise<{readonly id: string; readonly name: string}> {
	const made = await make(t, engine, body);
	await engine.start(made.id);
	return made;
}

async function throwsKind(t: ExecutionContext, promise: Promise<unknown>, kind: EngineErrorKind, words?: RegExp): Promise<void> {
	const error = await t.throwsAsync(promise, {instanceOf: EngineError, ...(words && {message: words})});
	t.is(error.kind, kind);
	t.notRegex(error.message, /\n/v);
}

async function collect<T>(items: AsyncIterable<T>, isLast: (item: T) => boolean): Promise<readonly T[]> {
	const collected: T[] = [];
	for await (const item of items) {
		collected.push(item);
		if (isLast(item)) {
			break;
		}
	}

	return collected;
}

testBoth('it says who it is', async (t, engine) => {
	const info = await engine.readInfo();
	t.regex(info.version, /^\d+\.\d+/v);
	t.regex(info.apiVersion, /^\d+\.\d+$/v);
	t.true(info.cgroupVersion === 1 || info.cgroupVersion === 2);
	t.true(info.cpus !== undefined && info.cpus > 0);
	t.true(info.memoryBytes !== undefined && info.memoryBytes > 1e8);
});

testBoth('a container that was made is in the list as inspect tells it', async (t, engine) => {
	const {id, name} = await makeRunning(t, engine, {
		Labels: {lab: 'contract'}, Volumes: {'/data': {}}, ExposedPorts: {'80/tcp': {}},
		HostConfig: {NanoCpus: 250_000_000, Memory: 64 * 1024 * 1024, PidsLimit: 40, RestartPolicy: {Name: 'on-failure', MaximumRetryCount: 3}},
	});
	const list = await engine.listContainers();
	const {container, document} = await engine.inspectContainer(id);
	const listed = list.find(item => item.id === id);
	t.is(document['Id'], id);
	t.is(listed?.name, name);
	t.is(listed?.status, 'running');
	t.like(container, {
		name: listed?.name, image: 'lab:1', imageId: listed?.imageId, command: 'sleep 100000', status: 'running', labels: {lab: 'contract'}, networks: listed?.networks,
	});
	t.deepEqual(container.ports.map(({containerPort, protocol, hostPort}) => ({containerPort, protocol, hostPort})), [{containerPort: 80, protocol: 'tcp', hostPort: undefined}]);
	t.deepEqual(container.mounts.map(({kind, target}) => ({kind, target})), [{kind: 'volume', target: '/data'}]);
	t.is(Math.trunc(container.createdAt! / 1000), Math.trunc((listed?.createdAt ?? 0) / 1000));
	t.like(container.detail, {restartPolicy: 'on-failure:3', limits: {cpus: 0.25, memoryBytes: 64 * 1024 * 1024, pids: 40}, exitCode: undefined});
	t.true((container.detail.pid ?? 0) > 0);
});

testBoth('images are told apart: tagged, intermediate and dangling', async (t, engine) => {
	const images = await engine.listImages();
	const tagged = images.find(({tags}) => tags.includes('lab:1'));
	t.is(tagged?.kind, 'tagged');
	const parent = images.find(({id}) => id === tagged?.parentId);
	t.is(parent?.kind, 'intermediate');
	t.deepEqual(parent?.tags, []);
	t.true(images.some(({kind, parentId}) => kind === 'dangling' && parentId === tagged?.id));
});

testBoth('an image is inspected by name and by id', async (t, engine) => {
	const byName = await engine.inspectImage('lab:1');
	t.deepEqual(await engine.inspectImage(String(byName['Id'])), byName);
	await throwsKind(t, engine.inspectImage('lab/none:7'), 'gone', /lab\/none:7/v);
});

testBoth('what happens after onOpen is told, in order', async (t, engine) => {
	const {id, name} = await make(t, engine);
	const controller = new AbortController();
	const open = Promise.withResolvers<void>();
	const told = collect(engine.watchEvents(controller.signal, open.resolve), event => event.id === id && event.action === 'destroy');
	await open.promise;
	await engine.start(id);
	await engine.rename(id, `${name}-new`);
	await engine.kill(id, 'SIGKILL');
	await engine.remove(id, {force: true, volumes: true});
	const events = await told;
	const own = events.filter((event: EngineEvent) => event.id === id);
	const actions = own.map(({action}) => action);
	t.deepEqual(actions.filter(action => ['start', 'rename', 'kill', 'die', 'destroy'].includes(action)), ['start', 'rename', 'kill', 'die', 'destroy']);
	t.true(own.every(({type}) => type === 'container'));
	t.is(own.at(-1)?.name, `${name}-new`);
	t.is(own.find(({action}) => action === 'die')?.attributes['exitCode'], '137');
});

testBoth('following events ends with its signal', async (t, engine) => {
	const controller = new AbortController();
	const following = collect(engine.watchEvents(controller.signal, () => {
		controller.abort();
	}), () => false);
	await t.throwsAsync(following, {name: 'AbortError'});
});

testBoth('start, pause, unpause, restart, kill and stop', async (t, engine) => {
	const {id} = await make(t, engine);
	const look = async () => (await engine.inspectContainer(id)).container;
	t.is((await look()).status, 'created');
	t.is((await look()).detail.exitCode, undefined);
	await engine.start(id);
	// What is so already is no failure.
	await engine.start(id);
	const {detail: first} = await look();
	await engine.pause(id);
	t.is((await look()).status, 'paused');
	await engine.unpause(id);
	t.is((await look()).status, 'running');
	await engine.kill(id, 'SIGKILL');
	await t.notThrowsAsync(waitForStatus(engine, id, 'exited'));
	t.like((await look()).detail, {exitCode: 137, pid: undefined});
	await engine.restart(id);
	t.is((await look()).status, 'running');
	t.true(((await look()).detail.startedAt ?? 0) > (first.startedAt ?? Infinity));
	await engine.stop(id, 0);
	t.is((await look()).status, 'exited');
	await engine.stop(id);
});

async function waitForStatus(engine: Engine, id: string, status: string): Promise<void> {
	const signal = AbortSignal.timeout(30_000);
	while ((await engine.inspectContainer(id)).container.status !== status) {
		signal.throwIfAborted();
	}
}

testBoth('a container can be called by its new name, and not by its old', async (t, engine) => {
	const {id, name} = await make(t, engine);
	await engine.rename(id, `${name}-b`);
	t.is((await engine.inspectContainer(`${name}-b`)).container.id, id);
	await throwsKind(t, engine.inspectContainer(name), 'gone', new RegExp(name, 'v'));
});

testBoth('a name that is taken is a conflict', async (t, engine) => {
	const first = await make(t, engine);
	const second = await make(t, engine);
	await throwsKind(t, engine.rename(second.id, first.name), 'conflict', /in use/v);
	await throwsKind(t, engine.create(first.name, {Image: 'lab:1'}), 'conflict', /in use/v);
});

testBoth('a running container is removed only by force', async (t, engine) => {
	const {id} = await makeRunning(t, engine);
	await throwsKind(t, engine.remove(id, {force: false, volumes: false}), 'conflict');
	await engine.remove(id, {force: true, volumes: true});
	await throwsKind(t, engine.start(id), 'gone');
	t.false((await engine.listContainers()).some(item => item.id === id));
});

testBoth('an image that is not there is gone, and a word that is no signal fails in the engine\'s own words', async (t, engine) => {
	await throwsKind(t, engine.create(`dd-contract-${randomBytes(4).toString('hex')}`, {Image: 'lab:none'}), 'gone', /lab:none/v);
	const {id} = await makeRunning(t, engine);
	await throwsKind(t, engine.kill(id, 'SIGNONE'), 'failed', /SIGNONE/v);
});

testBoth('limits change while it runs, and those not named stay', async (t, engine) => {
	const {id} = await makeRunning(t, engine, {HostConfig: {Memory: 64 * 1024 * 1024, CpuShares: 512}});
	await engine.update(id, {cpus: 0.5, pids: 20, restartPolicy: 'on-failure:2'});
	const {detail} = (await engine.inspectContainer(id)).container;
	t.like(detail, {restartPolicy: 'on-failure:2', limits: {cpus: 0.5, pids: 20, cpuShares: 512, memoryBytes: 64 * 1024 * 1024}});
});

testBoth('memory can be limited without a word about swap, raised, and let go', async (t, engine) => {
	const {id} = await makeRunning(t, engine);
	const look = async () => (await engine.inspectContainer(id)).container.detail.limits;
	const mebibyte = 1024 * 1024;
	await engine.update(id, {memoryBytes: 64 * mebibyte});
	t.like(await look(), {memoryBytes: 64 * mebibyte});
	await engine.update(id, {memoryBytes: 256 * mebibyte});
	t.like(await look(), {memoryBytes: 256 * mebibyte});
	await engine.update(id, {memoryBytes: undefined, cpus: undefined, pids: undefined});
	const {cpus, memoryBytes} = await engine.readInfo();
	t.like(await look(), {memoryBytes, cpus, pids: undefined});
});

testBoth('every limit can be set, and taken away again as far as the engine knows how', async (t, engine) => {
	const {id} = await makeRunning(t, engine);
	const look = async () => (await engine.inspectContainer(id)).container.detail;
	const mebibyte = 1024 * 1024;
	const limits = {
		cpus: 0.25, cpuShares: 2048, cpuset: '0', memoryBytes: 64 * mebibyte, memoryReservationBytes: 32 * mebibyte, memorySwapBytes: 96 * mebibyte, pids: 30,
	};
	await engine.update(id, {...limits, restartPolicy: 'unless-stopped'});
	t.like(await look(), {limits, restartPolicy: 'unless-stopped'});
	await engine.update(id, {
		cpus: undefined, cpuShares: undefined, cpuset: undefined, memoryBytes: undefined, memoryReservationBytes: undefined, pids: undefined, restartPolicy: 'no',
	});
	const {cpus = 0, memoryBytes} = await engine.readInfo();
	t.like(await look(), {
		limits: {
			cpus, cpuShares: 1024, cpuset: `0-${cpus - 1}`, memoryBytes, memoryReservationBytes: undefined, pids: undefined,
		}, restartPolicy: 'no',
	});
});

testBoth('a limit that is a quota stays one', async (t, engine) => {
	const {id} = await makeRunning(t, engine, {HostConfig: {CpuQuota: 20_000, CpuPeriod: 100_000}});
	await engine.update(id, {cpus: 0.75});
	t.is((await engine.inspectContainer(id)).container.detail.limits.cpus, 0.75);
	await engine.update(id, {cpus: undefined});
	t.is((await engine.inspectContainer(id)).container.detail.limits.cpus, undefined);
});

testBoth('a saved container is an image with the labels it was given, whatever is in them', async (t, engine) => {
	const {id} = await make(t, engine, {Labels: {kept: 'yes'}, Env: ['HOME=/lab']});
	const reference = `dd-contract/saved:${randomBytes(4).toString('hex')}`;
	const labels = {'dockdash.origin': String.raw`a "quoted" $HOME \ value`};
	const image = await engine.commit(id, reference, labels);
	t.teardown(async () => engine.removeImage(reference, true));
	const document = await engine.inspectImage(reference);
	t.is(document['Id'], image);
	t.like(document['Config'], {Labels: {...labels, kept: 'yes'}, Cmd: forever});
});

testWithEngine('a container is saved under a name without a tag, and under one with a registry\'s port', async t => {
	const engine = connectEngine(t);
	const {id} = await make(t, engine);
	const name = `dd-contract/${randomBytes(4).toString('hex')}`;
	for (const reference of [name, `localhost:5000/${name}`, `localhost:5000/${name}:7`]) {
		const image = await engine.commit(id, reference, {});
		t.teardown(async () => engine.removeImage(reference, true));
		t.is((await engine.inspectImage(reference))['Id'], image);
	}
});

testBoth('a removed image is gone', async (t, engine) => {
	const {id} = await make(t, engine);
	const reference = `dd-contract/removed:${randomBytes(4).toString('hex')}`;
	await engine.commit(id, reference, {});
	await engine.removeImage(reference, false);
	await throwsKind(t, engine.inspectImage(reference), 'gone');
});

testWithEngine('changed files are told by kind, and the writable layer is measured', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine, {Cmd: ['sh', '-c', 'echo new > /new; echo changed >> /etc/passwd; rm /usr/bin/tool; echo done; exec sleep 100000']});
	await collect(engine.watchLogs(id, {tail: 1, signal: AbortSignal.timeout(30_000)}), ({text}) => text === 'done');
	const changes = await engine.listChanges(id);
	const kindOf = (path: string) => changes.find(change => change.path === path)?.kind;
	t.is(kindOf('/new'), 'added');
	t.is(kindOf('/etc/passwd'), 'changed');
	t.is(kindOf('/usr/bin/tool'), 'deleted');
	t.true((await engine.measureWritableLayer(id) ?? 0) > 0);
});

testBoth('a container without changes has none', async (t, engine) => {
	const {id} = await make(t, engine);
	t.deepEqual(await engine.listChanges(id), []);
});

testWithEngine('the log tells both streams, with times, from its tail', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine, {Cmd: ['sh', '-c', 'echo one; echo two; echo three >&2']});
	await waitForStatus(engine, id, 'exited');
	const read = async (tail: number) => collect(engine.watchLogs(id, {tail, signal: AbortSignal.timeout(30_000), follow: false}), () => false);
	const lines = await read(100);
	t.deepEqual(lines.map(({stream, text}) => `${stream} ${text}`).toSorted(), ['stderr three', 'stdout one', 'stdout two']);
	t.true(lines.every(({at}) => at !== undefined && Math.abs(at - Date.now()) < 600_000));
	t.is((await read(2)).length, 2);
});

testWithEngine('a line longer than the engine\'s own messages is one line, without the stamps between its parts', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine, {Cmd: ['sh', '-c', String.raw`head -c 16380 /dev/zero | tr "\0" a; echo 0123456789; echo after`]});
	await waitForStatus(engine, id, 'exited');
	const lines = await collect(engine.watchLogs(id, {tail: 10, signal: AbortSignal.timeout(30_000), follow: false}), () => false);
	t.deepEqual(lines.map(({text}) => text), [`${'a'.repeat(16_380)}0123`, 'after']);
});

testWithEngine('of a container with a terminal the log is stdout, and without its escapes', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine, {Tty: true, Cmd: ['sh', '-c', String.raw`printf 'a\033[31mred\033[0m\n10%%\r20%%\n'; exec sleep 100000`]});
	const lines = await collect(engine.watchLogs(id, {tail: 10, signal: AbortSignal.timeout(30_000)}), ({text}) => text === '20%');
	t.deepEqual(lines.map(({stream, text}: LogLine) => `${stream} ${text}`), ['stdout ared', 'stdout 20%']);
});

testWithEngine('following a log ends with its signal', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine, {Cmd: ['sh', '-c', 'echo here; exec sleep 100000']});
	const controller = new AbortController();
	const following = collect(engine.watchLogs(id, {tail: 10, signal: controller.signal}), () => {
		controller.abort();
		return false;
	});
	await t.throwsAsync(following, {name: 'AbortError'});
	await throwsKind(t, collect(engine.watchLogs('dd-contract-none', {tail: 1, signal: new AbortController().signal}), () => false), 'gone');
});

testWithEngine('the stats of a running container are readings of it', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine, {HostConfig: {Memory: 64 * 1024 * 1024}, Cmd: ['sh', '-c', 'while :; do :; done']});
	const readings = await collect(engine.watchStats(id, AbortSignal.timeout(60_000)), ({cpu}) => (cpu?.usageMicroseconds ?? 0) > 500_000);
	const [first, last] = [readings[0]!, readings.at(-1)!];
	t.is(last.source, 'engine');
	t.is(last.memory?.limitBytes, 64 * 1024 * 1024);
	t.true(last.takenAtMicroseconds > first.takenAtMicroseconds);
	t.true((last.cpu?.usageMicroseconds ?? 0) > (first.cpu?.usageMicroseconds ?? Infinity));
});

testWithEngine('a shell takes what is typed, is resized and ends with its exit code', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine);
	const shell = await engine.openShell(id, ['sh'], {columns: 91, rows: 17});
	shell.write(Buffer.from('stty size; echo $((6*7)); exit 3\n'));
	let output = '';
	for await (const bytes of shell.output) {
		output += Buffer.from(bytes).toString();
	}

	t.regex(output, /17 91\r\n42\r\n/v);
	t.is(await shell.exitCode(), 3);
});

testWithEngine('a shell that is not there says so with its exit code', async t => {
	const engine = connectEngine(t);
	const {id} = await makeRunning(t, engine);
	const shell = await engine.openShell(id, ['no-such-shell'], {columns: 80, rows: 24});
	await collect(shell.output, () => false);
	t.true([126, 127].includes(await shell.exitCode() ?? 0));
	await engine.stop(id, 0);
	await throwsKind(t, engine.openShell(id, ['sh'], {columns: 80, rows: 24}), 'conflict');
});

testBoth('a volume in use cannot be removed, one that is free can', async (t, engine) => {
	const volume = `dd-contract-${randomBytes(4).toString('hex')}`;
	const {id} = await make(t, engine, {HostConfig: {Binds: [`${volume}:/data`]}});
	await throwsKind(t, engine.removeVolume(volume), 'conflict');
	await engine.remove(id, {force: true, volumes: false});
	await engine.removeVolume(volume);
	await throwsKind(t, engine.removeVolume(volume), 'gone');
});
