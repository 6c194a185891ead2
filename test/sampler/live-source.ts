import {cpSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import test from 'ava';
import {isOfGone} from '../../source/metrics/reading.js';
import {lookAtOnce} from '../../source/sampler/sampler.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';
import {openLiveLab} from '../support/live-lab.js';
import {createVanishingFile, listOpenFiles, writeFiles} from '../support/machine.js';

for (const [version, recording] of [['v1', 'test/fixtures/cgroup1'], ['v2', 'test/fixtures/cgroup2']] as const) {
	test(`${version}: what runs is read from the kernel's files, with its namespaces and network, and the engine is not asked`, t => {
		const {source, container, asked} = openLiveLab(t, {recording});
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
	const {source} = openLiveLab(t, {isLocal: false});
	source.follow(Array.from({length: 120}, (_, index) => makeContainer(`web${index}`, {detail: makeDetail({pid: 1})})), []);
	const look = source.read();
	t.deepEqual([look.next().done, look.next().done, look.next().done], [false, false, true]);
	t.true(source.read(id => id === 'web7').next().done);
});

test('what goes while a look is under way is not read any more', async t => {
	const {source, tell} = openLiveLab(t, {isLocal: false});
	const containers = Array.from({length: 51}, (_, index) => makeContainer(`web${index + 100}`, {detail: makeDetail({pid: 1})}));
	source.follow(containers, []);
	await tell(makeReading(1, {source: 'engine'}));
	const look = source.read();
	look.next();
	source.follow([], [containers.at(-1)!.id]);
	t.is(lookAtOnce(look).size, 50);
});

test('only those that are wanted are read', t => {
	const {source, container} = openLiveLab(t);
	const [limited, unlimited] = [container('limited'), container('unlimited')];
	source.follow([limited, unlimited], []);
	t.deepEqual(lookAtOnce(source.read(id => id === unlimited.id)).keys().toArray(), [unlimited.id]);
});

test('a container that is told again is not new; one that has started again is read by its new process', t => {
	const {source, container, folder} = openLiveLab(t);
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
	const {source, container, folder} = openLiveLab(t);
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
	const {source, container, folder} = openLiveLab(t);
	const [limited, unlimited] = [container('limited'), container('unlimited')];
	source.follow([limited, unlimited], []);
	lookAtOnce(source.read());
	t.true(listOpenFiles(folder).length > 0);
	source.follow([{...limited, status: 'exited'}], [unlimited.id]);
	t.deepEqual(lookAtOnce(source.read()).keys().toArray(), []);
	t.deepEqual(listOpenFiles(folder), []);
});

test('a container whose cgroup is gone has no numbers, and says why, until the engine tells of its end', async t => {
	const {source, container, folder, asked} = openLiveLab(t);
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

test('a limit of the selected container that somebody has set is seen at the next look', t => {
	const {source, container, folder} = openLiveLab(t, {recording: 'test/fixtures/cgroup2'});
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
