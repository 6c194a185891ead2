import {readFileSync} from 'node:fs';
import test from 'ava';
import {parseStatus, reactsToTerminate} from '../../source/process/status.js';

const sleep = readFileSync('test/fixtures/podman/proc/1136/status', 'utf8');
const shell = readFileSync('test/fixtures/cgroup2/proc/908/status', 'utf8');

test('reads who the process is, inside and outside', t => {
	t.like(parseStatus(sleep), {
		name: 'sleep',
		userId: 1000,
		namespacePids: [1136, 1],
		threads: 1,
		hasNoNewPrivileges: false,
		seccomp: 'filter',
		capabilities: {effective: 0x80_04_05_FBn, permitted: 0x80_04_05_FBn, bounding: 0x80_04_05_FBn},
	});
});

test('a kernel that does not tell leaves the field unknown', t => {
	const text = sleep.replaceAll(/^(?:NSpid|NoNewPrivs|Seccomp|VmRSS).*\n/gmv, '');
	t.like(parseStatus(text), {
		namespacePids: [], hasNoNewPrivileges: undefined, seccomp: undefined, residentBytes: undefined,
	});
});

test('a mask that was cut off is unknown, not a smaller one', t => {
	const cut = sleep.slice(0, sleep.indexOf('CapEff') + 12);
	t.is(parseStatus(cut).capabilities.effective, undefined);
	t.is(parseStatus(sleep.replace(/CapEff:\t\d/v, 'CapEff:\t')).capabilities.effective, undefined);
});

const status = (caught: string, ignored: string, blocked: string, pids: string): string =>
	`NSpid:\t${pids}\nSigBlk:\t${blocked}\nSigIgn:\t${ignored}\nSigCgt:\t${caught}\n`;
const none = '0000000000000000';
const terminate = '0000000000004000';

const asleep = 'hrtimer_nanosleep';
const reactions: ReadonlyArray<readonly [why: string, text: string, reacts: boolean | undefined, waitsIn?: string]> = [
	['process 1 that waits for signals, as docker-init does nearly always', status(none, none, none, '758\t1'), true, 'do_sigtimedwait.isra.0'],
	['process 1 of which is not known what it waits for', status(none, none, none, '758\t1'), undefined],
	['process 1 of another user, of which the kernel does not tell us what it waits for', status(none, none, none, '758\t1'), undefined, '0'],
	['process 1 without a handler that runs, and so waits for nothing', `State:\tR (running)\n${status(none, none, none, '758\t1')}`, false, '0'],
	['process 1 without a handler does not notice', status(none, none, none, '758\t1'), false, asleep],
	['process 1 with a handler', status(terminate, none, none, '758\t1'), true],
	['process 1 that has it blocked, as docker-init between two waits', status(none, none, terminate, '758\t1'), true],
	['another process ends by it', status(none, none, none, '758\t7'), true],
	['another process that ignores it', status(none, terminate, none, '758\t7'), false],
	['a process in the host\'s pid namespace', status(none, none, none, '758'), true],
	['unknown where the kernel does not tell', 'Name:\tx\n', undefined],
	['a real shell that was told to trap it', shell, true],
	['a real sleep', sleep, false, asleep],
];

for (const [why, text, reacts, waitsIn] of reactions) {
	test(`SIGTERM: ${why}`, t => {
		t.is(reactsToTerminate(parseStatus(text), waitsIn), reacts);
	});
}
