import {execFileSync} from 'node:child_process';
import process from 'node:process';
import test from 'ava';

test('the tables of README.md are those of the program\'s own lists', t => {
	t.notThrows(() => {
		execFileSync(process.execPath, ['build/scripts/tables.js', '--check'], {stdio: ['ignore', 'ignore', 'inherit']});
	});
});
