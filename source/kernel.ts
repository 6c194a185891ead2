/** Nouns of the kernel for a closer look at one container. Types only; every text in them has been through `cleanText`. */

export type Capability = {
	/** `CAP_NET_ADMIN`; `CAP_41` for one that is newer than this program. */
	readonly name: string;
	/** What it allows, in one plain sentence. */
	readonly meaning: string;
	/** Whether Docker gives it to every container. */
	readonly isDefault: boolean;
};

/** A line of an id map: `count` ids from `inside` on are those from `outside` on. */
export type IdRange = {
	readonly inside: number;
	readonly outside: number;
	readonly count: number;
};

export type SeccompMode = 'off' | 'strict' | 'filter';

/** What holds the main process in, as the kernel enforces it now. A field is undefined where the kernel does not tell. */
export type Confinement = {
	readonly effective: readonly Capability[] | undefined;
	readonly permitted: readonly Capability[] | undefined;
	/** The most that any process in the container can ever have. */
	readonly bounding: readonly Capability[] | undefined;
	readonly seccomp: SeccompMode | undefined;
	readonly hasNoNewPrivileges: boolean | undefined;
	/** AppArmor profile or SELinux context; undefined without such a module. */
	readonly label: string | undefined;
	/** On the host. */
	readonly userId: number | undefined;
	readonly userMap: readonly IdRange[] | undefined;
	readonly groupMap: readonly IdRange[] | undefined;
	readonly isRootReadOnly: boolean | undefined;
	/** Paths below /proc and /sys that are covered up, and those that cannot be written. */
	readonly maskedPaths: readonly string[] | undefined;
	readonly readOnlyPaths: readonly string[] | undefined;
	/** Device files in its /dev beyond those that every container has. */
	readonly devices: readonly string[] | undefined;
	/** False when process 1 has no handler for SIGTERM, so that stopping it takes until the kill. */
	readonly reactsToTerminate: boolean | undefined;
};

export type ProcessState = 'running' | 'sleeping' | 'waiting for the disk' | 'stopped' | 'traced' | 'zombie' | 'dead' | 'idle';

/** One process of a container. */
export type ProcessReading = {
	readonly pid: number;
	/** In the container's own pid namespace. */
	readonly innerPid: number;
	readonly parentPid: number;
	/** On the host. */
	readonly userId: number;
	readonly state: ProcessState | undefined;
	/** CPU time used since it started, µs. */
	readonly cpuMicroseconds: number;
	/** Clock ticks after boot at which it started: another value under the same pid is another process. */
	readonly startTicks: number;
	readonly residentBytes: number | undefined;
	readonly threads: number;
	/** False when SIGTERM is lost on it; undefined where the kernel does not tell. */
	readonly reactsToTerminate: boolean | undefined;
	readonly command: string;
};

/** The processes of one container at one moment, parents before their children. */
export type ProcessesLook = {
	readonly containerId: string;
	/** Monotonic, µs. */
	readonly takenAtMicroseconds: number;
	readonly readings: readonly ProcessReading[];
};

/** What holds the main process of one container in; `confinement` is undefined where it cannot be read. */
export type ConfinementLook = {
	readonly containerId: string;
	readonly confinement: Confinement | undefined;
};

export type NetworkInterface = {
	readonly name: string;
	/** With their prefix lengths: `172.17.0.2/16`. */
	readonly addresses: readonly string[];
	readonly receivedBytes: number;
	readonly sentBytes: number;
};

export type MountEntry = {
	readonly point: string;
	readonly fileSystem: string;
	/** A device, or what stands for one. */
	readonly source: string;
	/** What part of it is mounted; `/` is all. */
	readonly root: string;
	readonly isReadOnly: boolean;
};

/** What is in a namespace, as a process in it sees it. A field is undefined where it could not be read. */
export type NamespaceContents =
	| {readonly kind: 'mnt'; readonly mounts: readonly MountEntry[] | undefined}
	| {readonly kind: 'pid' | 'uts'}
	| {
		readonly kind: 'net';
		readonly interfaces: readonly NetworkInterface[] | undefined;
		/** Addresses that no interface could be found for. */
		readonly otherAddresses: readonly string[];
		/** `default via 172.17.0.1 on eth0`. */
		readonly routes: readonly string[] | undefined;
		/** Addresses and ports on which TCP connections are waited for. */
		readonly listeners: readonly string[] | undefined;
	}
	| {readonly kind: 'ipc'; readonly sharedMemory: ReadonlyArray<{readonly name: string; readonly bytes: number}> | undefined}
	| {readonly kind: 'user'; readonly userMap: readonly IdRange[] | undefined; readonly groupMap: readonly IdRange[] | undefined}
	| {readonly kind: 'cgroup'; readonly paths: readonly string[] | undefined}
	| {readonly kind: 'time'; readonly offsets: readonly string[] | undefined};

/** The processes in a namespace. */
export type NamespaceMembers = {
	readonly count: number;
	/** The first of them. */
	readonly processes: ReadonlyArray<{readonly pid: number; readonly command: string}>;
	/** Processes of which may not be known where they are. */
	readonly hidden: number;
};
