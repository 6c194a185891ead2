import test from 'ava';
import {parseOwnContainerId} from '../../source/start-over/own-container.js';

const id = 'ab12'.repeat(16);
const other = 'cd34'.repeat(16);

test('is found by the mount on /etc/hostname, whatever the cgroup says', t => {
	const mountinfo = `22 1 0:20 / / rw - overlay overlay rw\n30 22 8:1 /var/lib/docker/containers/${id}/hostname /etc/hostname rw - ext4 /dev/vda rw\n`;
	t.is(parseOwnContainerId(mountinfo, '0::/\n'), id);
	t.is(parseOwnContainerId(`30 22 8:1 /containers/storage/overlay-containers/${id}/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw\n`, ''), id, 'Podman');
});

test('is found by the cgroup where there is no such mount', t => {
	t.is(parseOwnContainerId('', `12:memory:/docker/${id}\n0::/\n`), id);
	t.is(parseOwnContainerId('', `0::/system.slice/docker-${id}.scope\n`), id);
});

test('on a host there is none, though the mounts of all containers are there', t => {
	const mountinfo = `40 22 0:50 / /var/lib/docker/containers/${other}/mounts/shm rw - tmpfs shm rw\n`;
	t.is(parseOwnContainerId(mountinfo, '0::/user.slice/user-0.slice/session-1.scope\n'), undefined);
});
