import {cpSync, rmSync} from 'node:fs';
import test, {type ExecutionContext} from 'ava';
import {openCgroup, openDirectories, type Cgroup} from '../../source/cgroup/read.js';
import type {CgroupReading, ReadingProblem} from '../../source/metrics/reading.js';
import {copyMachine, createFolder, denyFile, listOpenFiles, readMachine, writeFiles, type Machine} from '../support/machine.js';

const v1 = readMachine('test/fixtures/cgroup1');
const v2 = readMachine('test/fixtures/cgroup2');
const podman = readMachine('test/fixtures/podman');

function open({hierarchy, find}: Machine, name: string): Cgroup {
	const {id, pid} = find(name);
	return openCgroup(hierarchy, pid, id);
}

type Look = {readonly reading: CgroupReading; readonly problems: readonly ReadingProblem[]};

function look(cgroup: Cgroup): Look {
	const sample = cgroup.read();
	cgroup.close();
	if (sample.status === 'gone') {
		throw new Error('the cgroup is gone');
	}

	return sample;
}

test('v1: each controller of a limited container is found where it is mounted', t => {
	t.like(look(open(v1, 'limited')), {
		problems: [],
		reading: {
			cpu: {usageMicroseconds: 22_500_554, quotaMicroseconds: 30_000, throttledPeriods: 716, shares: 512, cpuset: '0-1'},
			memory: {currentBytes: 356_352, limitBytes: 67_108_864, anonBytes: 69_632, swapLimitBytes: 33_554_432},
			io: [{device: '254:0', name: 'vda', readBytes: 524_288, writtenBytes: 1_048_576, readOperations: 8, writeOperations: 16}],
			pids: {current: 1, limit: 50, refused: 0},
			// From the v2 tree beside: the host is hybrid.
			pressure: {
				cpu: {someMicroseconds: 39_012_714, fullMicroseconds: 38_999_107},
				memory: {someMicroseconds: 0, fullMicroseconds: 0},
				io: {someMicroseconds: 1180, fullMicroseconds: 1104},
			},
			isFrozen: false,
			hugePages: undefined,
		},
	});
});

test('v1: no limits', t => {
	t.like(look(open(v1, 'unlimited')).reading, {
		cpu: {usageMicroseconds: 70_156, quotaMicroseconds: 'max', periodMicroseconds: 100_000, periods: 0, throttledMicroseconds: 0, shares: 1024},
		memory: {currentBytes: 339_968, limitBytes: 'max', highBytes: 'max', swapLimitBytes: 'max', oomKills: 0},
		io: [],
		pids: {current: 1, limit: 'max', refused: 0},
		isFrozen: false,
	});
});

test('v1: paused', t => {
	t.like(look(open(v1, 'paused')).reading, {cpu: {usageMicroseconds: 83_858}, memory: {limitBytes: 50_331_648, swapLimitBytes: 50_331_648}, isFrozen: true});
});

test('v1: a child was killed for want of memory', t => {
	t.like(look(open(v1, 'oomchild')).reading, {
		memory: {currentBytes: 454_656, limitBytes: 16_777_216, peakBytes: 16_777_216, swapLimitBytes: 0, majorFaults: 1, refaultedPages: 42, oomKills: 3},
		io: [{device: '254:0', name: 'vda', readBytes: 172_032, writtenBytes: 0, readOperations: 11, writeOperations: 0}],
		pids: {current: 2},
		pressure: {memory: {someMicroseconds: 12_641, fullMicroseconds: 12_641}},
	});
});

test('v2: a limited container', t => {
	t.like(look(open(v2, 'limited')), {
		problems: [],
		reading: {
			cpu: {usageMicroseconds: 490_843_833, quotaMicroseconds: 30_000, throttledPeriods: 16_080, weight: 20, cpuset: '0-1'},
			memory: {currentBytes: 1_433_600, limitBytes: 67_108_864, inactiveFileBytes: 1_048_576, peakBytes: 7_028_736},
			io: [{device: '254:0', name: 'vda', readBytes: 0, writtenBytes: 1_048_576, readOperations: 0, writeOperations: 2}],
			pids: {current: 1, limit: 50, refused: 0},
			pressure: {
				cpu: {someMicroseconds: 1_062_084_698, fullMicroseconds: 1_061_922_838},
				memory: {someMicroseconds: 0, fullMicroseconds: 0},
				io: {someMicroseconds: 3398, fullMicroseconds: 3398},
			},
			isFrozen: false,
			hugePages: undefined,
		},
	});
});

