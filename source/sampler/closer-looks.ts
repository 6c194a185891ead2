import {readMembers} from '../cgroup/members.js';
import type {Hierarchy} from '../cgroup/hierarchy.js';
import {openCgroupTree} from '../cgroup/tree.js';
import type {ConfinementLook, ProcessesLook} from '../kernel.js';
import type {Reading, TextsLook} from '../metrics/reading.js';
import {readConfinement} from '../process/confinement.js';
import {readProcesses} from '../process/processes.js';
import type {CloseLook, CloseTarget, Looks, Wanted} from '../store/looks.js';
import {readMonotonicMicroseconds} from './clock.js';
import {createCloseUp, type ClosePlace, type CloseUp} from './close-up.js';

/** What open panels and pages want to know beyond the readings of every container. Nothing here throws. */
export type CloserLooks = {
	/** `known`: what has been read in this moment of the container in a directory, so that the tree need not read it again. */
	readonly look: (wanted: Wanted, known: (directory: string) => Reading | undefined) => Looks;
	/** One container's processes and what holds it in, whatever is wanted otherwise. */
	readonly lookInside: (id: string) => Pick<Looks, 'processes' | 'confinement'>;
	/** One container's files, whatever is wanted otherwise; undefined where they cannot be read. Leaves none open. */
	readonly lookAtTexts: (id: string) => TextsLook | undefined;
	readonly close: () => void;
};

export type CloserLooksOptions = {
	readonly hierarchy: Hierarchy;
	readonly procRoot: string;
	/** Where a container has its files; undefined for one that does not run. */
	readonly find: (id: string) => ClosePlace | undefined;
};

const microsecondsBetweenConfinements = 4_000_000;

/** Opens nothing yet: the first look does. */
export function createCloserLooks({hierarchy, procRoot, find}: CloserLooksOptions): CloserLooks {
	const tree = openCgroupTree({hierarchy, now: readMonotonicMicroseconds});
	const closeUp = createCloseUp(hierarchy);
	const closeUpOnce = createCloseUp(hierarchy);
	let confined: {readonly look: ConfinementLook; readonly pid: number | undefined; readonly at: number} | undefined;

	const lookAtProcesses = (containerId: string): ProcessesLook => {
		const {directories, pid} = find(containerId) ?? {directories: new Map(), pid: undefined};
		return {containerId, takenAtMicroseconds: readMonotonicMicroseconds(), readings: readProcesses(procRoot, readMembers(directories), pid)};
	};

	const lookAtConfinement = (containerId: string): ConfinementLook => {
		const pid = find(containerId)?.pid;
		return {containerId, confinement: pid === undefined ? undefined : readConfinement(procRoot, pid)};
	};

	/** A main process hardly ever changes what holds it in, and to look costs a dozen files. */
	const lookNowAndThen = (containerId: string): ConfinementLook => {
		const [pid, at] = [find(containerId)?.pid, readMonotonicMicroseconds()];
		if (confined?.look.containerId !== containerId || confined.pid !== pid || at - confined.at >= microsecondsBetweenConfinements) {
			confined = {look: lookAtConfinement(containerId), pid, at};
		}

		return confined.look;
	};

	const lookClosely = (target: CloseTarget, by: CloseUp): CloseLook | undefined => {
		const directories = target.kind === 'cgroup' ? tree.find(target.path) : undefined;
		const place = target.kind === 'container' ? find(target.id) : directories && {directories, pid: undefined};
		return place === undefined || place.directories.size === 0 ? undefined : by.read(target, place);
	};

	return {
		look({processesOf, confinementOf, hasCgroups, closeUp: target}, known) {
			if (!hasCgroups) {
				tree.close();
			}

			if (target === undefined) {
				closeUp.close();
			}

			return {
				processes: processesOf === undefined ? undefined : lookAtProcesses(processesOf),
				confinement: confinementOf === undefined ? undefined : lookNowAndThen(confinementOf),
				cgroups: hasCgroups ? tree.read(known) : undefined,
				closeUp: target && lookClosely(target, closeUp),
			};
		},
		lookInside: id => ({processes: lookAtProcesses(id), confinement: lookAtConfinement(id)}),
		lookAtTexts(id) {
			const look = lookClosely({kind: 'container', id}, closeUpOnce);
			closeUpOnce.close();
			return look && {containerId: id, reading: look.reading, texts: look.texts};
		},
		close() {
			tree.close();
			closeUp.close();
		},
	};
}
