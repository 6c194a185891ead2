import {randomBytes} from 'node:crypto';
import type {EngineDocument} from '../../../source/engine/engine.js';

// Several test runs can share an engine, and engines share their machine's networks and ports.
const [high = 0, low = 0] = randomBytes(2);

/** Begins every name that this process makes on the engine. */
export const prefix = `dd-${randomBytes(4).toString('hex')}`;
const netOne = `10.${192 + (high % 32)}.${low}`;
const netTwo = `10.${224 + (high % 32)}.${low}`;
/** A port that no shape takes, and neither does it take the next one. */
export const sparePort = 30_000 + (((high * 256) + low) % 10_000);
/** A network that only one test uses, and takes away. */
export const spareNetwork = `${prefix}-spare`;
const port = 20_000 + (((high * 256) + low) % 10_000);

/** An image with an entrypoint, a command, a health check, a volume and a port: its Dockerfile. It is not the image of the tests beside, so that it can be removed. */
export const entryImage = `${prefix}-entry:1`;
export const entryDockerfile = [
	'FROM lab:1', String.raw`RUN printf "#!/bin/sh\nexec sleep 3000\n" >/bin/forever && chmod +x /bin/forever`, `RUN : ${prefix}`, 'USER 0', 'ENV ENTRY=1', 'VOLUME /srv/data', 'EXPOSE 8080',
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
	readonly has: EngineDocument;
	/** Not every machine lets a container have it: it refuses, or leaves it out. Then the test is skipped, and counted as such. */
	readonly isOptional?: boolean;
	/** Added to the create body, for what newer docker commands refuse to say to older engines; made without the command then. */
	readonly body?: EngineDocument;
};

/** Networks, a volume and a container that shapes are on: made once. */
export const surroundings: ReadonlyArray<readonly string[]> = [
	['network', 'create', '--subnet', `${netOne}.0/24`, `${prefix}-one`],
	['network', 'create', '--subnet', `${netTwo}.0/24`, `${prefix}-two`],
	['network', 'create', '--subnet', `10.${160 + (high % 32)}.${low}.0/24`, spareNetwork],
	['volume', 'create', `${prefix}-keep`],
	['run', '--detach', '--name', `${prefix}-host`, '--init', '--ipc', 'shareable', '--volume', '/shared', '--volume', `${prefix}-keep:/kept`, 'lab:1'],
];

const imagePath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const host = (HostConfig: EngineDocument): EngineDocument => ({HostConfig});
const config = (Config: EngineDocument): EngineDocument => ({Config});
const networks = (Networks: EngineDocument): EngineDocument => ({NetworkSettings: {Networks}});

