import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {readMembers} from '../../source/cgroup/members.js';

function makeCgroup(files: Readonly<Record<string, string>>): string {
	const directory = mkdtempSync(path.join(tmpdir(), 'dockdash-members-'));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(path.join(directory, path.dirname(name)), {recursive: true});
		writeFileSync(path.join(directory, name), text);
	}

	return directory;
}

test('the processes of a cgroup are its own and those of the cgroups below it', t => {
	const directory = makeCgroup({'cgroup.procs': '', 'container/cgroup.procs': '12\n13\n', 'container/init.scope/cgroup.procs': '14\n'});
	t.deepEqual(readMembers(directory).toSorted((one, other) => one - other), [12, 13, 14]);
});

test('what is no pid, or one that our own pid namespace hides, is left out, and a cgroup that is gone has none', t => {
	t.deepEqual(readMembers(makeCgroup({'cgroup.procs': '0\n12\nx\n-1\n'})), [12]);
	t.deepEqual(readMembers('/nowhere'), []);
});