test('v2: no limits but systemd\'s own for processes', t => {
	t.like(look(open(v2, 'unlimited')).reading, {
		cpu: {usageMicroseconds: 3_632_793, quotaMicroseconds: 'max', periodMicroseconds: 100_000, weight: 100},
		memory: {currentBytes: 339_968, limitBytes: 'max', highBytes: 'max', swapLimitBytes: 'max'},
		io: [],
		pids: {current: 1, limit: 3557, refused: 0},
		isFrozen: false,
	});
});

test('v2: paused', t => {
	t.like(look(open(v2, 'paused')).reading, {cpu: {usageMicroseconds: 4_402_262}, memory: {limitBytes: 50_331_648}, isFrozen: true});
});

test('v2: a child was killed for want of memory', t => {
	t.like(look(open(v2, 'oomchild')).reading, {
		memory: {currentBytes: 471_040, limitBytes: 16_777_216, peakBytes: 16_777_216, swapLimitBytes: 0, highEvents: 0, limitEvents: 114, oomEvents: 3, oomKills: 3},
		pids: {current: 2},
		pressure: {memory: {someMicroseconds: 109_961, fullMicroseconds: 109_961}},
	});
});

test('Podman as root: the limits are on the parent of the cgroup that the main process is in', t => {
	const {id} = podman.find('root');
	const cgroup = open(podman, 'root');
	t.deepEqual([...cgroup.directories], [['unified', `test/fixtures/podman/cgroup/machine.slice/libpod-${id}.scope`]]);
	t.like(look(cgroup), {
		problems: [],
		reading: {
			cpu: {usageMicroseconds: 655_909_376, quotaMicroseconds: 40_000, periodMicroseconds: 100_000, throttledPeriods: 16_017, throttledMicroseconds: 755_386_778, cpuset: '0-1'},
			memory: {currentBytes: 249_856, limitBytes: 67_108_864, swapLimitBytes: 134_217_728},
			io: [],
			pids: {current: 1, limit: 40, refused: 0},
		},
	});
});

test('Podman without root: what is not delegated is unknown, and that is no problem', t => {
	const {problems, reading} = look(open(podman, 'rootless'));
	t.deepEqual(problems, []);
	t.like(reading, {
		cpu: {usageMicroseconds: 149_894, quotaMicroseconds: 'max', cpuset: undefined},
		memory: {currentBytes: 245_760, limitBytes: 50_331_648, swapLimitBytes: 100_663_296, fileBytes: 20_480},
		io: undefined,
		pids: {current: 1, limit: 30, refused: 0},
		isFrozen: false,
	});
});

test('controllers of v1 that are mounted together give the same reading', t => {
	const apart = open(v1, 'limited');
	const together = createFolder(t);
	const directories = new Map(apart.directories);
	for (const tree of ['cpu', 'cpuacct', 'cpuset'] as const) {
		cpSync(apart.directories.get(tree) ?? '', together, {recursive: true});
		directories.set(tree, together);
	}

	t.deepEqual(look(openDirectories(v1.hierarchy, directories)), look(apart));
});

test('a controller of a hybrid host may be on v2', t => {
	const directories = new Map(open(v1, 'limited').directories);
	directories.delete('pids');
	directories.set('unified', open(v2, 'limited').directories.get('unified') ?? '');
	t.like(look(openDirectories(v1.hierarchy, directories)).reading, {
		cpu: {shares: 512, weight: undefined},
		memory: {currentBytes: 356_352},
		pids: {limit: 50},
		pressure: {io: {someMicroseconds: 3398}},
	});
});

