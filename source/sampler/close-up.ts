import {openDirectories, type Cgroup} from '../cgroup/read.js';
import type {Hierarchy} from '../cgroup/hierarchy.js';
import type {Directories} from '../cgroup/scan.js';
import {createTextKeeper, type TextKeeper} from '../cgroup/texts.js';
import {KeptFile} from '../kernel-files/kept-file.js';
import {parseNetworkDevices} from '../process/network.js';
import type {CloseLook, CloseTarget} from '../store/looks.js';
import {readMonotonicMicroseconds} from './clock.js';

/** Where what is looked at has its files. */
export type ClosePlace = {
	readonly directories: Directories;
	/** Its main process, for the network; undefined where there is none to speak of. */
	readonly pid: number | undefined;
};

/** Looks at every number of one thing at a time, and keeps its files open in between. */
export type CloseUp = {
	/** Undefined when it is gone. Never throws. */
	readonly read: (target: CloseTarget, place: ClosePlace) => CloseLook | undefined;
	readonly close: () => void;
};

type Open = {
	readonly key: string;
	readonly cgroup: Cgroup;
	readonly keeper: TextKeeper;
	readonly network: KeptFile | undefined;
};

/** Opens nothing yet: the first read does. */
export function createCloseUp(hierarchy: Hierarchy): CloseUp {
	let open: Open | undefined;

	const close = (): void => {
		open?.cgroup.close();
		open?.network?.close();
		open = undefined;
	};

	const openPlace = (key: string, {directories, pid}: ClosePlace): Open => {
		const keeper = createTextKeeper();
		return {
			key,
			keeper,
			cgroup: openDirectories(hierarchy, directories, keeper.lens),
			network: pid === undefined ? undefined : new KeptFile(`${hierarchy.procRoot}/${pid}/net/dev`),
		};
	};

	return {
		read(target, place) {
			const key = JSON.stringify([target, place.pid, ...place.directories]);
			if (open?.key !== key) {
				close();
			}

			open ??= openPlace(key, place);
			const {cgroup, keeper, network} = open;
			keeper.clear();
			cgroup.forgetSettings();
			const takenAtMicroseconds = readMonotonicMicroseconds();
			const sample = cgroup.read();
			if (sample.status === 'gone') {
				close();
				return undefined;
			}

			const traffic = network?.read();
			return {
				target,
				reading: {
					...sample.reading,
					takenAtMicroseconds,
					source: 'cgroup',
					network: parseNetworkDevices(traffic),
					namespaces: undefined,
					problems: sample.problems,
				},
				texts: [...keeper.list(), ...(network === undefined || traffic === undefined ? [] : [{path: network.path, text: traffic}])],
			};
		},
		close,
	};
}
