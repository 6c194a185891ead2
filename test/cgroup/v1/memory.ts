import test from 'ava';
import {parseLimit, readMemory} from '../../../source/cgroup/v1/memory.js';
import type {MemoryReading} from '../../../source/metrics/reading.js';
import {createTextFolder, findWrongNumbers, readTexts, type Texts} from '../../support/damage.js';
import {readMachine} from '../../support/machine.js';

const {find} = readMachine('test/fixtures/cgroup1');
const textsOf = (name: string): Texts => readTexts(`test/fixtures/cgroup1/cgroup/memory/docker/${find(name).id}`);
const limited = textsOf('limited');
const read = (changes: Readonly<Record<string, string | undefined>>): MemoryReading | undefined => readMemory(createTextFolder({...limited, ...changes} as Texts));

test('a limit near 2^63 is none, whatever the size of a page', t => {
	for (const [text, expected] of [
		['9223372036854771712\n', 'max'],
		['9223372036854710272\n', 'max'],
		['9223372036854775807\n', 'max'],
		['18446744073709551615\n', 'max'],
		['67108864\n', 67_108_864],
		['0\n', 0],
		['1125899906842624\n', 2 ** 50],
		['9223372036854771712', undefined],
		['max\n', undefined],
		['-1\n', undefined],
	] as const) {
		t.is(parseLimit(text), expected, text);
	}
});

test('what is below the cgroup counts: the fields that begin with total_', t => {
	const stat = [
		'cache 1', 'rss 2', 'shmem 3', 'swap 4', 'pgmajfault 5', 'inactive_file 6', 'active_file 7',
		'total_cache 11', 'total_rss 12', 'total_shmem 13', 'total_swap 14', 'total_pgmajfault 15', 'total_inactive_file 16', 'total_active_file 17',
		'total_workingset_refault_anon 20', 'total_workingset_refault_file 22', '',
	].join('\n');
	t.like(read({'memory.stat': stat}), {fileBytes: 11, anonBytes: 12, shmemBytes: 13, swapBytes: 14, majorFaults: 15, inactiveFileBytes: 16, activeFileBytes: 17, refaultedPages: 42});
});

test('the swap limit is what both together have more than memory', t => {
	const unlimited = '9223372036854771712\n';
	for (const [both, memory, expected] of [
		['100663296\n', '67108864\n', 33_554_432],
		['67108864\n', '67108864\n', 0],
		[unlimited, '67108864\n', 'max'],
		[unlimited, unlimited, 'max'],
		['100663296\n', unlimited, undefined],
		['1\n', '2\n', undefined],
		['100663296\n', undefined, undefined],
		[undefined, '67108864\n', undefined],
	] as const) {
		t.is(read({'memory.memsw.limit_in_bytes': both, 'memory.limit_in_bytes': memory})?.swapLimitBytes, expected, `${both} over ${memory}`);
	}
});

test('the peak is never below what is used now, though it was read before that', t => {
	t.is(read({'memory.usage_in_bytes': '200\n', 'memory.max_usage_in_bytes': '100\n'})?.peakBytes, 200);
	t.is(read({'memory.usage_in_bytes': '200\n', 'memory.max_usage_in_bytes': '300\n'})?.peakBytes, 300);
	t.is(read({'memory.usage_in_bytes': '200\n', 'memory.max_usage_in_bytes': undefined})?.peakBytes, undefined, 'used now is no peak');
});

test('a kernel without swap accounting, kernel memory or OOM counts', t => {
	t.like(read({'memory.memsw.limit_in_bytes': undefined, 'memory.kmem.usage_in_bytes': undefined, 'memory.kmem.tcp.usage_in_bytes': undefined}), {
		limitBytes: 67_108_864, swapLimitBytes: undefined, kernelBytes: undefined, sockBytes: undefined,
	});
	t.is(read({'memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\n'})?.oomKills, undefined, 'before kernel 4.13');
	t.like(read({'memory.stat': undefined}), {currentBytes: 356_352, inactiveFileBytes: undefined, anonBytes: undefined, refaultedPages: undefined});
	t.is(readMemory(createTextFolder({})), undefined);
});

test('a damaged file gives the true number or none', t => {
	for (const name of ['limited', 'unlimited', 'oomchild']) {
		t.deepEqual(findWrongNumbers(textsOf(name), readMemory), []);
	}
});