test('a directory without files is a container of which nothing is known', t => {
	t.deepEqual(look(openDirectories(v2.hierarchy, new Map([['unified', createFolder(t)]]))), {
		status: 'read',
		problems: [],
		reading: {cpu: undefined, memory: undefined, io: undefined, pids: undefined, pressure: {cpu: undefined, memory: undefined, io: undefined}, isFrozen: undefined, hugePages: undefined},
	});
});

test('a file that may not be read takes its own group away, and says so', t => {
	const machine = readMachine(copyMachine(t, 'test/fixtures/cgroup2'));
	const cgroup = open(machine, 'limited');
	denyFile(`${cgroup.directories.get('unified')}/memory.current`);
	const {reading, problems} = look(cgroup);
	t.is(reading.memory, undefined);
	t.is(reading.cpu?.usageMicroseconds, 490_843_833);
	t.deepEqual(problems.map(({group, status}) => [group, status]), [['memory', 'denied']]);
	t.regex(problems[0]?.reason ?? '', /memory\.current may not be read \(EACCES\): run dockdash as root/v);
});

test('a main process that has ended is a cgroup that is gone', t => {
	const cgroup = openCgroup(v2.hierarchy, 4_000_000, v2.find('limited').id);
	t.deepEqual(cgroup.read(), {status: 'gone'});
	t.is(cgroup.directories.size, 0);
	cgroup.close();
});

test('a cgroup whose directory is not there is gone', t => {
	const machine = readMachine(copyMachine(t, 'test/fixtures/cgroup2'));
	rmSync(open(machine, 'limited').directories.get('unified') ?? '', {recursive: true});
	const cgroup = open(machine, 'limited');
	t.deepEqual(cgroup.read(), {status: 'gone'});
	cgroup.close();
});

test('what stands in the way of finding the cgroup is told with each look', t => {
	const folder = copyMachine(t, 'test/fixtures/cgroup2');
	const machine = readMachine(folder);
	const {id, pid} = machine.find('limited');
	const problemsOf = (): ReadonlyArray<readonly [string, string, string]> => {
		const cgroup = openCgroup(machine.hierarchy, pid, id);
		t.deepEqual(cgroup.read(), cgroup.read());
		const {problems, reading} = look(cgroup);
		t.is(reading.cpu, undefined);
		return problems.map(({group, status, reason}) => [group, status, reason]);
	};

	writeFiles(folder, {[`proc/${pid}/cgroup`]: '0::/user.slice\n'});
	t.deepEqual(problemsOf(), [['cgroup', 'failed', 'The main process is in the cgroup /user.slice, which is not the container\'s own.']]);
	denyFile(`${folder}/proc/${pid}/cgroup`);
	t.deepEqual(problemsOf(), [['cgroup', 'denied', `${folder}/proc/${pid}/cgroup may not be read (EACCES): run dockdash as root or as the user of the engine.`]]);
});

for (const [version, recording] of [['v1', 'test/fixtures/cgroup1'], ['v2', 'test/fixtures/cgroup2']] as const) {
	test(`${version}: a second look opens no file, a changed counter is seen at once and a changed limit when asked`, t => {
		const folder = copyMachine(t, recording);
		const cgroup = open(readMachine(folder), 'limited');
		const first = cgroup.read();
		const kept = listOpenFiles(folder);
		t.true(kept.length > 10);

		writeFiles(cgroup.directories.get(version === 'v1' ? 'pids' : 'unified') ?? '', {'pids.current': '7\n', 'pids.max': '60\n'});
		// Nothing starts a process without running.
		writeFiles(cgroup.directories.get(version === 'v1' ? 'cpuacct' : 'unified') ?? '', {'cpuacct.usage': '999999999999\n', 'cpu.stat': 'usage_usec 999999999\n'});
		const second = cgroup.read();
		cgroup.forgetSettings();
		const third = cgroup.read();
		t.deepEqual(listOpenFiles(folder), kept);
		t.deepEqual([first, second, third].map(sample => sample.status === 'read' && sample.reading.pids), [
			{current: 1, limit: 50, refused: 0},
			{current: 7, limit: 50, refused: 0},
			{current: 7, limit: 60, refused: 0},
		]);
		cgroup.close();
		t.deepEqual(listOpenFiles(folder), []);
	});
}

