import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import test from 'ava';
import {Due} from '../../source/cgroup/due.js';
import {emptyFolder, KeptFolder} from '../../source/cgroup/folder.js';
import {createSums} from '../../source/cgroup/sums.js';
import {createFolder, createVanishingFile, denyFile, writeFiles} from '../support/machine.js';

/** A folder above which nothing is added up. */
function open(path: string, now = () => performance.now()): {readonly folder: KeptFolder; readonly due: Due} {
	const due = new Due();
	return {folder: new KeptFolder(path, due, {openSums: createSums(now), procRoot: '/nowhere', now}), due};
}

test('a file is read when it is asked for first, and then when what changes so is looked at', t => {
	const path = createFolder(t);
	const {folder, due} = open(path);
	t.teardown(() => {
		folder.close();
	});
	const write = (text: string): void => {
		writeFiles(path, {'cpu.stat': text, 'memory.current': text, 'memory.stat': text, 'memory.max': text});
	};

	const list = (): ReadonlyArray<string | undefined> =>
		[folder.read('cpu.stat'), folder.read('memory.current'), folder.read('memory.stat'), folder.readSetting('memory.max')];
	write('1\n');
	t.deepEqual(list(), ['1\n', '1\n', '1\n', '1\n']);
	write('2\n');
	t.deepEqual(list(), ['1\n', '1\n', '1\n', '1\n']);
	due.begin(1, 0);
	t.true(due.takePulse());
	t.deepEqual(list(), ['2\n', '1\n', '1\n', '1\n']);
	t.true(due.lookAtRest(false));
	t.deepEqual(list(), ['2\n', '2\n', '1\n', '1\n']);
	t.true(due.look('run'));
	t.deepEqual(list(), ['2\n', '2\n', '2\n', '1\n']);
	t.true(due.look('set'));
	t.deepEqual(list(), ['2\n', '2\n', '2\n', '2\n']);
	due.begin(2, 1000);
	t.deepEqual([due.takePulse(), due.lookAtRest(true), due.look('run'), due.look('set')], [false, false, false, false]);
});

test('as long as the sum above is what it was, what is added up there is not read again', t => {
	const above = createFolder(t);
	const path = `${above}/cgroup`;
	mkdirSync(path);
	let time = 0;
	const {folder, due} = open(path, () => time);
	t.teardown(() => {
		folder.close();
	});
	const look = (round: number, sum: string | undefined, own: string, isThorough = false): string | undefined => {
		if (sum !== undefined) {
			writeFiles(above, {'io.pressure': sum});
		}

		writeFiles(path, {'io.pressure': own});
		due.begin(round, time);
		due.lookAtRest(isThorough);
		return folder.read('io.pressure');
	};

	writeFiles(path, {'cpu.stat': '1\n', 'io.pressure': '1\n'});
	folder.read('cpu.stat');
	folder.read('io.pressure');
	t.is(look(1, undefined, '2\n'), '2\n', 'nothing is added up there');
	// A file that is not there is looked for again after a while.
	for (let round = 2; round < 20; round++) {
		time += 1000;
		look(round, 'a\n', '3\n');
	}

	t.is(look(20, 'a\n', '4\n'), '3\n');
	t.is(look(21, 'b\n', '5\n'), '5\n');
	t.is(look(22, 'b\n', '6\n'), '5\n');
	t.is(look(23, 'b\n', '7\n', true), '7\n');
	t.is(look(24, 'c\n', '8\n'), '8\n');
	t.is(look(24, 'd\n', '9\n'), '8\n', 'once a round');
	t.is(look(25, 'd\n', '9\n'), '9\n');
});

test('what a text makes is made again only when it has changed', t => {
	const path = createFolder(t);
	const {folder, due} = open(path);
	t.teardown(() => {
		folder.close();
	});
	let count = 0;
	const parse = (text: string | undefined): {text: string | undefined; count: number} => ({text, count: ++count});
	writeFiles(path, {'cpu.stat': 'a 1\n'});
	const first = folder.parse('cpu.stat', parse);
	t.is(folder.parse('cpu.stat', parse), first);
	writeFiles(path, {'cpu.stat': 'a 2\n'});
	due.begin(1, 0);
	due.takePulse();
	t.deepEqual(folder.parse('cpu.stat', parse), {text: 'a 2\n', count: 2});
	t.deepEqual(folder.parse('io.stat', parse), {text: undefined, count: 3});
});

test('what is in the way is told once for each group, a missing file is not', t => {
	const path = createFolder(t);
	for (const name of ['cpuacct.usage', 'cpu.stat', 'memory.current', 'memory.stat', 'blkio.throttle.io_serviced_recursive', 'pids.current', 'freezer.state']) {
		denyFile(`${path}/${name}`);
	}

	mkdirSync(`${path}/io.stat`);
	const {folder} = open(path);
	for (const name of ['cpu.stat', 'cpuacct.usage', 'memory.current', 'memory.stat', 'blkio.throttle.io_serviced_recursive', 'io.stat', 'pids.current', 'freezer.state', 'memory.peak']) {
		t.is(folder.read(name), undefined);
	}

	t.false(folder.isGone());
	t.deepEqual(folder.listProblems(), [
		{group: 'cpu', status: 'denied', reason: `${path}/cpu.stat may not be read (EACCES): run dockdash as root or as the user of the engine.`},
		{group: 'memory', status: 'denied', reason: `${path}/memory.current may not be read (EACCES): run dockdash as root or as the user of the engine.`},
		{group: 'io', status: 'denied', reason: `${path}/blkio.throttle.io_serviced_recursive may not be read (EACCES): run dockdash as root or as the user of the engine.`},
		{group: 'pids', status: 'denied', reason: `${path}/pids.current may not be read (EACCES): run dockdash as root or as the user of the engine.`},
		{group: 'cgroup', status: 'denied', reason: `${path}/freezer.state may not be read (EACCES): run dockdash as root or as the user of the engine.`},
	]);
});

test('a file that cannot be read says so', t => {
	const path = createFolder(t);
	mkdirSync(`${path}/io.stat`);
	const {folder} = open(path);
	folder.read('io.stat');
	t.deepEqual(folder.listProblems(), [{group: 'io', status: 'failed', reason: `${path}/io.stat cannot be read (EISDIR).`}]);
});

test('a folder that is not there is gone', t => {
	const {folder} = open('/nowhere/at/all');
	t.is(folder.read('cpu.stat'), undefined);
	t.true(folder.isGone());
});

test('a lost file alone is a controller that was switched off; a cgroup is gone with its directory, though another has its name', async t => {
	const parent = createFolder(t);
	const path = `${parent}/cgroup`;
	mkdirSync(path);
	writeFileSync(`${path}/cpu.stat`, 'usage_usec 1\n');
	const lose = await createVanishingFile(`${path}/memory.current`);
	const {folder, due} = open(path);
	t.teardown(() => {
		folder.close();
	});
	t.truthy(folder.read('memory.current'));
	t.truthy(folder.read('cpu.stat'));
	t.false(folder.isGone());

	await lose();
	due.begin(1, 0);
	t.true(due.takePulse());
	t.is(folder.read('memory.current'), undefined);
	t.false(folder.isGone());
	t.deepEqual(folder.listProblems(), []);

	renameSync(path, `${parent}/old`);
	t.true(folder.isGone(), 'removed');
	mkdirSync(path);
	t.true(folder.isGone(), 'removed and made again');
	rmSync(path, {recursive: true});
});

test('the empty folder has nothing', t => {
	t.is(emptyFolder.read('cpu.stat'), undefined);
	t.is(emptyFolder.readSetting('cpu.max'), undefined);
});
