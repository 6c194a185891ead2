/** Our nouns; every text in them has been through `cleanText`. Times are milliseconds since 1970, sizes are bytes. */

export type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

/** Between two runs of a restart loop it has none. */
export function hasProcesses({status}: {readonly status: ContainerStatus}): boolean {
	return status === 'running' || status === 'paused';
}

export type Health = 'healthy' | 'unhealthy' | 'starting';

/** A published port: `hostPort` is undefined when the container only exposes it. */
export type Port = {
	readonly containerPort: number;
	readonly hostPort: number | undefined;
	readonly hostAddress: string | undefined;
	readonly protocol: string;
};

export type Mount = {
	readonly kind: string;
	/** Volume name, or the path on the host of a bind. */
	readonly source: string;
	readonly target: string;
	readonly isReadOnly: boolean;
};

export const namespaceKinds = ['mnt', 'pid', 'net', 'ipc', 'uts', 'user', 'cgroup', 'time'] as const;

export type NamespaceKind = typeof namespaceKinds[number];

/** What HostConfig asks for, for where the kernel's links cannot be read: `''` and `private` are its own, `host`, or `container:ID`. */
export type DeclaredNamespaces = Readonly<Partial<Record<NamespaceKind, string>>>;

/** A container as the engine's list tells it, and, once it was inspected, `detail`. */
export type Container = {
	readonly id: string;
	/** Without the leading slash. */
	readonly name: string;
	/** The reference it was made from, as the engine shows it. */
	readonly image: string;
	readonly imageId: string;
	readonly command: string;
	readonly status: ContainerStatus;
	readonly health: Health | undefined;
	readonly createdAt: number | undefined;
	readonly labels: Readonly<Record<string, string>>;
	readonly ports: readonly Port[];
	readonly mounts: readonly Mount[];
	readonly networks: readonly string[];
	readonly networkMode: string;
	readonly detail: ContainerDetail | undefined;
};

/** What only inspect tells. */
export type ContainerDetail = {
	/** Main process on the engine's host; undefined while it does not run. */
	readonly pid: number | undefined;
	readonly startedAt: number | undefined;
	readonly finishedAt: number | undefined;
	readonly exitCode: number | undefined;
	/** The runtime's own message when it could not start it, else empty. */
	readonly error: string;
	readonly isOomKilled: boolean;
	readonly restartCount: number;
	readonly restartPolicy: string;
	readonly isRemovedOnExit: boolean;
	readonly isPrivileged: boolean;
	readonly hasTerminal: boolean;
	/** That the engine gave it; empty where it has the host's or another container's. */
	readonly hostName: string;
	readonly namespaces: DeclaredNamespaces;
	readonly confinement: DeclaredConfinement;
	/** Limits as the engine holds them; undefined where none is set. */
	readonly limits: DeclaredLimits;
	/** The CPU limit was set as a quota (`--cpu-quota`), and can only be changed as one. */
	readonly hasCpuQuota: boolean;
};

/** What was asked for to hold it in, or to let it out. */
export type DeclaredConfinement = {
	/** `NET_ADMIN`, without `CAP_`; `ALL` is every one. */
	readonly addedCapabilities: readonly string[];
	readonly droppedCapabilities: readonly string[];
	/** `seccomp=unconfined`, `no-new-privileges` … */
	readonly securityOptions: readonly string[];
	/** The profile that the engine chose, else empty. */
	readonly appArmorProfile: string;
	/** `name`, `uid` or `uid:gid`; empty is root. */
	readonly user: string;
	readonly isRootReadOnly: boolean;
	/** Undefined where the engine does not tell. */
	readonly maskedPaths: readonly string[] | undefined;
	readonly readOnlyPaths: readonly string[] | undefined;
	/** Paths on the host of the devices that were given to it, and rules for more. */
	readonly devices: readonly string[];
};

/** What can be changed while it runs (`docker update`). */
export type DeclaredLimits = {
	/** CPUs, 0.5 is half a core. */
	readonly cpus: number | undefined;
	readonly cpuShares: number | undefined;
	readonly cpuset: string | undefined;
	readonly memoryBytes: number | undefined;
	readonly memoryReservationBytes: number | undefined;
	/** Memory plus swap; `max` is unlimited swap. */
	readonly memorySwapBytes: number | 'max' | undefined;
	readonly pids: number | undefined;
};

/** Changes for a live container; a field left out stays as it is, one that is `undefined` is taken away as far as the engine lets a limit go. */
export type LimitsUpdate = Partial<DeclaredLimits> & {readonly restartPolicy?: string};

export type ImageKind = 'tagged' | 'dangling' | 'intermediate';

export type Image = {
	readonly id: string;
	readonly parentId: string | undefined;
	/** `name:tag`, empty for a `<none>` image. */
	readonly tags: readonly string[];
	readonly digests: readonly string[];
	readonly kind: ImageKind;
	readonly createdAt: number | undefined;
	readonly sizeBytes: number;
	readonly labels: Readonly<Record<string, string>>;
};

export type EngineInfo = {
	/** Docker or Podman. */
	readonly product: 'docker' | 'podman';
	readonly version: string;
	readonly apiVersion: string;
	readonly cgroupVersion: 1 | 2 | undefined;
	readonly cgroupDriver: string | undefined;
	readonly hostName: string;
	readonly operatingSystem: string;
	readonly kernelVersion: string;
	readonly cpus: number | undefined;
	readonly memoryBytes: number | undefined;
	readonly storageDriver: string;
	readonly isRootless: boolean;
	readonly securityOptions: readonly string[];
};

/** One event of the engine's event stream, for a container or an image. */
export type EngineEvent = {
	readonly type: 'container' | 'image' | 'other';
	/** `start`, `die`, `rename`, `health_status: healthy`, `tag` … as the engine says it. */
	readonly action: string;
	readonly id: string;
	/** Name of the container, else empty. */
	readonly name: string;
	readonly at: number;
	readonly attributes: Readonly<Record<string, string>>;
};

export type LogLine = {
	readonly stream: 'stdout' | 'stderr';
	readonly text: string;
	readonly at: number | undefined;
};

/** A path of the writable layer that differs from the image. */
export type PathChange = {
	readonly kind: 'added' | 'changed' | 'deleted';
	readonly path: string;
};

/** The machine that dockdash runs on, at one moment. CPU counters are µs since boot over all CPUs. */
export type HostReading = {
	readonly hostName: string;
	readonly cpus: number;
	readonly busyMicroseconds: number | undefined;
	readonly totalMicroseconds: number | undefined;
	readonly memoryBytes: number | undefined;
	/** Total minus MemAvailable. */
	readonly memoryUsedBytes: number | undefined;
	readonly swapBytes: number | undefined;
	readonly swapUsedBytes: number | undefined;
	readonly load: readonly [number, number, number] | undefined;
	/** File system that holds the engine's data, or `/`. */
	readonly disk: {readonly mount: string; readonly usedBytes: number; readonly sizeBytes: number} | undefined;
};