/** A v2 cgroup made of these files, and a way to change them. */
function make(t: ExecutionContext, files: Readonly<Record<string, string>>, procRoot = v2.hierarchy.procRoot): {readonly cgroup: Cgroup; readonly write: (files: Readonly<Record<string, string>>) => void; readonly see: (milliseconds?: number) => Partial<CgroupReading>} {
	const path = createFolder(t);
	writeFiles(path, files);
	let time = 0;
	const cgroup = openDirectories({...v2.hierarchy, procRoot, hugePageSizes: ['2MB'], now: () => time}, new Map([['unified', path]]));
	t.teardown(cgroup.close);
	return {
		cgroup,
		write(changed) {
			writeFiles(path, changed);
		},
		see(milliseconds = 1000) {
			time += milliseconds;
			const sample = cgroup.read();
			return sample.status === 'read' ? sample.reading : {};
		},
	};
}

test('what a cgroup has used is as it is now, a setting at most eight seconds old', t => {
	const {cgroup, write, see} = make(t, {});
	const seen: Array<ReadonlyArray<number | string | undefined>> = [];
	for (let round = 1; round <= 10; round++) {
		write({'cpu.stat': `usage_usec ${round}\n`, 'pids.current': `${round}\n`, 'pids.max': `${round}\n`});
		const {cpu, pids} = see();
		seen.push([cpu?.usageMicroseconds, pids?.current, pids?.limit]);
	}

	t.deepEqual(seen, Array.from({length: 10}, (_, index) => [index + 1, index + 1, index < 8 ? 1 : 9]));
	write({'pids.max': '7\n'});
	cgroup.forgetSettings();
	t.is(see().pids?.limit, 7, 'after it was told that they changed');
});

test('gauges of what a running cgroup uses are as they are now', t => {
	const v2Files = (bytes: number) => ({'cpu.stat': `usage_usec ${bytes}\n`, 'hugetlb.2MB.current': `${bytes}\n`});
	const {write, see} = make(t, v2Files(1));
	see();
	write(v2Files(2));
	t.is(see().hugePages?.[0]?.currentBytes, 2);

	const path = createFolder(t);
	const v1Names = ['cpuacct.usage', 'memory.usage_in_bytes', 'memory.kmem.usage_in_bytes', 'memory.kmem.tcp.usage_in_bytes', 'hugetlb.2MB.usage_in_bytes'];
	const v1Files = (bytes: number) => Object.fromEntries(v1Names.map(name => [name, `${bytes}\n`]));
	writeFiles(path, v1Files(1000));
	const cgroup = openDirectories({...v1.hierarchy, hugePageSizes: ['2MB']}, new Map((['cpuacct', 'memory', 'hugetlb'] as const).map(tree => [tree, path])));
	t.teardown(cgroup.close);
	cgroup.read();
	writeFiles(path, v1Files(2000));
	t.like(cgroup.read(), {reading: {memory: {kernelBytes: 2000, sockBytes: 2000}, hugePages: [{currentBytes: 2000}]}});
});

test('at rest a cgroup has the same sample again, and what only running changes is thirty seconds old at most', t => {
	const {cgroup, write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'pids.current': '1\n', 'pids.max': '1\n', 'memory.current': '1\n'});
	see();
	const resting = cgroup.read();
	write({'pids.current': '2\n', 'pids.max': '2\n'});
	for (let second = 1; second < 30; second++) {
		t.is(see().pids?.current, 1);
		t.is(cgroup.read(), resting);
	}

	t.deepEqual(see().pids, {current: 2, limit: 2, refused: undefined});
});

test('at rest too, who wants settings has them, in a new sample each time', t => {
	const {cgroup, write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'memory.current': '1\n', 'memory.max': '9\n'});
	see();
	const resting = cgroup.read();
	t.is(cgroup.read(), resting);
	write({'memory.max': '8\n'});
	cgroup.wantSettings();
	const wanted = cgroup.read();
	t.like(wanted, {reading: {memory: {limitBytes: 8}}});
	cgroup.wantSettings();
	t.not(cgroup.read(), wanted);
});

