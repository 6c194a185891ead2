import type {ConfinementLook, ProcessesLook} from '../kernel.js';
import type {CgroupLook, FileText, Reading} from '../metrics/reading.js';

/** What every number of is wanted, with the texts that they are made of. */
export type CloseTarget =
	| {readonly kind: 'container'; readonly id: string}
	| {readonly kind: 'cgroup'; readonly path: string};

export type CloseLook = {
	readonly target: CloseTarget;
	readonly reading: Reading;
	readonly texts: readonly FileText[];
	/** In a recording such looks are seldom; undefined is live, where each look follows another. */
	readonly recorded?: {
		/** When it was taken, in ms from the beginning. */
		readonly at: number;
		/** The one before it, of the same, for rates. */
		readonly before: Reading | undefined;
	};
};

/** What is on screen wants to know beyond the numbers of every container. */
export type Wanted = {
	/** Processes of the container with that id. */
	readonly processesOf: string | undefined;
	/** What holds the container with that id in. */
	readonly confinementOf: string | undefined;
	/** The tree of all cgroups. */
	readonly hasCgroups: boolean;
	readonly closeUp: CloseTarget | undefined;
	/** The container that is selected: of all others limits may be a little old. */
	readonly selected: string | undefined;
};

/** The answer to `Wanted`; undefined is what was not wanted, or cannot be read here. */
export type Looks = {
	readonly processes?: ProcessesLook | undefined;
	readonly confinement?: ConfinementLook | undefined;
	readonly cgroups?: CgroupLook | undefined;
	readonly closeUp?: CloseLook | undefined;
};

export function isSameTarget(one: CloseTarget, other: CloseTarget): boolean {
	return one.kind === 'container'
		? other.kind === 'container' && one.id === other.id
		: other.kind === 'cgroup' && one.path === other.path;
}
