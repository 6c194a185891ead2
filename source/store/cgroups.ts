import type {Container} from '../container.js';
import {parentOf, type CgroupRow} from '../metrics/cgroups.js';
import type {State} from './state.js';

/** A line of the tree as it is shown. */
export type CgroupLine = CgroupRow & {
	/** The container it belongs to, where the engine knows it. */
	readonly container: Container | undefined;
	/** Undefined where there is nothing below it. */
	readonly isOpen: boolean | undefined;
};

// Engines put the container's id into the name of its cgroup: `docker-ID.scope`, `libpod-ID.scope`, `ID`. In `libpod-conmon-ID.scope`
// is Podman's watcher of the container.
const containerId = /(?<!conmon-)[\da-f]{64}/v;

/** The container's id in the last part of a path, or undefined. */
export function findContainerId(path: string): string | undefined {
	return containerId.exec(path.slice(path.lastIndexOf('/')))?.[0];
}

let last: {readonly cgroups: State['cgroups']; readonly rows: State['rows']; readonly folds: State['view']['folds']; readonly lines: readonly CgroupLine[]} | undefined;

/** The cgroups that no folded one hides. Until somebody folds, what leads to a container is open, and the top. */
export function selectCgroupLines({cgroups, rows, view: {folds}}: State): readonly CgroupLine[] {
	if (last === undefined || last.cgroups !== cgroups || last.rows !== rows || last.folds !== folds) {
		last = {cgroups, rows, folds, lines: cgroups === undefined ? [] : listLines(cgroups.rows, rows, folds)};
	}

	return last.lines;
}

function listLines(cgroups: ReadonlyMap<string, CgroupRow>, rows: State['rows'], folds: State['view']['folds']): readonly CgroupLine[] {
	const leading = findLeading(cgroups);
	const open = new Set<string>();
	const lines: CgroupLine[] = [];
	for (const row of cgroups.values()) {
		const {path, children, depth} = row;
		if (depth > 0 && !open.has(parentOf(path))) {
			continue;
		}

		const isOpen = children.length === 0 ? undefined : (folds.get(path) ?? (depth === 0 || leading.has(path)));
		if (isOpen === true) {
			open.add(path);
		}

		lines.push({...row, isOpen, container: rows.get(findContainerId(path) ?? '')?.container});
	}

	return lines;
}

/** The paths that have a container somewhere below them. */
function findLeading(cgroups: ReadonlyMap<string, CgroupRow>): ReadonlySet<string> {
	const leading = new Set<string>();
	for (const path of cgroups.keys()) {
		if (findContainerId(path) !== undefined) {
			for (let above = parentOf(path); above !== '/' && !leading.has(above); above = parentOf(above)) {
				leading.add(above);
			}
		}
	}

	return leading;
}
