import test, {type ExecutionContext} from 'ava';
import {countProcesses, readMembers} from '../../source/cgroup/members.js';
import type {Directories} from '../../source/cgroup/scan.js';
import {createFolder, writeFiles} from '../support/machine.js';

function makeCgroup(t: ExecutionContext, files: Readonly<Record<string, string>>): Directories {
	const folder = createFolder(t);
	writeFiles(folder, files);
	return new Map([['unified', folder]]);
}

test('the processes of a cgroup are its own and those of the cgroups below it', t => {
	const directories = makeCgroup(t, {'cgroup.procs': '11\n', 'container/cgroup.procs': '12\n13\n', 'container/init.scope/cgroup.procs': '14\n'});
	t.deepEqual(readMembers(directories).toSorted((one, other) => one - other), [11, 12, 13, 14]);
	t.is(countProcesses(directories), 1, 'those of its own');
});

test('what is no pid, or one that our own pid namespace hides, is left out, and a cgroup that is gone has none', t => {
	t.deepEqual(readMembers(makeCgroup(t, {'cgroup.procs': '0\n12\nx\n-1\n'})), [12]);
	const gone: Directories = new Map([['unified', '/nowhere']]);
	t.deepEqual([readMembers(gone), countProcesses(gone)], [[], undefined]);
	t.deepEqual([readMembers(new Map()), countProcesses(new Map())], [[], undefined]);
});

test('on v1 the tree that counts processes tells them, and any other where it is not there', t => {
	const folder = createFolder(t);
	writeFiles(folder, {'pids/cgroup.procs': '1\n', 'memory/cgroup.procs': '2\n3\n'});
	t.deepEqual(readMembers(new Map([['memory', `${folder}/memory`], ['pids', `${folder}/pids`]])), [1]);
	t.is(countProcesses(new Map([['memory', `${folder}/memory`]])), 2);
});
