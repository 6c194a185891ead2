import test from 'ava';
import {openDirectories} from '../../source/cgroup/read.js';
import {createTextKeeper} from '../../source/cgroup/texts.js';
import {createFolder, readMachine, writeFiles} from '../support/machine.js';

test('the texts that a reading was made of are kept, each with its path, until they are cleared', t => {
	const folder = createFolder(t);
	writeFiles(folder, {'pids.current': '1\n', 'pids.max': 'max\n', 'cpu.stat': 'usage_usec 7\n', 'cgroup.type': 'nobody asks for it\n'});
	const keeper = createTextKeeper();
	const cgroup = openDirectories(readMachine('test/fixtures/cgroup2').hierarchy, new Map([['unified', folder]]), keeper.lens);
	cgroup.read();
	writeFiles(folder, {'pids.current': '2\n', 'cpu.stat': 'usage_usec 8\n'});
	t.deepEqual(keeper.list(), [
		{path: `${folder}/cpu.stat`, text: 'usage_usec 7\n'},
		{path: `${folder}/pids.current`, text: '1\n'},
		{path: `${folder}/pids.max`, text: 'max\n'},
	], 'as they were read, not as they are now');
	keeper.clear();
	cgroup.read();
	t.is(keeper.list().find(({path}) => path.endsWith('/pids.current'))?.text, '2\n');
	cgroup.close();
});
