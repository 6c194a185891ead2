import type {HostReading} from '../container.js';

/** The machine dockdash runs on. */
export type Host = {
	/** Never rejects: what cannot be read is undefined. Fast: no child process, nothing that blocks for more than a few milliseconds. */
	readonly read: () => HostReading;
	readonly close: () => void;
};
