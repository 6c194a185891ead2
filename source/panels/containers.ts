import {titleOf} from '../layout.js';
import {
	hasHidden, isLive, isStale, selectCounts, selectFilter, selectMarkedRows, selectSelectedIndex, selectSelectedRow, selectVisibleRows,
} from '../store/selectors.js';
import type {State} from '../store/state.js';
import {frameCells} from '../ui/frame.js';
import {scrollTo} from '../ui/scroll.js';
import {
	drawTable, placeColumns, tableHeaderLines, tableMarkerCells,
} from '../ui/table.js';
import type {Theme} from '../ui/theme.js';
import {createColumns, createRemark, driftColumn} from './container-columns.js';
import {centerOn, framePanel, type Panel} from './panel.js';

/** All containers, with what each of them uses now. */
export const drawContainers: Panel = (state, context) => {
	const {width, height, isFocused, theme} = context;
	const rows = selectVisibleRows(state);
	const counts = selectCounts(state);
	const {sort, marked} = state.view;
	const markedCount = selectMarkedRows(state).length;
	const selected = selectSelectedIndex(state);
	const bodyHeight = height - frameCells;
	const filter = selectFilter(state);
	const count = filter === '' ? `${counts.running} of ${counts.all} run` : `${rows.length} of ${counts.all} shown`;
	const notes = [
		state.isListed ? count : (state.connection.status === 'lost' ? 'no engine' : 'asking the engine'),
		...(isStale(state) ? [theme.warn('last known')] : []),
		...(markedCount === 0 ? [] : [theme.accent(`${markedCount} marked`)]),
		...(filter === '' ? [] : [`/${filter}`]),
		`by ${sort.id}`,
	];
	return framePanel('containers', context, notes, drawTable({
		columns: createColumns(state, theme),
		rows,
		width: width - frameCells,
		height: bodyHeight,
		selected: rows.length === 0 ? -1 : selected,
		offset: findOffset(state, height),
		isFocused,
		theme,
		sortedBy: sort,
		isMarked: ({container}) => marked.has(container.id),
		remark: row => createRemark(row, state, theme),
		empty: explainEmptiness(state),
	}));
};

/** Ids of the containers with processes whose drift is on screen, in a panel of that size: the selected one first. None where the column has no place. */
export function listDriftShown(state: State, {width, height}: {readonly width: number; readonly height: number}, theme: Theme): readonly string[] {
	const placed = placeColumns(createColumns(state, theme), width - frameCells - tableMarkerCells);
	if (placed.every(({column}) => column.id !== driftColumn)) {
		return [];
	}

	const offset = findOffset(state, height);
	const shown = selectVisibleRows(state).slice(offset, offset + listRows(height)).filter(row => isLive(row));
	const selected = selectSelectedRow(state);
	return shown.toSorted((one, other) => Number(other === selected) - Number(one === selected)).map(({container}) => container.id);
}

function listRows(height: number): number {
	return height - frameCells - tableHeaderLines;
}

/** Index of the first row that is on screen. */
function findOffset(state: State, height: number): number {
	const selected = selectSelectedIndex(state);
	return scrollTo(centerOn(selected, listRows(height)), selected, selectVisibleRows(state).length, listRows(height));
}

function explainEmptiness(state: State): string {
	if (!state.isListed) {
		const {connection} = state;
		// The notice line has no room for the whole sentence, whose end is what to do.
		return connection.status === 'lost'
			? `${connection.problem} Meanwhile ${titleOf('cgroups')} shows what this machine runs.`
			: `asking the engine at ${connection.address} for its containers`;
	}

	// While a filter is being typed, `a` is a letter of it.
	const isTyping = state.view.dialog?.kind === 'filter';
	if (hasHidden(state)) {
		const hint = `(${isTyping ? 'Enter, then ' : ''}a shows all)`;
		return selectFilter(state) === '' ? `no container runs ${hint}` : `no container that runs matches the filter ${hint}`;
	}

	if (selectFilter(state) !== '') {
		return `no container matches the filter${isTyping ? '' : ' (Esc clears it)'}`;
	}

	return 'no containers yet: docker run makes one';
}
