import {mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import test from 'ava';
import {emptyFolder, KeptFolder} from '../../source/cgroup/folder.js';
import {createFolder, createVanishingFile, denyFile, writeFiles} from '../support/machine.js';

test('a counter is as it is now, a setting at most four rounds old', t => {
	const path = createFolder(t);
	const folder = new KeptFolder(path);
	t.teardown(() => {
		folder.close();
	});
	const seen: Array<readonly [counter: string | undefined, setting: string | undefined]> = [];
	for (let round = 1; round <= 6; round++) {
		writeFiles(path, {'pids.current': `${round}\n`, 'pids.max': `${round}\n`});
		folder.startRound();
		seen.push([folder.read('pids.current'), folder.readSetting('pids.max')]);
	}

	t.deepEqual(seen.map(([counter]) => counter), ['1\n', '2\n', '3\n', '4\n', '5\n', '6\n']);
	t.deepEqual(seen.map(([, setting]) => setting), ['1\n', '1\n', '1\n', '1\n', '5\n', '5\n']);

	writeFiles(path, {'pids.max': '7\n'});
	folder.forgetSettings();
	folder.startRound();
	t.is(folder.readSetting('pids.max'), '7\n', 'after it was told that they changed');
});

test('at rest, what only running can change is read again only with the settings', t => {
	const path = createFolder(t);
	const folder = new KeptFolder(path);
	t.teardown(() => {
		folder.close();
	});
	const names = ['pids.current', 'memory.failcnt', 'memory.stat', 'cpu.pressure', 'memory.current'] as const;
	const look = (round: number, isAtRest: boolean): string => {
		writeFiles(path, Object.fromEntries(names.map(name => [name, name === 'memory.current' ? 'same\n' : `${round}\n`])));
		folder.startRound();
		if (isAtRest) {
			folder.rest();
		}

		return [...names].toReversed().map(name => folder.read(name)?.trim()).join(' ');
	};

	t.is(look(1, true), 'same 1 1 1 1', 'at first everything');
	t.is(look(2, false), 'same 2 2 2 2', 'what has run');
	writeFiles(path, {'pids.current': '3\n', 'memory.stat': '3\n', 'memory.failcnt': '3\n'});
	folder.startRound();
	folder.rest();
	t.deepEqual(['pids.current', 'memory.failcnt', 'memory.stat'].map(name => folder.read(name)), ['2\n', '2\n', '2\n']);
	t.is(folder.read('cpu.pressure'), '2\n');
	folder.startRound();
	folder.startRound();
	folder.rest();
	t.deepEqual(['pids.current', 'memory.failcnt', 'memory.stat'].map(name => folder.read(name)), ['3\n', '3\n', '3\n'], 'when the settings are read');
});

test('a cgroup is not at rest any more once a file shows a change', t => {
	const path = createFolder(t);
	const folder = new KeptFolder(path);
	t.teardown(() => {
		folder.close();
	});
	writeFiles(path, {'memory.current': '9\n', 'memory.stat': 'anon 9\n'});
	folder.startRound();
	folder.read('memory.current');
	folder.read('memory.stat');
	writeFiles(path, {'memory.current': '5\n', 'memory.stat': 'anon 5\n'});
	folder.startRound();
	folder.rest();
	t.is(folder.read('memory.current'), '5\n');
	t.is(folder.read('memory.stat'), 'anon 5\n', 'both are of the same moment');
});

test('what a text makes is made again only when it has changed', t => {
	const path = createFolder(t);
	const folder = new KeptFolder(path);
	t.teardown(() => {
		folder.close();
	});
	let count = 0;
	const parse = (text: string | undefined): {text: string | undefined; count: number} => ({text, count: ++count});
	writeFiles(path, {'cpu.stat': 'a 1\n'});
	const first = folder.parse('cpu.stat', parse);
	t.is(folder.parse('cpu.stat', parse), first);
	writeFiles(path, {'cpu.stat': 'a 2\n'});
	t.deepEqual(folder.parse('cpu.stat', parse), {text: 'a 2\n', count: 2});
	t.deepEqual(folder.parse('io.stat', parse), {text: undefined, count: 3});
});

test('a setting that is missing is asked for once in its rounds too', t => {
	const path = createFolder(t);
	const folder = new KeptFolder(path);
	folder.startRound();
	t.is(folder.readSetting('memory.peak'), undefined);
	writeFiles(path, {'memory.peak': '1\n'});
	folder.startRound();
	t.is(folder.readSetting('memory.peak'), undefined);
	folder.close();
});

test('what is in the way is told once for each group, a missing file is not', t => {
	const path = createFolder(t);
	for (const name of ['cpuacct.usage', 'cpu.stat', 'memory.current', 'memory.stat', 'blkio.throttle.io_serviced_recursive', 'pids.current', 'freezer.state']) {
		denyFile(`${path}/${name}`);
	}

	mkdirSync(`${path}/io.stat`);
	const folder = new KeptFolder(path);
	folder.startRound();
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
	const folder = new KeptFolder(path);
	folder.startRound();
	folder.read('io.stat');
	t.deepEqual(folder.listProblems(), [{group: 'io', status: 'failed', reason: `${path}/io.stat cannot be read (EISDIR).`}]);
});

test('a folder that is not there is gone', t => {
	const folder = new KeptFolder('/nowhere/at/all');
	folder.startRound();
	t.is(folder.read('cpu.stat'), undefined);
	t.true(folder.isGone());
});

test('a lost file alone is a controller that was switched off; a cgroup is gone with its directory, though another has its name', async t => {
	const parent = createFolder(t);
	const path = `${parent}/cgroup`;
	mkdirSync(path);
	writeFileSync(`${path}/cpu.stat`, 'usage_usec 1\n');
	const lose = await createVanishingFile(`${path}/memory.current`);
	const folder = new KeptFolder(path);
	t.teardown(() => {
		folder.close();
	});
	folder.startRound();
	t.truthy(folder.read('memory.current'));
	t.truthy(folder.read('cpu.stat'));
	t.false(folder.isGone());

	await lose();
	folder.startRound();
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
