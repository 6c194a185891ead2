import test from 'ava';
import {
	convertInspectedContainer, convertLimits, convertListedContainer, convertNamespaces,
} from '../../source/engine/docker-convert-container.js';
import {asDocuments} from '../../source/engine/document.js';
import {readAnswer, readDocument, recordedEngines} from '../support/answers.js';

const list = (engine: string) => asDocuments(readAnswer(`${engine}/containers`)).map(document => convertListedContainer(document)!);
const inspect = (name: string) => convertInspectedContainer(readDocument(`${name}.inspect`))!;

test('the list tells name, state, health, ports and networks', t => {
	const told = recordedEngines.map(engine => list(engine).map(({name, status, health, networks, networkMode}) =>
		[name, status, health, networks.join(','), networkMode.slice(0, 12)].filter(Boolean).join(' ')));
	t.deepEqual(told, [
		[
			'still paused bridge default',
			'fresh created bridge default',
			'shared running container:10',
			'ended exited none none',
			'tty running bridge default',
			'web running healthy bridge default',
		],
		[
			'created created bridge bridge',
			'exited exited bridge bridge',
			'oomdead exited bridge bridge',
			'oomrestart running bridge bridge',
			'oomchild running bridge bridge',
			'paused paused bridge bridge',
			'unlimited running bridge bridge',
			'limited running bridge bridge',
		],
		['plim running podman'],
	]);
});

test('a listed container is whole but for its detail', t => {
	t.deepEqual(list('docker-20.10').at(-1), {
		id: '102c5941a46a79ba4d308eeeec20f19fe6dd6d760ff70fdc348ec1b02c4f10ab',
		name: 'web',
		image: 'lab:1',
		imageId: 'sha256:c7442f2073280c8e4f63ae5ee4e809a6d231fd5a50308e3f7860eb27e24b7037',
		command: 'sleep 100000',
		status: 'running',
		health: 'healthy',
		createdAt: Date.UTC(2026, 10, 24, 5, 50, 16),
		labels: {app: 'web', lab: 'dockdash'},
		ports: [{containerPort: 80, hostPort: 18_080, hostAddress: '127.0.0.1', protocol: 'tcp'}],
		mounts: [
			{kind: 'bind', source: '/tmp', target: '/host', isReadOnly: true},
			{kind: 'volume', source: 'data', target: '/data', isReadOnly: false},
		],
		networks: ['bridge'],
		networkMode: 'default',
		detail: undefined,
	});
});

test('when a container was made is not known where the engine says nothing, or Go\'s zero time', t => {
	for (const [listed, inspected] of [[undefined, undefined], [-62_135_596_800, '0001-01-01T00:00:00Z']]) {
		t.is(convertListedContainer({Id: 'a', Created: listed})?.createdAt, undefined);
		t.is(convertInspectedContainer({Id: 'a', Created: inspected})?.createdAt, undefined);
	}
});

test('an inspect tells the same as the list, and the detail', t => {
	const {detail, createdAt, mounts, ...inspected} = inspect('docker-20.10/web');
	const {detail: none, createdAt: listedAt, mounts: listedMounts, ...listed} = list('docker-20.10').at(-1)!;
	t.is(none, undefined);
	t.deepEqual(inspected, listed);
	t.is(listedAt, Math.floor(createdAt! / 1000) * 1000);
	t.deepEqual(mounts.toReversed(), listedMounts);
	const {confinement, ...rest} = detail;
	t.is(confinement.maskedPaths?.length, 10);
	t.like(confinement, {addedCapabilities: [], user: '', isRootReadOnly: false, devices: []});
	t.deepEqual(rest, {
		pid: 29_538,
		startedAt: Date.UTC(2026, 10, 24, 5, 50, 18, 4),
		finishedAt: undefined,
		exitCode: undefined,
		error: '',
		isOomKilled: false,
		restartCount: 0,
		restartPolicy: 'no',
		isRemovedOnExit: false,
		isPrivileged: false,
		hasTerminal: false,
		hostName: '102c5941a46a',
		namespaces: {
			mnt: 'private', net: 'private', pid: 'private', ipc: 'private', uts: 'private', cgroup: 'host',
		},
		hasCpuQuota: false,
		limits: {
			cpus: 0.5, cpuShares: undefined, cpuset: undefined, memoryBytes: 64 * 2 ** 20, memoryReservationBytes: undefined, memorySwapBytes: 128 * 2 ** 20, pids: 50,
		},
	});
});

