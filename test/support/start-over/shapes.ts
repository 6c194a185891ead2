import {randomBytes} from 'node:crypto';
import type {EngineDocument} from '../../../source/engine/engine.js';

// Several test runs can share an engine, and engines share their machine's networks and ports.
const [high = 0, low = 0] = randomBytes(2);

/** Begins every name that this process makes on the engine. */
export const prefix = `dd-${randomBytes(4).toString('hex')}`;
const netOne = `10.${192 + (high % 32)}.${low}`;
const netTwo = `10.${224 + (high % 32)}.${low}`;
const port = 20_000 + (((high * 256) + low) % 10_000);

/** An image with an entrypoint, a command, a health check, a volume and a port: its Dockerfile. */
export const entryImage = `${prefix}-entry:1`;
export const entryDockerfile = [
	'FROM lab:1', 'RUN printf "#!/bin/sh\\nexec sleep 3000\\n" >/bin/forever && chmod +x /bin/forever', 'USER 0', 'ENV ENTRY=1', 'VOLUME /srv/data', 'EXPOSE 8080',
	'HEALTHCHECK --interval=1s CMD true', 'ENTRYPOINT ["sleep"]', 'CMD ["5000"]',
].join('\n');

/** A container as somebody might have made it. */
export type Shape = {
	/** What is special about it. */
	readonly title: string;
	/** Of `docker create`, before the image. */
	readonly flags?: readonly string[];
	/** After the image; its own command unless told. */
	readonly command?: readonly string[];
	/** `lab:1` unless told. */
	readonly image?: string;
	/** `docker` commands for the created container, before it is started; `NAME` is its name. */
	readonly created?: ReadonlyArray<readonly string[]>;
	/** `docker` commands for the running container. */
	readonly running?: ReadonlyArray<readonly string[]>;
	/** What it is when it is started over; `running` unless told. */
	readonly state?: 'created' | 'running' | 'paused' | 'exited' | 'restarting';
	/** Paths of anonymous volumes, which are replaced. */
	readonly fresh?: readonly string[];
	/** Nothing can be broken in it. */
	readonly isReadOnly?: boolean;
	/** What the shape says about the inspect document, of the old container and of the new one. */
	readonly has?: EngineDocument;
	/** What not every machine lets a container have. */
	readonly needs?: 'privileged' | 'swap';
};

/** Networks and volumes that shapes are on: made once, PREFIX is put in. */
export const surroundings: ReadonlyArray<readonly string[]> = [
	['network', 'create', '--subnet', '10.231.1.0/24', 'PREFIX-one'],
	['network', 'create', '--subnet', '10.231.2.0/24', 'PREFIX-two'],
	['volume', 'create', 'PREFIX-keep'],
	['create', '--name', 'PREFIX-host', '--init', '--stop-timeout', '1', '--ipc', 'shareable', '-v', '/shared', '-v', 'PREFIX-keep:/kept', 'lab:1'],
	['start', 'PREFIX-host'],
];

