import process from 'node:process';
import test from 'ava';
import {readConfinement} from '../../source/process/confinement.js';

test('Docker\'s usual container: default capabilities, a seccomp filter, covered paths', t => {
	const confinement = readConfinement('test/fixtures/cgroup2/proc', 750);
	t.like(confinement, {
		seccomp: 'filter',
		hasNoNewPrivileges: false,
		label: 'unconfined',
		userId: 0,
		userMap: [{inside: 0, outside: 0, count: 4_294_967_295}],
		isRootReadOnly: false,
		reactsToTerminate: false,
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

test('a process that is not there has no confinement', t => {
	t.is(readConfinement('/proc', 999_999_999), undefined);
});

test('reads a living process', t => {
	t.is(readConfinement('/proc', process.pid)?.userId, process.geteuid?.());
});