test('who looks seldom, such as a scrape, has nothing old', t => {
	const {write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'pids.current': '1\n', 'pids.max': '1\n'});
	see();
	write({'pids.current': '2\n', 'pids.max': '2\n'});
	t.deepEqual(see(5000).pids, {current: 2, limit: 2, refused: undefined});
});

test('a file that was missing is there when settings are next looked at, at rest too, and when it is told that they changed', t => {
	const {cgroup, write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'memory.current': '1\n'});
	t.is(see().memory?.highBytes, undefined);
	write({'memory.high': '4096\n'});
	for (let second = 1; second < 30; second++) {
		t.is(see().memory?.highBytes, undefined);
	}

	t.is(see().memory?.highBytes, 4096);
	write({'memory.low': '4096\n'});
	cgroup.forgetSettings();
	t.is(see().memory?.lowBytes, 4096);
});

test('a cgroup is not at rest any more once one of its files shows a change', t => {
	const {write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'pids.current': '1\n', 'memory.current': '9\n', 'memory.stat': 'anon 9\ninactive_file 9\n'});
	see();
	write({'pids.current': '2\n', 'memory.current': '5\n', 'memory.stat': 'anon 5\ninactive_file 5\n'});
	const {pids, memory} = see();
	t.is(pids?.current, 2);
	t.like(memory, {currentBytes: 5, inactiveFileBytes: 5}, 'all are of the same moment');
});

test('of a cgroup at rest memory is looked at when the kernel takes some back, and else every four seconds', t => {
	const procRoot = createFolder(t);
	const {write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'memory.current': '9\n'}, procRoot);
	const seeAfter = (bytes: number, stalled: number, milliseconds?: number): number | undefined => {
		writeFiles(procRoot, {'pressure/memory': pressure(stalled)});
		write({'memory.current': `${bytes}\n`});
		return see(milliseconds).memory?.currentBytes;
	};

	t.is(seeAfter(9, 0), 9);
	t.deepEqual([8, 7, 6, 5, 4].map(bytes => seeAfter(bytes, 0)), [8, 8, 8, 8, 4]);
	t.is(seeAfter(3, 1), 3);
	t.is(seeAfter(2, 1), 3);
	t.is(seeAfter(1, 2, 100), 1);
	writeFiles(procRoot, {'pressure/memory': pressure(2).replaceAll('avg10=0.00', 'avg10=0.01')});
	write({'memory.current': '0\n'});
	t.is(see(100).memory?.currentBytes, 1, 'nobody has waited since');
});

/** A pressure file. */
function pressure(total: number): string {
	return ['some', 'full'].map(kind => `${kind} avg10=0.00 avg60=0.00 avg300=0.00 total=${total}\n`).join('');
}

test('waiting takes no CPU time and is seen at once', t => {
	const {write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'io.pressure': pressure(1)});
	see();
	write({'io.pressure': pressure(2)});
	t.is(see().pressure?.io?.someMicroseconds, 2);
});

test('who waits for a CPU is seen to wait on though it does not run, and at rest nobody looks', t => {
	const {write, see} = make(t, {'cpu.stat': 'usage_usec 1\n', 'cpu.pressure': pressure(0)});
	const seeAfter = (files: Readonly<Record<string, string>>): number | undefined => {
		write(files);
		return see(100).pressure?.cpu?.someMicroseconds;
	};

	see(100);
	t.is(seeAfter({'cpu.pressure': pressure(1)}), 1, 'it may wait from the start');
	t.is(seeAfter({}), 1);
	t.is(seeAfter({'cpu.pressure': pressure(2)}), 1, 'it is at rest');
	t.is(seeAfter({'cpu.stat': 'usage_usec 2\n', 'cpu.pressure': pressure(3)}), 3);
	for (const total of [100_003, 200_003, 300_003]) {
		t.is(seeAfter({'cpu.pressure': pressure(total)}), total);
	}

	t.is(seeAfter({}), 300_003);
	t.is(seeAfter({'cpu.pressure': pressure(300_004)}), 300_003, 'it is at rest again');
});