export const shapes: readonly Shape[] = [
	{title: 'nothing special', has: config({Image: 'lab:1', Cmd: ['sleep', '100000']})},
	{title: 'its command overridden, with odd characters', command: ['sh', '-c', 'echo "$HOME" \'a\' `b` \\ | cat; exec sleep 1000'], has: config({Cmd: ['sh', '-c', 'echo "$HOME" \'a\' `b` \\ | cat; exec sleep 1000']})},
	{title: 'its entrypoint overridden', flags: ['--entrypoint', '/bin/sh'], command: ['-c', 'exec sleep 1000'], has: config({Entrypoint: ['/bin/sh'], Cmd: ['-c', 'exec sleep 1000']})},
	{title: 'an image with an entrypoint, used', image: entryImage, command: ['1000'], fresh: ['/srv/data'], has: config({Entrypoint: ['sleep'], Cmd: ['1000'], Image: entryImage})},
	{title: 'an image with an entrypoint, cleared', image: entryImage, flags: ['--entrypoint', ''], command: ['sleep', '1000'], fresh: ['/srv/data'], has: config({Entrypoint: null, Cmd: ['sleep', '1000']})},
	{title: 'an image with an entrypoint, another in its place and no command', image: entryImage, flags: ['--entrypoint', '/bin/forever'], fresh: ['/srv/data'], has: config({Entrypoint: ['/bin/forever'], Cmd: null})},
	{title: 'an environment variable with odd characters', flags: ['-e', 'ODD= it\'s "so"\ntwo\t$HOME`x` grün ✓ '], has: config({Env: ['ODD= it\'s "so"\ntwo\t$HOME`x` grün ✓ ', imagePath, 'LAB=1']})},
	{title: 'an empty environment variable', flags: ['-e', 'EMPTY='], has: config({Env: ['EMPTY=', imagePath, 'LAB=1']})},
	{title: 'an environment variable of the image with another value', flags: ['-e', 'LAB=2'], has: config({Env: ['LAB=2', imagePath]})},
	{title: 'a user and groups', flags: ['--user', '0:0', '--group-add', '5', '--group-add', '7'], has: {...config({User: '0:0'}), ...host({GroupAdd: ['5', '7']})}},
	{title: 'a working directory', flags: ['--workdir', '/tmp'], has: config({WorkingDir: '/tmp'})},
	{title: 'a host name and a domain', flags: ['--hostname', 'chosen', '--domainname', 'example.test'], has: config({Hostname: 'chosen', Domainname: 'example.test'})},
	{
		title: 'labels, with a value that is the image\'s and odd ones',
		flags: ['--label', 'lab=dockdash', '--label', 'a.b/c=x=y z', '--label', 'none', '--label', 'com.docker.compose.project=p', '--label', 'com.docker.compose.service=s'],
		has: config({Labels: {lab: 'dockdash', 'a.b/c': 'x=y z', none: '', 'com.docker.compose.project': 'p', 'com.docker.compose.service': 's'}}),
	},
	{
		title: 'a health check', flags: ['--health-cmd', 'test -e /bin/busybox && echo "ok"', '--health-interval', '1s', '--health-timeout', '1500ms', '--health-retries', '2', '--health-start-period', '5s'],
		has: config({Healthcheck: {Test: ['CMD-SHELL', 'test -e /bin/busybox && echo "ok"'], Interval: 1e9, Timeout: 15e8, Retries: 2, StartPeriod: 5e9}}),
	},
	{title: 'the image\'s health check switched off', image: entryImage, flags: ['--no-healthcheck'], command: ['1000'], fresh: ['/srv/data'], has: config({Healthcheck: {Test: ['NONE']}})},
	{title: 'a stop signal and timeout', flags: ['--stop-signal', 'SIGUSR1', '--stop-timeout', '7'], command: ['sh', '-c', 'trap "exit 0" USR1; while :; do sleep 0.1; done'], has: config({StopSignal: 'SIGUSR1', StopTimeout: 7})},
	{title: 'a terminal', flags: ['-t'], has: config({Tty: true, OpenStdin: false})},
	{title: 'stdin kept open', flags: ['-i'], command: ['cat'], has: config({Tty: false, OpenStdin: true})},
	{title: 'a terminal and stdin', flags: ['-i', '-t'], command: ['sh'], has: config({Tty: true, OpenStdin: true})},
	{title: 'a named volume', flags: ['-v', `${prefix}-keep:/keep`], has: host({Binds: [`${prefix}-keep:/keep`]})},
	{title: 'a read-only bind of a file', flags: ['-v', '/proc/version:/etc/version:ro'], has: host({Binds: ['/proc/version:/etc/version:ro']})},
	{title: 'a bind with propagation', flags: ['-v', '/usr:/host-usr:ro,rprivate'], has: host({Binds: ['/usr:/host-usr:ro,rprivate']})},
	{title: 'an anonymous volume', flags: ['-v', '/data'], fresh: ['/data'], has: config({Volumes: {'/data': {}}})},
	{title: 'the image\'s own volume, named', image: entryImage, flags: ['-v', `${prefix}-keep:/srv/data`], command: ['1000'], has: host({Binds: [`${prefix}-keep:/srv/data`]})},
	{
		title: 'mounts with every option',
		flags: [
			'--mount',
			`type=volume,source=${prefix}-keep,target=/m1,readonly,volume-nocopy=true`,
			'--mount',
			'type=bind,source=/usr,target=/m2,readonly,bind-propagation=rprivate',
			'--mount',
			'type=tmpfs,target=/m3,tmpfs-size=1048576,tmpfs-mode=1770',
		],
		has: host({
			Mounts: [
				{Type: 'volume', Source: `${prefix}-keep`, Target: '/m1', ReadOnly: true, VolumeOptions: {NoCopy: true}},
				{Type: 'bind', Source: '/usr', Target: '/m2', ReadOnly: true, BindOptions: {Propagation: 'rprivate'}},
				{Type: 'tmpfs', Target: '/m3', TmpfsOptions: {SizeBytes: 1_048_576, Mode: 0o1770}},
			],
		}),
	},
	{title: 'an anonymous volume by --mount', flags: ['--mount', 'type=volume,target=/data,volume-label=a=b'], fresh: ['/data'], has: host({Mounts: [{Type: 'volume', Target: '/data', VolumeOptions: {Labels: {a: 'b'}}}]})},
	{title: 'a tmpfs', flags: ['--tmpfs', '/scratch:rw,size=1m,noexec', '--tmpfs', '/plain'], has: host({Tmpfs: {'/scratch': 'rw,size=1m,noexec', '/plain': ''}})},
	{title: 'volumes from another one', flags: ['--volumes-from', `${prefix}-host:ro`], has: host({VolumesFrom: [`${prefix}-host:ro`]})},
	{
		title: 'published ports', flags: ['-p', `127.0.0.1:${port}:80`, '-p', `127.0.0.1:${port + 1}:90/udp`],
		has: host({PortBindings: {'80/tcp': [{HostIp: '127.0.0.1', HostPort: String(port)}], '90/udp': [{HostIp: '127.0.0.1', HostPort: String(port + 1)}]}}),
	},
	{title: 'random ports', flags: ['-p', '80', '-p', '127.0.0.1::81'], has: host({PortBindings: {'80/tcp': [{HostPort: ''}], '81/tcp': [{HostIp: '127.0.0.1', HostPort: ''}]}})},
	{
		title: 'all ports of the image', image: entryImage, flags: ['-P', '--expose', '99'], command: ['1000'], fresh: ['/srv/data'],
		has: {...host({PublishAllPorts: true}), ...config({ExposedPorts: {'99/tcp': {}, '8080/tcp': {}}})},
	},
	{title: 'a port only exposed', flags: ['--expose', '70/udp'], has: config({ExposedPorts: {'70/udp': {}}})},
	{title: 'a network with aliases', flags: ['--network', `${prefix}-one`, '--network-alias', 'a1', '--network-alias', 'a2'], has: {...host({NetworkMode: `${prefix}-one`}), ...networks({[`${prefix}-one`]: {Aliases: ['a1', 'a2']}})}},
	{title: 'a network with an address of its own', flags: ['--network', `${prefix}-one`, '--ip', `${netOne}.77`], has: networks({[`${prefix}-one`]: {IPAddress: `${netOne}.77`, IPAMConfig: {IPv4Address: `${netOne}.77`}}})},
	{
		title: 'two networks, with addresses and aliases', flags: ['--network', `${prefix}-one`, '--ip', `${netOne}.78`, '--network-alias', 'first'],
		created: [['network', 'connect', '--ip', `${netTwo}.78`, '--alias', 'second', `${prefix}-two`, 'NAME']],
		has: networks({[`${prefix}-one`]: {IPAddress: `${netOne}.78`, Aliases: ['first']}, [`${prefix}-two`]: {IPAddress: `${netTwo}.78`, Aliases: ['second']}}),
	},
	{title: 'a network joined while it ran, and the bridge', running: [['network', 'connect', '--alias', 'late', `${prefix}-one`, 'NAME']], has: networks({bridge: {Links: null}, [`${prefix}-one`]: {Aliases: ['late']}})},
	{
		title: 'another network than it was made on', running: [['network', 'connect', `${prefix}-one`, 'NAME'], ['network', 'disconnect', 'bridge', 'NAME']],
		has: networks({bridge: undefined, [`${prefix}-one`]: {Links: null}}),
	},
	{title: 'no network any more', running: [['network', 'disconnect', 'bridge', 'NAME']], has: networks({bridge: undefined})},
	{title: 'the host\'s network', flags: ['--network', 'host'], has: {...host({NetworkMode: 'host'}), ...networks({host: {Links: null}})}},
	{title: 'the host\'s network and a host name', flags: ['--network', 'host', '--hostname', 'chosen'], has: {...host({NetworkMode: 'host'}), ...config({Hostname: 'chosen'})}},
	{title: 'no network at all', flags: ['--network', 'none'], has: {...host({NetworkMode: 'none'}), ...networks({none: {Links: null}})}},
	{title: 'another one\'s network', flags: ['--network', `container:${prefix}-host`], has: networks({})},
	{title: 'another one\'s processes and shared memory', flags: ['--pid', `container:${prefix}-host`, '--ipc', `container:${prefix}-host`], has: config({Image: 'lab:1'})},
	{title: 'the host\'s processes, ipc and host name', flags: ['--pid', 'host', '--ipc', 'host', '--uts', 'host'], has: host({PidMode: 'host', IpcMode: 'host', UTSMode: 'host'})},
	{title: 'the host\'s user and cgroup namespaces', flags: ['--userns', 'host', '--cgroupns', 'host'], has: host({UsernsMode: 'host', CgroupnsMode: 'host'})},
	{title: 'a link', flags: ['--link', `${prefix}-host:db`], has: config({Image: 'lab:1'})},
	{title: 'a link on a network of one\'s own', flags: ['--network', `${prefix}-one`, '--link', `${prefix}-host:db`], has: networks({[`${prefix}-one`]: {Links: [`${prefix}-host:db`]}})},
	{
		title: 'name servers and hosts', flags: ['--dns', '10.9.9.9', '--dns-option', 'ndots:2', '--dns-search', 'example.test', '--add-host', 'db:10.1.1.1', '--add-host', 'gate:host-gateway'],
		has: host({Dns: ['10.9.9.9'], DnsOptions: ['ndots:2'], DnsSearch: ['example.test'], ExtraHosts: ['db:10.1.1.1', 'gate:host-gateway']}),
	},
	{title: 'all privileges', flags: ['--privileged'], isOptional: true, has: host({Privileged: true})},
	{title: 'a MAC address of its own', body: {MacAddress: '02:42:c0:a8:77:11'}, has: networks({bridge: {MacAddress: '02:42:c0:a8:77:11'}})},
	{title: 'memory', flags: ['--memory', '64m', '--memory-reservation', '32m', '--oom-kill-disable'], isOptional: true, has: host({Memory: 67_108_864, MemoryReservation: 33_554_432, OomKillDisable: true})},
	{title: 'memory and swap', flags: ['--memory', '64m', '--memory-swap', '64m', '--memory-swappiness', '5'], isOptional: true, has: host({Memory: 67_108_864, MemorySwap: 67_108_864, MemorySwappiness: 5})},
	{title: 'CPUs', flags: ['--cpus', '0.5', '--cpu-shares', '512', '--cpuset-cpus', '0'], has: host({NanoCpus: 5e8, CpuShares: 512, CpusetCpus: '0'})},
	{title: 'CPU period and quota', flags: ['--cpu-period', '50000', '--cpu-quota', '20000', '--cpuset-mems', '0'], has: host({CpuPeriod: 50_000, CpuQuota: 20_000, CpusetMems: '0'})},
	{title: 'weight of block I/O', flags: ['--blkio-weight', '300'], isOptional: true, has: host({BlkioWeight: 300})},
	{title: 'rates of block I/O', flags: ['--device-read-bps', '/dev/vda:1mb', '--device-write-iops', '/dev/vda:100'], isOptional: true, has: host({BlkioDeviceReadBps: [{Path: '/dev/vda', Rate: 1_048_576}], BlkioDeviceWriteIOps: [{Path: '/dev/vda', Rate: 100}]})},
	{title: 'pids and ulimits', flags: ['--pids-limit', '50', '--ulimit', 'nofile=512:1024', '--ulimit', 'core=0'], has: host({PidsLimit: 50})},
	{title: 'kernel parameters and shared memory', flags: ['--sysctl', 'net.core.somaxconn=1024', '--shm-size', '32m', '--oom-score-adj', '300'], has: host({Sysctls: {'net.core.somaxconn': '1024'}, ShmSize: 33_554_432, OomScoreAdj: 300})},
	{title: 'devices', flags: ['--device', '/dev/null:/dev/nothing:r', '--device-cgroup-rule', 'c 1:3 rwm'], has: host({Devices: [{PathOnHost: '/dev/null', PathInContainer: '/dev/nothing', CgroupPermissions: 'r'}], DeviceCgroupRules: ['c 1:3 rwm']})},
	{
		title: 'capabilities and security options',
		flags: ['--cap-drop', 'ALL', '--cap-add', 'NET_BIND_SERVICE', '--security-opt', 'no-new-privileges', '--security-opt', 'seccomp=unconfined', '--security-opt', 'systempaths=unconfined'],
		has: host({CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'], MaskedPaths: [], ReadonlyPaths: []}),
	},
	{title: 'a read-only root', flags: ['--read-only', '--tmpfs', '/tmp'], isReadOnly: true, has: host({ReadonlyRootfs: true, Tmpfs: {'/tmp': ''}})},
	{title: 'a cgroup parent and a runtime', flags: ['--cgroup-parent', `/${prefix}`, '--runtime', 'runc'], isOptional: true, has: host({CgroupParent: `/${prefix}`, Runtime: 'runc'})},
	{title: 'a log driver with options', flags: ['--log-driver', 'json-file', '--log-opt', 'max-size=1m', '--log-opt', 'max-file=2'], has: host({LogConfig: {Type: 'json-file', Config: {'max-size': '1m', 'max-file': '2'}}})},
	{title: 'another log driver', flags: ['--log-driver', 'local'], has: host({LogConfig: {Type: 'local'}})},
	{title: 'no log', flags: ['--log-driver', 'none'], has: host({LogConfig: {Type: 'none'}})},
	{title: 'a restart policy with a count', flags: ['--restart', 'on-failure:3'], has: host({RestartPolicy: {Name: 'on-failure', MaximumRetryCount: 3}})},
	{title: 'the policy unless-stopped', flags: ['--restart', 'unless-stopped'], has: host({RestartPolicy: {Name: 'unless-stopped'}})},
	{
		title: 'limits changed on the fly', running: [['update', '--memory', '80m', '--memory-swap', '160m', '--cpu-shares', '300', '--pids-limit', '60', '--restart', 'always', 'NAME']], isOptional: true,
		has: host({Memory: 83_886_080, MemorySwap: 167_772_160, CpuShares: 300, PidsLimit: 60, RestartPolicy: {Name: 'always'}}),
	},
	{title: '--rm and a volume', flags: ['--rm', '-v', '/data'], fresh: ['/data'], has: host({AutoRemove: true})},
	{title: 'a state: paused', has: config({Image: 'lab:1'}), state: 'paused'},
	{title: 'a state: created', has: config({Image: 'lab:1'}), state: 'created'},
	{title: 'a state: exited', has: config({Image: 'lab:1'}), state: 'exited'},
	{title: 'a restart loop', state: 'restarting', flags: ['--restart', 'always'], command: ['false'], has: host({RestartPolicy: {Name: 'always'}})},
];

/** One that has something to lose at each step: a policy that brings it up again, and two networks. */
export const networkedShape: Shape = {
	title: 'on two networks', flags: ['--restart', 'always', '--network', `${prefix}-one`, '--network-alias', 'first'],
	created: [['network', 'connect', '--alias', 'second', `${prefix}-two`, 'NAME']],
	has: {},
};