test('what was asked for to hold a container in, whatever the engine sends', t => {
	const convert = (document: Readonly<Record<string, unknown>>) => convertInspectedContainer({Id: 'x', ...document})?.detail.confinement;
	t.deepEqual(convert({
		AppArmorProfile: 'docker-default',
		Config: {User: '1000:1000'},
		HostConfig: {
			CapAdd: ['CAP_NET_ADMIN', 'sys_time'], CapDrop: ['ALL'], SecurityOpt: ['seccomp={"a": 1}'.padEnd(5000), 'no-new-privileges\u{1B}[2J'], ReadonlyRootfs: true, MaskedPaths: [], ReadonlyPaths: null,
			Devices: [{PathOnHost: '/dev/fuse', PathInContainer: '/dev/fuse', CgroupPermissions: 'rwm'}], DeviceCgroupRules: ['c 13:* rmw'], DeviceRequests: [{Driver: '', Count: -1}],
		},
	}), {
		addedCapabilities: ['NET_ADMIN', 'SYS_TIME'],
		droppedCapabilities: ['ALL'],
		securityOptions: ['seccomp={"a": 1}'.padEnd(80), 'no-new-privileges'],
		appArmorProfile: 'docker-default',
		user: '1000:1000',
		isRootReadOnly: true,
		maskedPaths: [],
		readOnlyPaths: undefined,
		devices: ['/dev/fuse', 'rule c 13:* rmw', 'gpu devices'],
	});
	t.like(convert({}), {addedCapabilities: [], securityOptions: [], user: '', isRootReadOnly: false, maskedPaths: undefined});
});

test('what an inspect tells of how it stands', t => {
	const tell = (name: string): string => {
		const {status, detail} = inspect(name);
		return [
			status, detail.pid === undefined ? 'no pid' : 'pid', `exit ${detail.exitCode ?? '-'}`, `policy ${detail.restartPolicy}`, `restarts ${detail.restartCount}`,
			...(detail.isOomKilled ? ['oom'] : []), ...(detail.isPrivileged ? ['privileged'] : []), ...(detail.hasTerminal ? ['terminal'] : []),
		].join(', ');
	};

	const rows = {
		'docker-20.10/ended': 'exited, no pid, exit 3, policy no, restarts 0',
		'docker-20.10/fresh': 'created, no pid, exit -, policy no, restarts 0, privileged',
		'docker-20.10/still': 'paused, pid, exit -, policy no, restarts 0',
		'docker-20.10/tty': 'running, pid, exit -, policy on-failure:3, restarts 0, terminal',
		'docker-26/created': 'created, no pid, exit -, policy no, restarts 0',
		'docker-26/oomdead': 'exited, no pid, exit 137, policy no, restarts 0, oom',
		'docker-26/paused': 'paused, pid, exit -, policy no, restarts 0',
		'podman/plim': 'running, pid, exit -, policy no, restarts 0',
	};
	t.deepEqual(Object.fromEntries(Object.keys(rows).map(name => [name, tell(name)])), rows);
});

test('a container that shares namespaces says with whom', t => {
	const {detail} = inspect('docker-20.10/shared');
	t.is(detail.namespaces.net, 'container:102c5941a46a79ba4d308eeeec20f19fe6dd6d760ff70fdc348ec1b02c4f10ab');
	t.is(detail.namespaces.pid, 'host');
	t.is(detail.namespaces.user, undefined);
});

