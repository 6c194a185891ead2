import type {Row, State} from '../store/state.js';
import {drawTable, tableHeaderLines} from '../ui/table.js';
import type {Theme} from '../ui/theme.js';
import {createColumns, createRemark} from './container-columns.js';

// A single picture has no past to draw.
const withoutHistory = new Set(['cpuHistory', 'memoryBar']);

/** The container list as plain lines, for a pipe or a scrollback. */
export function formatTable(state: State, rows: readonly Row[], width: number, theme: Theme): string {
	const lines = drawTable({
		columns: createColumns(state, theme).filter(({id}) => !withoutHistory.has(id)),
		rows,
		width,
		height: rows.length + tableHeaderLines + (rows.length === 0 ? 1 : 0),
		selected: -1,
		offset: 0,
		isFocused: false,
		theme,
		remark: row => createRemark(row, state, theme),
		empty: 'no container runs (--all shows the others)',
	});
	return lines.map(line => line.trimEnd()).join('\n');
}
