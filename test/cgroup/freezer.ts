import test from 'ava';
import {readFreezerState, readFrozenEvent} from '../../source/cgroup/freezer.js';
import {createTextFolder} from '../support/damage.js';

test('a paused container on v1', t => {
	const read = (text: string): boolean | undefined => readFreezerState(createTextFolder({'freezer.state': text}));
	t.true(read('FROZEN\n'));
	t.false(read('THAWED\n'));
	t.false(read('FREEZING\n'), 'not there yet');
	for (const text of ['', 'FROZEN', 'frozen\n', 'THAWED\nFROZEN\n', 'x\n']) {
		t.is(read(text), undefined, JSON.stringify(text));
	}

	t.is(readFreezerState(createTextFolder({})), undefined);
});

test('a paused container on v2', t => {
	const read = (text: string): boolean | undefined => readFrozenEvent(createTextFolder({'cgroup.events': text}));
	t.true(read('populated 1\nfrozen 1\n'));
	t.false(read('populated 1\nfrozen 0\n'));
	t.is(read('populated 1\n'), undefined, 'before kernel 5.2');
	t.is(read('populated 1\nfrozen 1'), undefined);
	t.is(readFrozenEvent(createTextFolder({})), undefined);
});
