import type {Container} from '../container.js';
import {parentOf, type CgroupRow, type CgroupTable} from '../metrics/cgroups.js';
import type {State} from './state.js';

/** A line of the tree as it is shown. */
export type CgroupLine = CgroupRow & {
	/** The container it belongs to, where the engine knows it. */
	readonly container: Container | undefined;
	/** Undefined where there is nothing below it. */
	readonly isOpen: boolean | undefined;
};

let last: {readonly cgroups: State['cgroups']; readonly rows: State['rows']; readonly folds: State['view']['folds']; readonly lines: readonly CgroupLine[]} | undefined;

/** The cgroups that no folded one hides. Until somebody folds, what leads to a container is open, and the top. */
export function selectCgroupLines({cgroups, rows, view: {folds}}: State): readonly CgroupLine[] {
	if (last === undefined || last.cgroups !== cgroups || last.rows !== rows || last.folds !== folds) {
		last = {cgroups, rows, folds, lines: cgroups === undefined ? [] : listLines(cgroups, rows, folds)};
	}

	return last.lines;
}

function listLines(cgroups: CgroupTable, rows: State['rows'], folds: State['view']['folds']): readonly CgroupLine[] {
	const open = new Set<string>();
	const lines: CgroupLine[] = [];
	for (const row of cgroups.rows.values()) {
		const {path, children, depth} = row;
		if (depth > 0 && !open.has(parentOf(path))) {
			continue;
		}

		const isOpen = children.length === 0 ? undefined : (folds.get(path) ?? (depth === 0 || cgroups.leading.has(path)));
		if (isOpen === true) {
			open.add(path);
		}

		lines.push({...row, isOpen, container: row.containerId === undefined ? undefined : rows.get(row.containerId)?.container});
	}

	return lines;
}
