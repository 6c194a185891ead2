import type {Container, Mount, NamespaceKind} from '../container.js';
import type {Confinement} from '../kernel.js';

/** Something that lets a container do to the machine what a container should not. */
export type Giveaway = {
	/** A few words: `host pid`. */
	readonly title: string;
	/** One sentence. */
	readonly why: string;
};

/** Capabilities with which root in the container can become root of the machine, or take it down. */
const strongCapabilities: ReadonlyMap<string, string> = new Map([
	['CAP_SYS_ADMIN', 'With it a process can mount the machine’s disks and undo much of what holds it in.'],
	['CAP_SYS_MODULE', 'With it a process can load code into the kernel that everything on the machine runs on.'],
	['CAP_SYS_RAWIO', 'With it a process can write to the machine’s memory and disks past all rules.'],
	['CAP_SYS_PTRACE', 'With it a process can look into and change every process that it sees, and, with the machine’s pids, all of the machine’s.'],
	['CAP_DAC_READ_SEARCH', 'With it a process can open files of the machine by their numbers, outside of the container.'],
	['CAP_SYS_BOOT', 'With it a process can restart the machine.'],
	['CAP_SYS_TIME', 'With it a process can set the clock of the whole machine.'],
	['CAP_BPF', 'With it a process can load programs into the kernel.'],
	['CAP_MAC_ADMIN', 'With it a process can change the rules of the security module.'],
	['CAP_SYSLOG', 'With it a process can read the kernel’s log, and its addresses, which help to attack it.'],
]);

const sharedNamespaces: Readonly<Partial<Record<NamespaceKind, string>>> = {
	pid: 'It sees every process of the machine and can send signals to those of its user, which for root are all.',
	net: 'It has the machine’s interfaces: it can listen on its ports and reach what listens on localhost only.',
	ipc: 'It can read and change the shared memory of the machine’s programs.',
	mnt: 'It sees the machine’s own files.',
};

const engineSocket = /\/(?:docker|podman|containerd|crio)(?:\.sock)?$/v;
/** Folders of the machine that rule it when they can be written. */
const ruling = new Set(['/', '/etc', '/root', '/home', '/boot', '/usr', '/var', '/var/lib', '/var/lib/docker', '/run', '/var/run', '/proc', '/sys', '/dev', '/sys/fs/cgroup']);
const disk = /^\/dev\/(?:(?:sd|vd|xvd|hd)[a-z]|nvme\d|dm-\d|mapper\/|mem$|kmem$|port$|md\d|mmcblk\d)/v;

/**
 * What gives the machine away, the worst first. What the kernel enforces counts; where that could not be read, what was declared.
 *
 * @param shared The namespaces that it shares with the host.
 */
export function findGiveaways(container: Container, actual: Confinement | undefined, shared: readonly NamespaceKind[]): readonly Giveaway[] {
	const {detail, mounts} = container;
	if (detail?.isPrivileged === true) {
		// All the rest follows from it, but for what is mounted and shared.
		return [
			{title: 'privileged', why: 'It has every capability and every device, and neither seccomp nor AppArmor: root in it is root of the machine.'},
			...findMounts(mounts),
			...findShared(shared),
		];
	}

	const declared = detail?.confinement;
	const capabilities = new Set(actual?.bounding?.map(({name}) => name) ?? nameDeclared(declared?.addedCapabilities ?? []));
	const devices = (actual?.devices ?? declared?.devices ?? []).filter(path => disk.test(path));
	const hasNoFilter = actual?.seccomp === undefined ? declared?.securityOptions.includes('seccomp=unconfined') === true : actual.seccomp === 'off';
	const isUncovered = (actual?.maskedPaths ?? declared?.maskedPaths)?.length === 0;
	return [
		...findMounts(mounts),
		...findShared(shared),
		...[...strongCapabilities].filter(([name]) => capabilities.has(name)).map(([name, why]) => ({title: name.replace(/^CAP_/v, ''), why})),
		...devices.map(path => ({title: path, why: 'It can read and write that device beneath all file systems and their permissions.'})),
		...(hasNoFilter ? [{title: 'no seccomp', why: 'It may try every system call, also those in which kernels have had holes.'}] : []),
		...(isUncovered ? [{title: 'nothing masked', why: 'Files below /proc and /sys that Docker covers up, because they tell about or change the machine, are open to it.'}] : []),
		// Without the module there is no label, and nothing was taken off.
		...(declared?.securityOptions.includes('apparmor=unconfined') === true && (actual === undefined || actual.label !== undefined) ? [{title: 'no AppArmor', why: 'The profile that keeps it from mounting and from writing to /proc and /sys was taken off.'}] : []),
		...(actual?.label?.includes(':spc_t:') === true ? [{title: 'no SELinux', why: 'Its label is that of programs which may touch all of the machine’s files.'}] : []),
	];
}

function nameDeclared(added: readonly string[]): readonly string[] {
	return added.includes('ALL') ? strongCapabilities.keys().toArray() : added.map(name => `CAP_${name}`);
}

function findMounts(mounts: readonly Mount[]): readonly Giveaway[] {
	return mounts.filter(({kind}) => kind === 'bind').flatMap(({source, isReadOnly}) => {
		if (engineSocket.test(source)) {
			// Connecting is writing, whatever the mount says.
			return [{title: source.replace(/^.*\//v, ''), why: `Through the engine’s socket (${source}) it can start a container that owns the machine.`}];
		}

		return !isReadOnly && ruling.has(source.replace(/(?<=.)\/$/v, '')) ? [{title: `${source} of the host`, why: `It can change ${source} of the machine itself, and so what the machine runs.`}] : [];
	});
}

function findShared(shared: readonly NamespaceKind[]): readonly Giveaway[] {
	return shared.flatMap(kind => {
		const why = sharedNamespaces[kind];
		return why === undefined ? [] : [{title: `host ${kind}`, why}];
	});
}
