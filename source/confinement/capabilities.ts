import type {Capability} from '../kernel.js';

/** All capabilities in the order of their bits (capabilities(7)), each with what it allows. */
const meanings: ReadonlyArray<readonly [name: string, meaning: string]> = [
	['CAP_CHOWN', 'Give any file to any user.'],
	['CAP_DAC_OVERRIDE', 'Read and write any file whatever its permissions.'],
	['CAP_DAC_READ_SEARCH', 'Read any file and list any folder; with file handles also outside of the container.'],
	['CAP_FOWNER', 'Change permissions and attributes of files that belong to others.'],
	['CAP_FSETID', 'Keep the set-user-id bits of a file when changing it.'],
	['CAP_KILL', 'Send signals to processes of other users.'],
	['CAP_SETGID', 'Become any group.'],
	['CAP_SETUID', 'Become any user.'],
	['CAP_SETPCAP', 'Hand its capabilities on, and give them up for good.'],
	['CAP_LINUX_IMMUTABLE', 'Make files unchangeable, and undo it.'],
	['CAP_NET_BIND_SERVICE', 'Listen on ports below 1024.'],
	['CAP_NET_BROADCAST', 'Send to broadcast addresses; the kernel does not use it.'],
	['CAP_NET_ADMIN', 'Change addresses, routes, firewall and NAT of its network.'],
	['CAP_NET_RAW', 'Send any packet, as ping does, and forge addresses on its network.'],
	['CAP_IPC_LOCK', 'Keep memory from being swapped out.'],
	['CAP_IPC_OWNER', 'Use shared memory and queues of other users.'],
	['CAP_SYS_MODULE', 'Load kernel modules: the whole machine is its own.'],
	['CAP_SYS_RAWIO', 'Reach hardware ports and memory: the whole machine is its own.'],
	['CAP_SYS_CHROOT', 'Change its root folder, and enter mount namespaces.'],
	['CAP_SYS_PTRACE', 'Look into and change other processes that it sees.'],
	['CAP_SYS_PACCT', 'Switch process accounting on and off.'],
	['CAP_SYS_ADMIN', 'Mount, make namespaces and much more: nearly everything root may do.'],
	['CAP_SYS_BOOT', 'Restart the machine, or load another kernel.'],
	['CAP_SYS_NICE', 'Raise its priority, and choose the CPUs of any process.'],
	['CAP_SYS_RESOURCE', 'Go beyond resource limits and disk quotas.'],
	['CAP_SYS_TIME', 'Set the clock of the whole machine.'],
	['CAP_SYS_TTY_CONFIG', 'Take over terminals and the console.'],
	['CAP_MKNOD', 'Make device files; using them is another matter, for the device list decides.'],
	['CAP_LEASE', 'Ask to be told before others open a file.'],
	['CAP_AUDIT_WRITE', 'Write to the audit log of the machine.'],
	['CAP_AUDIT_CONTROL', 'Change what the machine audits.'],
	['CAP_SETFCAP', 'Put capabilities on program files.'],
	['CAP_MAC_OVERRIDE', 'Go past the rules of a security module (Smack).'],
	['CAP_MAC_ADMIN', 'Change the rules of a security module.'],
	['CAP_SYSLOG', 'Read the kernel\'s log and addresses.'],
	['CAP_WAKE_ALARM', 'Set alarms that wake the machine.'],
	['CAP_BLOCK_SUSPEND', 'Keep the machine from going to sleep.'],
	['CAP_AUDIT_READ', 'Read the audit log of the machine.'],
	['CAP_PERFMON', 'Watch the performance of the kernel and of other processes.'],
	['CAP_BPF', 'Load programs into the kernel (BPF).'],
	['CAP_CHECKPOINT_RESTORE', 'Save and restore processes with the pids they had.'],
];

/** What Docker gives to a container that asks for nothing (moby `oci/caps/defaults.go`). */
const defaults = new Set([
	'CAP_CHOWN',
	'CAP_DAC_OVERRIDE',
	'CAP_FSETID',
	'CAP_FOWNER',
	'CAP_MKNOD',
	'CAP_NET_RAW',
	'CAP_SETGID',
	'CAP_SETUID',
	'CAP_SETFCAP',
	'CAP_SETPCAP',
	'CAP_NET_BIND_SERVICE',
	'CAP_SYS_CHROOT',
	'CAP_KILL',
	'CAP_AUDIT_WRITE',
]);

const all: readonly Capability[] = meanings.map(([name, meaning]) => ({name, meaning, isDefault: defaults.has(name)}));

/** All that Docker gives to a container that asks for nothing. */
export const defaultCapabilities: readonly Capability[] = all.filter(({isDefault}) => isDefault);

const maskBits = 64;

/** The capabilities of a mask, in the order of their bits. */
export function decodeCapabilities(mask: bigint): Capability[] {
	const capabilities: Capability[] = [];
	for (let bit = 0; bit < maskBits; bit++) {
		if (((mask >> BigInt(bit)) & 1n) === 1n) {
			capabilities.push(all[bit] ?? {name: `CAP_${bit}`, meaning: 'Newer than this program.', isDefault: false});
		}
	}

	return capabilities;
}
