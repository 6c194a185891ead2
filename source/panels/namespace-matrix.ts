import {namespaceKinds, type NamespaceKind} from '../container.js';
import {selectNamespaceMatrix, type MatrixCell, type MatrixRow} from '../store/namespace-matrix.js';
import {selectSelectedIndex} from '../store/selectors.js';
import type {State} from '../store/state.js';
import {fit} from '../ui/cells.js';
import {scrollTo} from '../ui/scroll.js';
import type {Theme} from '../ui/theme.js';
import {centerOn, type DrawContext} from './panel.js';

/** What each kind of namespace is of, in a few words. */
export const abouts: Readonly<Record<NamespaceKind, string>> = {
	mnt: 'mounts: which files it sees',
	pid: 'process ids',
	net: 'interfaces, addresses, ports',
	ipc: 'shared memory, semaphores',
	uts: 'host name',
	user: 'users and their rights',
	cgroup: 'root of its cgroup tree',
	time: 'boot and monotonic clocks',
};

/** Cells of a column without its gap, from the widest: letter and inode, letter and `host`, the letter. */
const cellWidths = [12, 6, 3] as const;
const leastNameCells = 12;
const mostNameCells = 24;
const noteCells = 24;

/**
 * The host and all containers down, kinds of namespaces across. In a column one letter, and for what is shared one colour, is one
 * namespace; the host's is A. The cell of the selected container and kind has a marker.
 */
export function drawMatrix(state: State, {width, height, theme}: DrawContext): readonly string[] {
	const [host, ...rows] = selectNamespaceMatrix(state);
	const selected = selectSelectedIndex(state);
	const columns = placeColumns(width);
	const header = ` ${fit('', columns.name)}${namespaceKinds.map(kind => {
		const title = fit(kind.slice(0, columns.cell), columns.cell);
		return ` ${kind === state.view.namespaceKind ? theme.accent(title) : theme.faint(title)}`;
	}).join('')}`;
	const room = height - fixedLines;
	const offset = scrollTo(centerOn(selected, room), selected, rows.length, room);
	const draw = (row: MatrixRow, isSelected: boolean): string => drawRow(row, isSelected ? state.view.namespaceKind : undefined, columns, theme);
	const shown = rows.slice(offset, offset + Math.max(0, room)).map((row, index) => draw(row, offset + index === selected));
	const empty = Array.from({length: Math.max(0, room - shown.length)}, () => '');
	return [header, ...(host === undefined ? [] : [draw(host, false)]), ...shown, ...empty, ...drawLegend(state, rows, theme)];
}

// Header, host and the two lines of the legend.
const fixedLines = 4;

type Columns = {
	readonly name: number;
	readonly cell: number;
	/** For what was joined; 0 where there is no room. */
	readonly note: number;
};

function placeColumns(width: number): Columns {
	const gap = 1;
	const leave = (cells: number): number => width - 1 - (namespaceKinds.length * (cells + gap));
	const cell = cellWidths.find(cells => leave(cells) >= leastNameCells) ?? cellWidths[2];
	const left = leave(cell);
	const note = left >= mostNameCells + noteCells ? noteCells : 0;
	return {name: Math.max(1, Math.min(mostNameCells, left - note)), cell, note: left > note ? note : 0};
}

function drawRow({container, isLive, cells}: MatrixRow, cursor: NamespaceKind | undefined, {name, cell, note}: Columns, theme: Theme): string {
	const {marker, ellipsis} = theme.glyphs;
	const title = fit(container?.name ?? 'the host', name, 'left', ellipsis);
	const start = `${cursor === undefined ? ' ' : theme.accent(marker)}${container === undefined ? theme.strong(title) : title}`;
	if (!isLive) {
		return `${start} ${theme.faint('has no processes, so no namespaces')}`;
	}

	const drawn = namespaceKinds.map(kind => {
		const isCursor = kind === cursor;
		const text = fit(formatCell(cells[kind], container === undefined, cell), cell, 'left', '');
		const paint = container === undefined ? theme.strong : paintOf(kind, cells[kind], theme);
		return `${isCursor ? theme.accent(marker) : ' '}${isCursor ? theme.selected(text) : paint(text)}`;
	});
	const joined = note === 0 ? '' : ` ${theme.warn(listJoined(cells).join(', '))}`;
	return start + drawn.join('') + joined;
}

function formatCell({letter, isOfHost, inode, declared, joined}: MatrixCell, isHost: boolean, width: number): string {
	if (letter === undefined) {
		const word = joined ?? (declared === undefined ? undefined : (isOfHost ? 'host' : 'own'));
		return word === undefined ? '--' : `${word.slice(0, width - 1)}*`;
	}

	if (width < cellWidths[1]) {
		return isOfHost && !isHost ? `${letter}!` : letter;
	}

	if (isOfHost && !isHost) {
		return `${letter} host`;
	}

	return width < cellWidths[0] ? letter : `${letter} ${inode ?? ''}`;
}

/** Of these an engine gives the host's to everyone, unless it is told otherwise. */
export const usuallyOfHost: ReadonlySet<NamespaceKind> = new Set(['user', 'cgroup', 'time']);

/** What is shared is what one looks for. */
function paintOf(kind: NamespaceKind, {letter = '', isOfHost, others}: MatrixCell, theme: Theme): (text: string) => string {
	if (isOfHost) {
		return usuallyOfHost.has(kind) ? theme.faint : theme.warn;
	}

	return others.length === 0 ? theme.faint : (theme.series[letter.codePointAt(0)! % theme.series.length] ?? theme.accent);
}

function listJoined(cells: MatrixRow['cells']): readonly string[] {
	return namespaceKinds.flatMap(kind => cells[kind].joined === undefined ? [] : [`${kind} of ${cells[kind].joined}`]);
}

/** About the cell of the cursor, and what the signs mean. */
function drawLegend({view}: State, rows: readonly MatrixRow[], theme: Theme): readonly string[] {
	const kind = view.namespaceKind;
	const joiners = rows.flatMap(({container, cells}) => cells[kind].joined === undefined ? [] : [`${container?.name ?? ''} joined that of ${cells[kind].joined}`]);
	const isDeclared = rows.some(({isLive, cells}) => isLive && cells[kind].letter === undefined && cells[kind].declared !== undefined);
	return [
		` ${theme.accent(kind)} ${theme.faint(abouts[kind])}${joiners.length === 0 ? '' : `  ${theme.warn(joiners.join(', '))}`}`,
		theme.faint(` Same letter in a column: same namespace. A is the host's.${isDeclared ? ' * is declared, not read.' : ''}`),
	];
}
