import {formatBytes, formatPercent} from '../metrics/format.js';
import type {ProcessRow} from '../metrics/processes.js';
import {selectCursor} from '../store/lists.js';
import {isLive, selectSelectedRow} from '../store/selectors.js';
import type {Row} from '../store/state.js';
import {frameCells} from '../ui/frame.js';
import {scrollTo} from '../ui/scroll.js';
import {drawTable, tableHeaderLines, type Column} from '../ui/table.js';
import type {Theme} from '../ui/theme.js';
import {centerOn, framePanel, type Panel} from './panel.js';

/** The selected container's processes as a tree. */
export const drawProcesses: Panel = (state, context) => {
	const {width, height, isFocused, theme} = context;
	const row = selectSelectedRow(state);
	// Those of the container before this one are not shown under its name.
	const list = state.processes?.containerId === row?.container.id ? state.processes : undefined;
	const selected = selectCursor(state, 'processes');
	const rows = list?.rows ?? [];
	const warning = warnOfInit(rows, theme);
	const tableHeight = height - frameCells - warning.length;
	const listHeight = tableHeight - tableHeaderLines;
	const body = drawTable({
		columns: createColumns(theme),
		rows,
		width: width - frameCells,
		height: tableHeight,
		selected,
		offset: scrollTo(centerOn(selected, listHeight), selected, rows.length, listHeight),
		isFocused,
		theme,
		empty: explainEmptiness(row, list !== undefined),
	});
	const notes = row === undefined ? [] : [row.container.name, ...(list === undefined ? [] : [`${rows.length}`])];
	return framePanel('processes', context, notes, [...body, ...warning]);
};

/** The trap of many a lab: process 1 without a handler does not notice the stop signal. */
function warnOfInit(rows: readonly ProcessRow[], theme: Theme): readonly string[] {
	const isDeaf = rows.some(({innerPid, pid, reactsToTerminate}) => innerPid === 1 && pid !== 1 && reactsToTerminate === false);
	return isDeaf ? [theme.warn(' process 1 ignores SIGTERM, so a stop takes until its kill (10 s)')] : [];
}

function explainEmptiness(row: Row | undefined, isRead: boolean): string {
	if (row === undefined) {
		return 'no container is selected';
	}

	if (!isLive(row)) {
		return 'it has no processes: it does not run';
	}

	if (!isRead) {
		return 'not read yet';
	}

	return row.sample?.source === 'engine' ? 'its processes cannot be seen from here, only what the engine tells' : 'its processes cannot be read';
}

function createColumns(theme: Theme): ReadonlyArray<Column<ProcessRow>> {
	return [
		{
			id: 'pid', title: 'PID', minimum: 7, ideal: 7, align: 'right', rank: 0, draw: ({pid}) => String(pid),
		},
		{
			id: 'inner', title: 'INSIDE', minimum: 6, ideal: 7, align: 'right', rank: 1, draw: ({innerPid}) => String(innerPid),
		},
		{
			id: 'user', title: 'USER', minimum: 5, ideal: 6, align: 'right', rank: 5, draw: ({userId}) => String(userId),
		},
		{
			id: 'state', title: 'STATE', minimum: 8, ideal: 10, rank: 6, draw: ({state}) => state ?? '--',
		},
		{
			id: 'cpu', title: 'CPU %', minimum: 6, ideal: 6, align: 'right', rank: 3, draw: ({cpuPercent}) => formatPercent(cpuPercent),
		},
		{
			id: 'memory', title: 'MEM', minimum: 4, ideal: 4, align: 'right', rank: 4, draw: ({residentBytes}) => formatBytes(residentBytes),
		},
		{
			id: 'command', title: 'COMMAND', minimum: 12, ideal: 20, flex: 1, rank: 2, draw: ({depth, command}) => `${theme.faint(drawBranch(depth, theme))}${command}`,
		},
	];
}

function drawBranch(depth: number, theme: Theme): string {
	return depth === 0 ? '' : `${' '.repeat(Math.min(depth, 12) - 1)}${theme.glyphs.lastBranch} `;
}
