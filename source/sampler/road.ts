import type {Location} from '../cgroup/locate.js';
import type {Reading, ReadingProblem} from '../metrics/reading.js';

/** The way that the numbers of one container take, from its start to its end. */
export type Road = {
	/** Undefined when there is nothing new to be told. */
	readonly read: (round: number) => Reading | undefined;
	/** Its cgroup; none where only the engine tells. */
	readonly directories: Location['directories'];
	/** The next reading has settings that are not older than itself. */
	readonly wantSettings: () => void;
	/** The same after something has happened to it: files that were missing are looked for too. */
	readonly forgetSettings: () => void;
	/** Whether it has broken off, so that a new one is worth a try. */
	readonly hasEnded: () => boolean;
	readonly close: () => void;
};

/** Why the kernel's files of a container are not to be read here. */
export function blockRoad(reason: string, status: ReadingProblem['status'] = 'failed'): ReadingProblem {
	return {group: 'cgroup', status, reason};
}