export const shapes: readonly Shape[] = [
	{title: 'nothing special'},
	{title: 'its command overridden, with odd characters', command: ['sh', '-c', 'echo "$HOME" \'a\' `b` \\ | cat; exec sleep 1000']},
	{title: 'its entrypoint overridden', flags: ['--entrypoint', '/bin/sh'], command: ['-c', 'exec sleep 1000']},
	{title: 'an image with an entrypoint, used', image: entryImage, command: ['1000']},
	{title: 'an image with an entrypoint, cleared', image: entryImage, flags: ['--entrypoint', ''], command: ['sleep', '1000']},
	{title: 'an image with an entrypoint, another in its place and no command', image: entryImage, flags: ['--entrypoint', '/bin/forever']},
	{title: 'environment with odd characters', flags: ['-e', 'EMPTY=', '-e', 'SPACES= a  b ', '-e', 'QUOTES=it\'s "so"', '-e', 'LINES=one\ntwo\t3', '-e', 'DOLLAR=$HOME`x`', '-e', 'UTF=grün ✓', '-e', 'LAB=2']},
	{title: 'a user and groups', flags: ['--user', '0:0', '--group-add', '5', '--group-add', '7']},
	{title: 'a working directory', flags: ['--workdir', '/tmp']},
	{title: 'a host name and a domain', flags: ['--hostname', 'chosen', '--domainname', 'example.test']},
	{title: 'labels, with a value that is the image\'s and odd ones', flags: ['--label', 'lab=dockdash', '--label', 'a.b/c=x=y z', '--label', 'none', '--label', 'com.docker.compose.project=p', '--label', 'com.docker.compose.service=s']},
	{title: 'a health check', flags: ['--health-cmd', 'test -e /bin/busybox && echo "ok"', '--health-interval', '1s', '--health-timeout', '1500ms', '--health-retries', '2', '--health-start-period', '5s']},
	{title: 'the image\'s health check switched off', image: entryImage, flags: ['--no-healthcheck'], command: ['1000']},
	{title: 'a stop signal', flags: ['--stop-signal', 'SIGUSR1'], command: ['sh', '-c', 'trap "exit 0" USR1; while :; do sleep 0.1; done']},
	{title: 'a terminal', flags: ['-t']},
	{title: 'stdin kept open', flags: ['-i'], command: ['cat']},
	{title: 'a terminal and stdin', flags: ['-i', '-t'], command: ['sh']},
	{title: 'a named volume', flags: ['-v', 'PREFIX-keep:/keep']},
	{title: 'binds, read-only and with propagation', flags: ['-v', '/proc/version:/etc/version:ro', '-v', '/usr:/host-usr:ro,rprivate']},
	{title: 'an anonymous volume', flags: ['-v', '/data'], fresh: ['/data']},
	{title: 'the image\'s own volume', image: entryImage, command: ['1000'], fresh: ['/srv/data']},
	{title: 'the image\'s own volume, named', image: entryImage, flags: ['-v', 'PREFIX-keep:/srv/data'], command: ['1000']},
	{
		title: 'mounts with every option', flags: [
			'--mount',
			'type=volume,source=PREFIX-keep,target=/m1,readonly,volume-nocopy=true',
			'--mount',
			'type=bind,source=/usr,target=/m2,readonly,bind-propagation=rprivate',
			'--mount',
			'type=tmpfs,target=/m3,tmpfs-size=1048576,tmpfs-mode=1770',
		],
	},
	{title: 'an anonymous volume by --mount', flags: ['--mount', 'type=volume,target=/data,volume-label=a=b'], fresh: ['/data']},
	{title: 'a tmpfs', flags: ['--tmpfs', '/scratch:rw,size=1m,noexec', '--tmpfs', '/plain']},
	{title: 'volumes from another one', flags: ['--volumes-from', 'PREFIX-host:ro']},
	{title: 'a published port', flags: ['-p', '127.0.0.1:48311:80', '-p', '48312:90/udp']},
	{title: 'random ports', flags: ['-p', '80', '-p', '127.0.0.1::81']},
	{title: 'all ports of the image', image: entryImage, flags: ['-P', '--expose', '99'], command: ['1000']},
	{title: 'a port only exposed', flags: ['--expose', '70/udp']},
	{title: 'a network with an alias', flags: ['--network', 'PREFIX-one', '--network-alias', 'a1', '--network-alias', 'a2']},
	{title: 'a network with an address of its own', flags: ['--network', 'PREFIX-one', '--ip', '10.231.1.77']},
	{
		title: 'two networks, with addresses and aliases', flags: ['--network', 'PREFIX-one', '--ip', '10.231.1.78', '--network-alias', 'first'],
		created: [['network', 'connect', '--ip', '10.231.2.78', '--alias', 'second', 'PREFIX-two', 'NAME']],
	},
	{title: 'a network joined while it ran, and the bridge', running: [['network', 'connect', '--alias', 'late', 'PREFIX-one', 'NAME']]},
	{
		title: 'another network than it was made on', running: [['network', 'connect', 'PREFIX-one', 'NAME'], ['network', 'disconnect', 'bridge', 'NAME']],
	},
	{title: 'no network any more', running: [['network', 'disconnect', 'bridge', 'NAME']]},
	{title: 'the host\'s network', flags: ['--network', 'host']},
	{title: 'the host\'s network and a host name', flags: ['--network', 'host', '--hostname', 'chosen']},
	{title: 'no network at all', flags: ['--network', 'none']},
	{title: 'another one\'s network', flags: ['--network', 'container:PREFIX-host']},
	{title: 'another one\'s processes and shared memory', flags: ['--pid', 'container:PREFIX-host', '--ipc', 'container:PREFIX-host']},
	{title: 'the host\'s processes, ipc and host name', flags: ['--pid', 'host', '--ipc', 'host', '--uts', 'host']},
	{title: 'a link', flags: ['--link', 'PREFIX-host:db']},
	{title: 'a link on a network of one\'s own', flags: ['--network', 'PREFIX-one', '--link', 'PREFIX-host:db']},
	{title: 'name servers and hosts', flags: ['--dns', '10.9.9.9', '--dns-option', 'ndots:2', '--dns-search', 'example.test', '--add-host', 'db:10.1.1.1', '--add-host', 'gate:host-gateway']},
	{title: 'a hardware address', body: {MacAddress: '02:42:0a:e7:01:63'}},
	{title: 'memory', flags: ['--memory', '64m', '--memory-reservation', '32m', '--oom-kill-disable']},
	{title: 'memory without swap', flags: ['--memory', '64m', '--memory-swap', '64m'], needs: 'swap'},
	{title: 'CPUs', flags: ['--cpus', '0.5', '--cpu-shares', '512', '--cpuset-cpus', '0']},
	{title: 'CPU period and quota', flags: ['--cpu-period', '50000', '--cpu-quota', '20000', '--cpuset-mems', '0']},
	{title: 'block I/O', flags: ['--blkio-weight', '300', '--device-read-bps', '/dev/vda:1mb', '--device-write-iops', '/dev/vda:100']},
	{title: 'pids and ulimits', flags: ['--pids-limit', '50', '--ulimit', 'nofile=512:1024', '--ulimit', 'core=0']},
	{title: 'kernel parameters and shared memory', flags: ['--sysctl', 'net.core.somaxconn=1024', '--shm-size', '32m', '--oom-score-adj', '300']},
	{title: 'devices', flags: ['--device', '/dev/null:/dev/nothing:r', '--device-cgroup-rule', 'c 1:3 rwm']},
	{title: 'capabilities and security options', flags: ['--cap-drop', 'ALL', '--cap-add', 'NET_BIND_SERVICE', '--security-opt', 'no-new-privileges', '--security-opt', 'seccomp=unconfined', '--security-opt', 'systempaths=unconfined']},
	{title: 'privileges', flags: ['--privileged'], needs: 'privileged'},
	{title: 'a read-only root', flags: ['--read-only', '--tmpfs', '/tmp']},
	{title: 'its own cgroup namespace and parent', flags: ['--cgroup-parent', '/dockdash-parent']},
	{title: 'a log driver with options', flags: ['--log-driver', 'json-file', '--log-opt', 'max-size=1m', '--log-opt', 'max-file=2']},
	{title: 'another log driver', flags: ['--log-driver', 'local']},
	{title: 'no log', flags: ['--log-driver', 'none']},
	{title: 'a restart policy', flags: ['--restart', 'on-failure:3']},
	{title: 'the policy unless-stopped', flags: ['--restart', 'unless-stopped']},
	{title: 'limits changed on the fly', running: [['update', '--memory', '80m', '--memory-swap', '160m', '--cpu-shares', '300', '--pids-limit', '60', '--restart', 'always', 'NAME']]},
	{title: 'removed when it stops', flags: ['--rm', '-v', '/data'], fresh: ['/data']},
	{title: 'paused', state: 'paused'},
	{title: 'only created', state: 'created'},
	{title: 'ended', state: 'exited'},
	{title: 'in a restart loop', state: 'restarting', flags: ['--restart', 'always'], command: ['false']},
	{title: 'its command not found, so never started', state: 'created', command: ['/usr/bin/nothing']},
	{title: 'made from an image by id', image: 'ID'},
];
