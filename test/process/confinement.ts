import {mkdirSync, symlinkSync} from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {readConfinement} from '../../source/process/confinement.js';
import {copyMachine, writeFiles} from '../support/machine.js';

test('Docker\'s usual container: default capabilities, a seccomp filter, covered paths', t => {
	const confinement = readConfinement('test/fixtures/cgroup2/proc', 750);
	t.like(confinement, {
		seccomp: 'filter',
		hasNoNewPrivileges: false,
		label: 'unconfined',
		userId: 0,
		userMap: [{inside: 0, outside: 0, count: 4_294_967_295}],
		isRootReadOnly: false,
		// It was recorded without what it waits in.
		reactsToTerminate: undefined,
	});
	t.is(confinement?.effective?.length, 14);
	t.true(confinement?.bounding?.every(({isDefault}) => isDefault));
	t.true(confinement?.maskedPaths?.includes('/proc/kcore'));
	t.true(confinement?.maskedPaths?.includes('/sys/firmware'));
	t.true(confinement?.readOnlyPaths?.includes('/proc/sys'));
	t.true(confinement?.readOnlyPaths?.includes('/sys'));
	t.false(confinement?.maskedPaths?.includes('/proc'));
});

test('rootless Podman: root inside is a user outside', t => {
	t.like(readConfinement('test/fixtures/podman/proc', 1136), {
		userId: 1000,
		userMap: [{inside: 0, outside: 1000, count: 1}, {inside: 1, outside: 100_000, count: 65_536}],
	});
});

test('process 1 that sleeps does not notice SIGTERM, one that waits for signals does', t => {
	const procRoot = `${copyMachine(t, 'test/fixtures/cgroup2')}/proc`;
	writeFiles(procRoot, {'750/wchan': 'hrtimer_nanosleep'});
	t.false(readConfinement(procRoot, 750)?.reactsToTerminate);
	writeFiles(procRoot, {'750/wchan': 'do_sigtimedwait'});
	t.true(readConfinement(procRoot, 750)?.reactsToTerminate);
});

test('a /dev that leads out of the container is not followed', t => {
	const procRoot = `${copyMachine(t, 'test/fixtures/cgroup2')}/proc`;
	t.is(readConfinement(procRoot, 750)?.devices, undefined);
	mkdirSync(`${procRoot}/750/root`);
	symlinkSync('/dev', `${procRoot}/750/root/dev`);
	t.is(readConfinement(procRoot, 750)?.devices, undefined);
});

test('a process that is not there has no confinement', t => {
	t.is(readConfinement('/proc', 999_999_999), undefined);
});

test('reads a living process', t => {
	const confinement = readConfinement('/proc', process.pid);
	t.is(confinement?.userId, process.geteuid?.());
	t.false(confinement?.devices?.includes('/dev/null'));
});
