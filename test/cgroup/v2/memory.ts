import test from 'ava';
import {readMemory} from '../../../source/cgroup/v2/memory.js';
import type {MemoryReading} from '../../../source/metrics/reading.js';
import {createTextFolder, findWrongNumbers, readTexts, type Texts} from '../../support/damage.js';
import {readMachine} from '../../support/machine.js';

const {find} = readMachine('test/fixtures/cgroup2');
const textsOf = (name: string): Texts => readTexts(`test/fixtures/cgroup2/cgroup/system.slice/docker-${find(name).id}.scope`);
const limited = textsOf('limited');
const read = (changes: Readonly<Record<string, string | undefined>>): MemoryReading | undefined => readMemory(createTextFolder({...limited, ...changes} as Texts));

test('limits are numbers or none', t => {
	t.like(read({'memory.max': 'max\n', 'memory.high': '1048576\n', 'memory.low': '4096\n', 'memory.swap.max': '0\n'}), {
		limitBytes: 'max', highBytes: 1_048_576, lowBytes: 4096, swapLimitBytes: 0,
	});
});

test('events are told apart', t => {
	t.like(read({'memory.events': 'low 1\nhigh 2\nmax 3\noom 4\noom_kill 5\noom_group_kill 6\n'}), {highEvents: 2, limitEvents: 3, oomEvents: 4, oomKills: 5});
});

test('refaults are the sum of both kinds, or what older kernels tell', t => {
	t.is(read({'memory.stat': 'workingset_refault_anon 3\nworkingset_refault_file 4\n'})?.refaultedPages, 7);
	t.is(read({'memory.stat': 'workingset_refault 5\n'})?.refaultedPages, 5);
	t.is(read({'memory.stat': 'anon 1\n'})?.refaultedPages, undefined);
});

test('the peak is never below what is used now, though it was read before that', t => {
	t.like(read({'memory.current': '200\n', 'memory.peak': '100\n'}), {currentBytes: 200, peakBytes: 200});
	t.like(read({'memory.current': '200\n', 'memory.peak': '300\n'}), {currentBytes: 200, peakBytes: 300});
	t.is(read({'memory.current': '200\n', 'memory.peak': undefined})?.peakBytes, undefined, 'used now is no peak');
});

test('what an older kernel does not tell is unknown', t => {
	t.like(read({'memory.peak': undefined, 'memory.swap.current': undefined, 'memory.swap.max': undefined}), {
		currentBytes: 1_433_600, peakBytes: undefined, swapBytes: undefined, swapLimitBytes: undefined,
	});
	t.like(read({'memory.stat': 'anon 61440\nfile 1048576\n'}), {anonBytes: 61_440, fileBytes: 1_048_576, kernelBytes: undefined, slabBytes: undefined, inactiveFileBytes: undefined});
	t.like(read({'memory.stat': undefined, 'memory.events': undefined}), {currentBytes: 1_433_600, anonBytes: undefined, oomKills: undefined, limitEvents: undefined});
	t.is(readMemory(createTextFolder({})), undefined, 'the controller is off');
});

test('a damaged file gives the true number or none', t => {
	for (const name of ['limited', 'oomchild']) {
		t.deepEqual(findWrongNumbers(textsOf(name), readMemory), []);
	}
});
