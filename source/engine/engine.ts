import type {Container, ContainerDetail, EngineEvent, EngineInfo, Image, LimitsUpdate, LogLine, PathChange} from '../container.js';
import type {Reading} from '../metrics/reading.js';

/** JSON as the engine sent it: untrusted, and kept whole for start over, details and recordings. */
export type EngineDocument = Readonly<Record<string, unknown>>;

export type Inspected = {
	readonly container: Container & {readonly detail: ContainerDetail};
	readonly document: EngineDocument;
};

/** An interactive program inside a container: bytes in, bytes out. */
export type ShellSession = {
	readonly output: AsyncIterable<Uint8Array>;
	readonly write: (bytes: Uint8Array) => void;
	readonly resize: (columns: number, rows: number) => Promise<void>;
	/** Resolves with the exit code once `output` has ended; undefined when the engine does not tell. */
	readonly exitCode: () => Promise<number | undefined>;
	readonly close: () => void;
};

export type LogOptions = {
	readonly tail: number;
	readonly signal: AbortSignal;
	/** Milliseconds since 1970. */
	readonly since?: number;
	/** False ends after what is there. */
	readonly follow?: boolean;
};

/**
 * THE PORT: all that dockdash asks of a container engine. Ids may be names. Every function rejects with `EngineError`
 * and nothing else, except for `AbortError` when its own signal ended it; iterables throw the same way.
 */
export type Engine = {
	/** The address, for people: `unix:///var/run/docker.sock`. */
	readonly address: string;
	/** True when the engine's processes are this machine's, so that its pids and cgroups can be looked up here. */
	readonly isLocal: boolean;

	readonly readInfo: () => Promise<EngineInfo>;
	/** All containers, stopped ones too; `detail` is undefined. */
	readonly listContainers: () => Promise<readonly Container[]>;
	readonly inspectContainer: (id: string) => Promise<Inspected>;
	/** All images, dangling and intermediate ones too. */
	readonly listImages: () => Promise<readonly Image[]>;
	readonly inspectImage: (id: string) => Promise<EngineDocument>;
	/** Calls `onOpen` once the engine has accepted the subscription: list after that, and nothing falls between. */
	readonly watchEvents: (signal: AbortSignal, onOpen: () => void) => AsyncIterable<EngineEvent>;
	/** The stats API as readings, one each second: the fallback where the cgroup files cannot be read. */
	readonly watchStats: (id: string, signal: AbortSignal) => AsyncIterable<Reading>;
	readonly watchLogs: (id: string, options: LogOptions) => AsyncIterable<LogLine>;
	readonly listChanges: (id: string) => Promise<readonly PathChange[]>;
	/** Bytes of the writable layer; slow, only on demand. */
	readonly measureWritableLayer: (id: string) => Promise<number | undefined>;
	/** The id of the pod that a container is in, of which its inspect says nothing: it cannot be made again outside it. Undefined where there is none. */
	readonly readPod: (id: string) => Promise<string | undefined>;

	readonly start: (id: string) => Promise<void>;
	/** Sends the stop signal, and kills after the container's own stop timeout. */
	readonly stop: (id: string, timeoutSeconds?: number) => Promise<void>;
	readonly restart: (id: string) => Promise<void>;
	readonly kill: (id: string, signal: string) => Promise<void>;
	readonly pause: (id: string) => Promise<void>;
	readonly unpause: (id: string) => Promise<void>;
	readonly remove: (id: string, options: {readonly force: boolean; readonly volumes: boolean}) => Promise<void>;
	readonly rename: (id: string, name: string) => Promise<void>;
	readonly update: (id: string, limits: LimitsUpdate) => Promise<void>;
	/** Makes a container from a create body; returns its id. */
	readonly create: (name: string, body: EngineDocument) => Promise<string>;
	readonly connectNetwork: (network: string, container: string, endpoint: EngineDocument) => Promise<void>;
	readonly disconnectNetwork: (network: string, container: string) => Promise<void>;
	/** Writes the container's file system to an image; returns the image id. */
	readonly commit: (id: string, reference: string, labels: Readonly<Record<string, string>>) => Promise<string>;
	readonly removeImage: (id: string, force: boolean) => Promise<void>;
	readonly removeVolume: (name: string) => Promise<void>;
	readonly openShell: (id: string, command: readonly string[], size: {readonly columns: number; readonly rows: number}) => Promise<ShellSession>;
	readonly close: () => void;
};