test('a mode is a namespace of its own, the host\'s, or another container\'s', t => {
	t.deepEqual(convertNamespaces({
		NetworkMode: 'lab-net', IpcMode: 'shareable', UTSMode: 'host', PidMode: 'container:x', UsernsMode: 'host', CgroupnsMode: 'private',
	}), {
		mnt: 'private', net: 'private', ipc: 'private', uts: 'host', pid: 'container:x', user: 'host', cgroup: 'private',
	});
});

test('limits: 0, null and -1 are none', t => {
	const none = {
		cpus: undefined, cpuShares: undefined, cpuset: undefined, memoryBytes: undefined, memoryReservationBytes: undefined, memorySwapBytes: undefined, pids: undefined,
	};
	t.deepEqual(convertLimits({}), none);
	t.deepEqual(convertLimits({
		NanoCpus: 0, CpuQuota: -1, CpuShares: 0, CpusetCpus: '', Memory: 0, MemoryReservation: 0, MemorySwap: 0, PidsLimit: null,
	}), none);
	t.is(convertLimits({PidsLimit: -1}).pids, undefined);
	t.is(convertLimits({MemorySwap: -1}).memorySwapBytes, 'max');
	t.is(convertLimits({CpuQuota: 25_000}).cpus, 0.25);
	t.is(convertLimits({CpuQuota: 25_000, CpuPeriod: 50_000}).cpus, 0.5);
	t.is(convertLimits({NanoCpus: 1_500_000_000, CpuQuota: 25_000}).cpus, 1.5);
});

test('states of Docker and Podman become ours; one that is not known is not taken for running', t => {
	const convert = (state: string) => convertListedContainer({Id: 'a', State: state})?.status;
	t.deepEqual(['configured', 'initialized', 'stopping', 'stopped', 'restarting', 'removing', 'constructor', ''].map(state => convert(state)), [
		'created', 'created', 'running', 'exited', 'restarting', 'removing', 'dead', 'dead',
	]);
});

test('health is in the words of the list, or beside them since API 1.52', t => {
	const convert = (document: Record<string, unknown>) => convertListedContainer({Id: 'a', ...document})?.health;
	t.is(convert({Status: 'Up 2 seconds (health: starting)'}), 'starting');
	t.is(convert({Status: 'Up 2 hours (unhealthy)'}), 'unhealthy');
	t.is(convert({Status: 'Up 2 hours (Paused)'}), undefined);
	t.is(convert({Status: 'Exited (0) 2 hours ago'}), undefined);
	t.is(convert({Status: 'Up 2 hours', Health: {Status: 'healthy'}}), 'healthy');
	t.is(convert({Status: 'Up 2 hours', Health: {Status: 'none'}}), undefined);
});

test('of the names that links bring, the container\'s own counts', t => {
	t.is(convertListedContainer({Id: 'a', Names: ['/web/db', '/db']})?.name, 'db');
	t.is(convertListedContainer({Id: '0123456789abcdef', Names: []})?.name, '0123456789ab');
	t.is(convertInspectedContainer({Id: 'a', Name: '/db'})?.name, 'db');
});

test('a document without an id is no container', t => {
	t.is(convertListedContainer({Names: ['/web']}), undefined);
	t.is(convertInspectedContainer({Name: '/web'}), undefined);
});

test('a port of an inspect is exposed, or published once for each address', t => {
	const {ports} = convertInspectedContainer({
		Id: 'a', NetworkSettings: {
			Ports: {
				'53/udp': null,
				'80/tcp': [{HostIp: '0.0.0.0', HostPort: '8080'}, {HostIp: '::', HostPort: '8080'}],
			},
		},
	})!;
	t.deepEqual(ports, [
		{containerPort: 53, protocol: 'udp', hostPort: undefined, hostAddress: undefined},
		{containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: '0.0.0.0'},
		{containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: '::'},
	]);
});
