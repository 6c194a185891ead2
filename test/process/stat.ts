import {readFileSync} from 'node:fs';
import test from 'ava';
import {parseStat} from '../../source/process/stat.js';

const text = readFileSync('test/fixtures/cgroup1/proc/12002/stat', 'utf8');

test('reads the counters of a recorded process', t => {
	const fields = text.trimEnd().split(' ');
	t.deepEqual(parseStat(text), {
		command: 'sh',
		state: 'running',
		parentPid: Number(fields[3]),
		cpuMicroseconds: (Number(fields[13]) + Number(fields[14])) * 10_000,
		threads: 1,
		startTicks: Number(fields[21]),
	});
});

test('a command may hold whatever its owner likes', t => {
	const {command, startTicks} = parseStat(text.replace('(sh)', '(a) S 1 (b) )')) ?? {};
	t.is(command, 'a) S 1 (b) ');
	t.is(startTicks, parseStat(text)?.startTicks);
});

test('what was cut off is nothing', t => {
	for (let length = 0; length < text.length; length++) {
		t.is(parseStat(text.slice(0, length)), undefined);
	}
});
