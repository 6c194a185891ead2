import {titleOf} from '../layout.js';
import {
	isStale, selectCounts, selectMarkedRows, selectSelectedIndex, selectVisibleRows,
} from '../store/selectors.js';
import type {State} from '../store/state.js';
import {frameCells} from '../ui/frame.js';
import {scrollTo} from '../ui/scroll.js';
import {drawTable, tableHeaderLines} from '../ui/table.js';
import {createColumns, createRemark} from './container-columns.js';
import {centerOn, framePanel, type Panel} from './panel.js';

/** All containers, with what each of them uses now. */
export const drawContainers: Panel = (state, context) => {
	const {width, height, isFocused, theme} = context;
	const rows = selectVisibleRows(state);
	const counts = selectCounts(state);
	const {sort, filter, isShowingAll, dialog, marked} = state.view;
	const markedCount = selectMarkedRows(state).length;
	const selected = selectSelectedIndex(state);
	const bodyHeight = height - frameCells;
	const listHeight = bodyHeight - tableHeaderLines;
	const shownFilter = dialog?.kind === 'filter' ? dialog.text : filter;
	const notes = [
		state.isListed ? `${counts.running} of ${counts.all}${isShowingAll ? '' : ' run'}` : (state.connection.status === 'lost' ? 'no engine' : 'asking the engine'),
		...(isStale(state) ? [theme.warn('last known')] : []),
		...(markedCount === 0 ? [] : [theme.accent(`${markedCount} marked`)]),
		...(shownFilter === '' ? [] : [`/${shownFilter}`]),
		`by ${sort.id}`,
	];
	return framePanel('containers', context, notes, drawTable({
		columns: createColumns(state, theme),
		rows,
		width: width - frameCells,
		height: bodyHeight,
		selected: rows.length === 0 ? -1 : selected,
		offset: scrollTo(centerOn(selected, listHeight), selected, rows.length, listHeight),
		isFocused,
		theme,
		sortedBy: sort,
		isMarked: ({container}) => marked.has(container.id),
		remark: row => createRemark(row, state, theme),
		empty: explainEmptiness(state),
	}));
};

function explainEmptiness(state: State): string {
	if (!state.isListed) {
		return state.connection.status === 'lost' ? `no engine, no containers: ${titleOf('cgroups')} shows what this machine runs` : 'asking the engine for its containers';
	}

	if (state.view.filter !== '') {
		return 'no container matches the filter (Esc clears it)';
	}

	return state.rows.size === 0 ? 'no containers yet: docker run makes one' : 'no container runs (a shows all)';
}
