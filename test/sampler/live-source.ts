import {cpSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import type {Container, HostReading} from '../../source/container.js';
import {EngineError} from '../../source/errors.js';
import {isOfGone, type Reading} from '../../source/metrics/reading.js';
import {createLiveSource, type LiveSource} from '../../source/sampler/live-source.js';
import {lookAtOnce} from '../../source/sampler/sampler.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';
import {copyMachine, createVanishingFile, denyFile, listOpenFiles, readMachine, writeFiles} from '../support/machine.js';

/** The stats API as a test wants it. */
type Stats = {
	/** Ids that it was asked for, in order. */
	readonly asked: string[];
	/** Ids whose stream was ended by us. */
	readonly ended: string[];
	/** Gives a reading to all that listen, and lets them take it. */
	readonly tell: (reading: Reading) => Promise<void>;
	/** Ends all streams: with an error, or as the engine does when the container ends. */
	readonly end: (error?: Error) => Promise<void>;
};

function createStats(): Stats & {readonly watchStats: (id: string, signal: AbortSignal) => AsyncIterable<Reading>} {
	const asked: string[] = [];
	const ended: string[] = [];
	let news = Promise.withResolvers<Reading | undefined>();
	return {
		asked,
		ended,
		async tell(reading) {
			news.resolve(reading);
			news = Promise.withResolvers();
			await setImmediate();
		},
		async end(error) {
			if (error === undefined) {
				news.resolve(undefined);
			} else {
				news.reject(error);
			}

			news = Promise.withResolvers();
			await setImmediate();
		},
		async * watchStats(id, signal) {
			asked.push(id);
			const aborted = Promise.withResolvers<never>();
			signal.addEventListener('abort', () => {
				ended.push(id);
				aborted.reject(signal.reason);
			});
			for (;;) {
				const reading = await Promise.race([news.promise, aborted.promise]);
				if (reading === undefined) {
					return;
				}

				yield reading;
			}
		},
	};
}

const noHost: HostReading = {
	hostName: '',
	cpus: 1,
	busyMicroseconds: undefined,
	totalMicroseconds: undefined,
	memoryBytes: undefined,
	memoryUsedBytes: undefined,
	swapBytes: undefined,
	swapUsedBytes: undefined,
	load: undefined,
	disk: undefined,
};

type Lab = Stats & {
	readonly source: LiveSource;
	readonly folder: string;
	/** A recorded container, as inspect would tell it. */
	readonly container: (name: string, changes?: Partial<Container>) => Container;
};

function openLab(t: ExecutionContext, {recording = 'test/fixtures/cgroup2', isLocal = true} = {}): Lab {
	const folder = copyMachine(t, recording);
	const {find} = readMachine(folder);
	const stats = createStats();
	const source = createLiveSource({
		engine: {isLocal, watchStats: stats.watchStats}, host: {read: () => noHost, close: () => undefined}, procRoot: `${folder}/proc`, cgroupRoot: `${folder}/cgroup`,
	});
	t.teardown(source.close);
	return {
		...stats,
		source,
		folder,
		container(name, changes = {}) {
			const {id, pid} = find(name);
			return makeContainer(name, {id, detail: makeDetail({pid}), ...changes});
		},
	};
}

for (const [version, recording] of [['v1', 'test/fixtures/cgroup1'], ['v2', 'test/fixtures/cgroup2']] as const) {
	test(`${version}: what runs is read from the kernel's files, with its namespaces and network, and the engine is not asked`, t => {
		const {source, container, asked} = openLab(t, {recording});
		const limited = container('limited');
		t.deepEqual(source.follow([limited, container('unlimited', {status: 'exited'})], []), [limited.id]);
		const readings = lookAtOnce(source.read());
		t.deepEqual(readings.keys().toArray(), [limited.id]);
		const reading = readings.get(limited.id)!;
		t.like(reading, {source: 'cgroup', problems: []});
		t.true(reading.cpu!.usageMicroseconds > 0 && reading.memory!.currentBytes > 0 && reading.network !== undefined);
		t.true(reading.namespaces?.mnt !== undefined);
		t.deepEqual(asked, []);
	});
}

test('a look at many stops for a moment after each fifty', t => {
	const {source} = openLab(t, {isLocal: false});
	source.follow(Array.from({length: 120}, (_, index) => makeContainer(`web${index}`, {detail: makeDetail({pid: 1})})), []);
	const look = source.read();
	t.deepEqual([look.next().done, look.next().done, look.next().done], [false, false, true]);
	t.true(source.read(id => id === 'web7').next().done);
});

test('what goes while a look is under way is not read any more', async t => {
	const {source, tell} = openLab(t, {isLocal: false});
	const containers = Array.from({length: 51}, (_, index) => makeContainer(`web${index + 100}`, {detail: makeDetail({pid: 1})}));
	source.follow(containers, []);
	await tell(makeReading(1, {source: 'engine'}));
	const look = source.read();
	look.next();
	source.follow([], [containers.at(-1)!.id]);
	t.is(lookAtOnce(look).size, 50);
});

test('only those that are wanted are read', t => {
	const {source, container} = openLab(t);
	const [limited, unlimited] = [container('limited'), container('unlimited')];
	source.follow([limited, unlimited], []);
	t.deepEqual(lookAtOnce(source.read(id => id === unlimited.id)).keys().toArray(), [unlimited.id]);
});

test('a container that is told again is not new; one that has started again is read by its new process', t => {
	const {source, container, folder} = openLab(t);
	const limited = container('limited');
	t.deepEqual(source.follow([limited], []), [limited.id]);
	t.deepEqual(source.follow([{...limited, health: 'healthy'}], []), []);
	const before = lookAtOnce(source.read()).get(limited.id)?.cpu?.usageMicroseconds;

	// The engine made the cgroup of that name anew, and the main process is another.
	cpSync(`${folder}/proc/${limited.detail!.pid}`, `${folder}/proc/4711`, {recursive: true, verbatimSymlinks: true});
	const cgroup = listOpenFiles(folder).map(line => line.slice(line.indexOf(' ') + 1)).find(file => file.endsWith('/cpu.stat'))!.slice(0, -'/cpu.stat'.length);
	renameSync(cgroup, `${folder}/old`);
	cpSync(`${folder}/old`, cgroup, {recursive: true, verbatimSymlinks: true});
	writeFiles(cgroup, {'cpu.stat': 'usage_usec 7\nuser_usec 5\nsystem_usec 2\n'});
	const restarted = {...limited, detail: makeDetail({pid: 4711, startedAt: 2000})};
	t.deepEqual(source.follow([restarted], []), [limited.id]);
	t.true(before !== undefined && before > 7);
	t.is(lookAtOnce(source.read()).get(limited.id)?.cpu?.usageMicroseconds, 7);
});

test('what an event tells of has its settings read at once: a new limit is shown at the next tick', t => {
	const {source, container, folder} = openLab(t);
	const limited = container('limited');
	source.follow([limited], []);
	lookAtOnce(source.read());
	const limits = listOpenFiles(folder).map(line => line.slice(line.indexOf(' ') + 1)).find(file => file.endsWith('/pids.max'))!;
	const readLimit = () => lookAtOnce(source.read()).get(limited.id)?.pids?.limit;
	writeFileSync(limits, '77\n');
	t.not(readLimit(), 77, 'nobody told of it');
	t.deepEqual(source.follow([limited], []), []);
	t.is(readLimit(), 77);
});

test('what ends, or is gone, is let go with all its files', t => {
	const {source, container, folder} = openLab(t);
	const [limited, unlimited] = [container('limited'), container('unlimited')];
	source.follow([limited, unlimited], []);
	lookAtOnce(source.read());
	t.true(listOpenFiles(folder).length > 0);
	source.follow([{...limited, status: 'exited'}], [unlimited.id]);
	t.deepEqual(lookAtOnce(source.read()).keys().toArray(), []);
	t.deepEqual(listOpenFiles(folder), []);
});

test('a container whose cgroup is gone has no numbers, and says why, until the engine tells of its end', async t => {
	const {source, container, folder, asked} = openLab(t);
	const [limited, unlimited] = [container('limited'), container('unlimited')];
	const directory = `${folder}/cgroup/system.slice/docker-${limited.id}.scope`;
	rmSync(`${directory}/memory.current`);
	const lose = await createVanishingFile(`${directory}/memory.current`);
	const listTree = (): readonly string[] => source.look({
		processesOf: undefined, confinementOf: undefined, hasCgroups: true, closeUp: undefined, selected: undefined,
	}).cgroups!.nodes.map(({path}) => path);
	source.follow([limited, unlimited], []);
	const before = lookAtOnce(source.read()).get(limited.id)!;
	t.true(before.cpu!.usageMicroseconds > 0 && !isOfGone(before));
	t.true(listTree().some(path => path.includes(limited.id)));

	await lose();
	renameSync(directory, `${folder}/removed`);
	const readings = lookAtOnce(source.read());
	const reading = readings.get(limited.id)!;
	t.like(reading, {
		source: 'cgroup', cpu: undefined, memory: undefined, io: undefined, pids: undefined, network: undefined, namespaces: undefined, problems: {length: 1, 0: {group: 'cgroup', reason: 'Its cgroup is gone: it has ended.'}},
	});
	t.true(isOfGone(reading) && reading.takenAtMicroseconds > before.takenAtMicroseconds);
	t.true(readings.get(unlimited.id)!.cpu!.usageMicroseconds > 0);
	t.false(listTree().some(path => path.includes(limited.id)), 'the tree is not told of what is gone');
	t.true(listTree().some(path => path.includes(unlimited.id)));

	source.follow([{...limited, status: 'exited'}], []);
	t.deepEqual(lookAtOnce(source.read()).keys().toArray(), [unlimited.id]);
	t.deepEqual(asked, []);
});

for (const [version, recording] of [['v1', 'test/fixtures/cgroup1'], ['v2', 'test/fixtures/cgroup2']] as const) {
	test(`${version}: the tree and a close look are there while they are wanted, and their files are let go afterwards`, t => {
		const {source, container, folder} = openLab(t, {recording});
		const limited = container('limited');
		source.follow([limited], []);
		const wanted = {processesOf: undefined, confinementOf: undefined, hasCgroups: true, selected: undefined} as const;
		const nothing = {...wanted, hasCgroups: false, closeUp: undefined} as const;
		lookAtOnce(source.read());
		// Whether v1 counts block I/O at all is asked of one file, which stays open.
		source.look({...wanted, closeUp: undefined});
		source.look(nothing);
		const before = listOpenFiles(folder);

		const looks = source.look({...wanted, closeUp: {kind: 'container', id: limited.id}});
		t.true(looks.cgroups?.nodes.some(({path}) => path.includes(limited.id)));
		t.is(looks.closeUp?.reading.memory?.currentBytes, lookAtOnce(source.read()).get(limited.id)?.memory?.currentBytes);
		t.true(looks.closeUp?.texts.some(({path, text}) => path.endsWith('/net/dev') && text.startsWith('Inter-|')));

		const opened = listOpenFiles(folder);
		t.like(source.lookInside(limited.id), {processes: {containerId: limited.id}, confinement: {containerId: limited.id}});
		t.deepEqual(source.lookAtTexts(limited.id)?.texts, looks.closeUp?.texts);
		t.is(source.lookAtTexts('nobody'), undefined);
		t.deepEqual(listOpenFiles(folder), opened, 'a look inside a container changes nothing of it');

		const {path} = looks.cgroups!.nodes.find(node => node.path.includes(limited.id))!;
		const cgroup = source.look({...wanted, closeUp: {kind: 'cgroup', path}}).closeUp;
		t.deepEqual(cgroup?.reading.cpu, looks.closeUp?.reading.cpu);
		t.true(cgroup?.texts.every(({path: file}) => !file.endsWith('/net/dev')), 'a cgroup has no network of its own');
		t.is(source.look({...wanted, closeUp: {kind: 'cgroup', path: '/nowhere'}}).closeUp, undefined);

		t.is(source.look(nothing).cgroups, undefined);
		t.deepEqual(listOpenFiles(folder), before);
	});
}

const blocked: ReadonlyArray<readonly [title: string, block: (lab: Lab, pid: number) => void, reason: RegExp]> = [
	['whose pid is a stranger\'s here, as with a socket forwarded from another machine', ({folder}, pid) => {
		writeFiles(folder, {[`proc/${pid}/cgroup`]: '0::/system.slice/ssh.service\n'});
	}, /^The main process is in the cgroup \/system\.slice\/ssh\.service, which is not the container's own\.$/v],
	['whose pid is that of another container here', ({folder, container}, pid) => {
		cpSync(`${folder}/proc/${container('unlimited').detail!.pid}/cgroup`, `${folder}/proc/${pid}/cgroup`);
	}, /which is not the container's own\.$/v],
	['whose pid is not here', ({folder}, pid) => {
		rmSync(`${folder}/proc/${pid}`, {recursive: true});
	}, /^There is no process \d+ here: the engine may be on another machine\.$/v],
	['whose cgroup may not be read', ({folder}, pid) => {
		denyFile(`${folder}/proc/${pid}/cgroup`);
	}, /may not be read|denied|permission/iv],
];

for (const [title, block, reason] of blocked) {
	test(`a container ${title} is asked from the engine, and says why`, async t => {
		const lab = openLab(t);
		const limited = lab.container('limited');
		block(lab, limited.detail!.pid!);
		t.deepEqual(lab.source.follow([limited], []), [limited.id]);
		t.deepEqual(lab.asked, [limited.id]);
		t.deepEqual(lookAtOnce(lab.source.read()).keys().toArray(), []);
		await lab.tell(makeReading(1, {source: 'engine'}));
		const reading = lookAtOnce(lab.source.read()).get(limited.id)!;
		t.is(reading.source, 'engine');
		t.is(reading.namespaces, undefined);
		t.regex(reading.problems.map(problem => problem.reason).join('; '), reason);
		t.deepEqual(listOpenFiles(lab.folder), []);
	});
}

test('an engine on another machine is asked, though a process with that pid is here', async t => {
	const {source, container, asked, tell} = openLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	t.deepEqual(asked, [limited.id]);
	await tell(makeReading(1, {source: 'engine'}));
	t.like(lookAtOnce(source.read()).get(limited.id), {source: 'engine', namespaces: undefined, problems: {0: {group: 'cgroup'}}});
});

test('each reading of the stats API is handed out once, for the same one again would look like no use at all', async t => {
	const {source, container, tell} = openLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	await tell(makeReading(1, {source: 'engine'}));
	t.is(lookAtOnce(source.read()).size, 1);
	t.is(lookAtOnce(source.read()).size, 0);
	await tell(makeReading(2, {source: 'engine'}));
	await tell(makeReading(3, {source: 'engine'}));
	t.is(lookAtOnce(source.read()).get(limited.id)?.takenAtMicroseconds, 3_000_000);
});

test('statistics that break off say why, once, and are asked for again when the container is told again', async t => {
	const {source, container, tell, end, asked} = openLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	await end(new EngineError('denied', 'A proxy forbids it.'));
	t.is(lookAtOnce(source.read()).get(limited.id)?.problems[0]?.reason, 'A proxy forbids it.');
	t.is(lookAtOnce(source.read()).size, 0);
	t.deepEqual(source.follow([limited], []), [limited.id]);
	t.deepEqual(asked, [limited.id, limited.id]);
	await tell(makeReading(1, {source: 'engine'}));
	t.is(lookAtOnce(source.read()).size, 1);
});

test('statistics of what has ended are no longer asked for', async t => {
	const {source, container, ended} = openLab(t, {isLocal: false});
	const limited = container('limited');
	source.follow([limited], []);
	source.follow([{...limited, status: 'exited'}], []);
	await setImmediate();
	t.deepEqual(ended, [limited.id]);
	t.is(lookAtOnce(source.read()).size, 0);
});

test('a limit of the selected container that somebody has set is seen at the next look', t => {
	const {source, container, folder} = openLab(t, {recording: 'test/fixtures/cgroup2'});
	const limited = container('limited');
	source.follow([limited, container('unlimited')], []);
	lookAtOnce(source.read());
	const wanted = {processesOf: undefined, confinementOf: undefined, hasCgroups: false, closeUp: undefined} as const;
	for (const {id} of [limited, container('unlimited')]) {
		writeFiles(`${folder}/cgroup/system.slice/docker-${id}.scope`, {'memory.max': '1048576\n'});
	}

	source.look({...wanted, selected: limited.id});
	const readings = lookAtOnce(source.read());
	t.is(readings.get(limited.id)?.memory?.limitBytes, 1_048_576);
	t.is(readings.get(container('unlimited').id)?.memory?.limitBytes, 'max');
});
