import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdir, rename, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import test from 'ava';
import {defaultChoices} from '../../source/replacement.js';
import {
	beginJournal, journalFolder, listJournals, type StartOverRecord, takeJournal,
} from '../../source/start-over/journal.js';
import {isAlive, isSelf, self} from '../../source/start-over/owner.js';
import {createFolder} from '../support/machine.js';
import {planRecorded} from '../support/start-over/recorded.js';

const {recipe, inspect} = planRecorded('plain');
const record: StartOverRecord = {
	version: 1,
	engine: {address: 'unix:///engine.sock', hostName: 'lab-7'},
	set: 'a1b2c3d4',
	beganAt: 1000,
	phase: 'begun',
	keepUntil: undefined,
	name: 'web',
	after: [],
	oldId: inspect.id,
	newName: 'web.dockdash-new-a1b2c3d4',
	newId: undefined,
	status: 'running',
	isUnhealthy: false,
	restartPolicy: 'no',
	isRemovedOnExit: false,
	choices: defaultChoices,
	savedAs: undefined,
	inside: [],
	steps: ['captured'],
	isStopBegun: false,
	recipe,
	document: inspect.document,
};

/** A process that has ended. */
async function endedPid(): Promise<number> {
	const child = spawn(process.execPath, ['--version'], {stdio: 'ignore'});
	await once(child, 'close');
	return child.pid ?? 0;
}

test('what was written is read again, by whoever comes next', async t => {
	const folder = path.join(createFolder(t), 'start-over');
	const journal = await beginJournal(folder, record);
	await journal.write({newId: 'f'.repeat(64), steps: ['captured', 'created']});
	const [found, ...others] = await listJournals(folder);
	t.deepEqual(others, []);
	t.true(found !== undefined && isSelf(found.owner));
	t.like(found?.record, {
		name: 'web', newId: 'f'.repeat(64), steps: ['captured', 'created'], document: inspect.document,
	});
	await journal.remove();
	t.deepEqual(await readdir(folder), []);
});

test('only its user can read it: environment variables hold secrets', async t => {
	const folder = path.join(createFolder(t), 'start-over');
	await beginJournal(folder, record);
	const [name] = await readdir(folder);
	const {mode: folderMode} = await stat(folder);
	const {mode} = await stat(path.join(folder, name ?? ''));
	t.is(folderMode & 0o777, 0o700);
	t.is(mode & 0o777, 0o600);
});

test('of two that want a journal whose owner has ended, one gets it', async t => {
	const folder = path.join(createFolder(t), 'start-over');
	await beginJournal(folder, record);
	const [own] = await readdir(folder);
	const orphan = `${inspect.shortId}.${self.hostName}.${await endedPid()}.123.json`;
	await rename(path.join(folder, own ?? ''), path.join(folder, orphan));
	const [found] = await listJournals(folder);
	t.false(found === undefined || isAlive(found.owner));
	const taken = found === undefined ? [] : await Promise.all([takeJournal(found), takeJournal(found)]);
	t.is(taken.filter(journal => journal !== undefined).length, 1);
	const [after] = await listJournals(folder);
	t.true(after !== undefined && isSelf(after.owner));
});

test('a journal that cannot be understood is named, and left alone', async t => {
	const folder = path.join(createFolder(t), 'start-over');
	await beginJournal(folder, record);
	const damaged = `${'0'.repeat(12)}.${self.hostName}.1.1.json`;
	const later = `${'1'.repeat(12)}.${self.hostName}.1.1.json`;
	await writeFile(path.join(folder, damaged), '{"version":1,');
	await writeFile(path.join(folder, later), JSON.stringify({...record, version: 2}));
	const found = await listJournals(folder);
	const unreadable = found.filter(journal => journal.record === undefined);
	t.deepEqual(unreadable.map(({path: file}) => path.basename(file)).toSorted(), [damaged, later]);
	t.is(await takeJournal(unreadable[0]!), undefined);
	const names = await readdir(folder);
	t.is(names.length, 3);
});

test('a write that its process did not end leaves the journal as it was', async t => {
	const folder = path.join(createFolder(t), 'start-over');
	await beginJournal(folder, record);
	const draft = `${inspect.shortId}.${self.hostName}.${await endedPid()}.123.json.tmp`;
	await writeFile(path.join(folder, draft), '{"vers');
	const found = await listJournals(folder);
	t.is(found.length, 1);
	const names = await readdir(folder);
	t.false(names.includes(draft));
});

test('no folder is no journal', async t => {
	t.deepEqual(await listJournals(path.join(createFolder(t), 'none')), []);
});

test('the folder is where state belongs, or where DOCKDASH_STATE says', t => {
	t.is(journalFolder({DOCKDASH_STATE: '/state'}), '/state/start-over');
	t.is(journalFolder({XDG_STATE_HOME: '/xdg'}), '/xdg/dockdash/start-over');
	t.true(journalFolder({}).endsWith('/.local/state/dockdash/start-over'));
});

test('a process is known by its start too, for its number can come to mean another', async t => {
	t.true(isAlive(self));
	t.false(isAlive({...self, startedAt: '1'}));
	t.false(isAlive({...self, pid: await endedPid()}));
	t.true(isAlive({...self, hostName: 'elsewhere', pid: 1}), 'nobody can tell from here');
});
