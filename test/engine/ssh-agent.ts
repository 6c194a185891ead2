import test from 'ava';
import {sshArguments} from '../../source/engine/ssh-agent.js';

test('ssh is asked as the Docker CLI asks it, and never asks back', t => {
	t.is(
		sshArguments({
			kind: 'ssh', host: 'lab', port: 2222, user: 'me', remoteSocket: '/run/podman.sock',
		}).join(' '),
		'-T -o BatchMode=yes -o ConnectTimeout=15 -l me -p 2222 -- lab docker --host unix:///run/podman.sock system dial-stdio',
	);
	t.is(
		sshArguments({
			kind: 'ssh', host: 'lab', port: undefined, user: undefined, remoteSocket: undefined,
		}).join(' '),
		'-T -o BatchMode=yes -o ConnectTimeout=15 -- lab docker system dial-stdio',
	);
});
