import test from 'ava';
import {readPids} from '../../source/cgroup/pids.js';
import {createTextFolder, findWrongNumbers} from '../support/damage.js';

const limited = {'pids.current': '12\n', 'pids.max': '50\n', 'pids.events': 'max 103\n'};

test('processes and their limit', t => {
	t.deepEqual(readPids(createTextFolder(limited)), {current: 12, limit: 50, refused: 103});
	t.deepEqual(readPids(createTextFolder({...limited, 'pids.max': 'max\n'})), {current: 12, limit: 'max', refused: 103});
});

test('what this kernel does not tell is unknown', t => {
	t.deepEqual(readPids(createTextFolder({'pids.current': '1\n'})), {current: 1, limit: undefined, refused: undefined});
	t.is(readPids(createTextFolder({'pids.max': '50\n'})), undefined, 'the controller is off');
	t.is(readPids(createTextFolder({})), undefined);
});

test('a damaged file gives the true number or none', t => {
	t.deepEqual(findWrongNumbers(limited, readPids), []);
});
