import {
	formatBytes, formatBytesOfLimit, formatCount, formatPercent, noLimitSign, unknownText,
} from '../metrics/format.js';
import {selectCgroupLines, type CgroupLine} from '../store/cgroups.js';
import {selectCursor} from '../store/lists.js';
import type {State} from '../store/state.js';
import {frameCells} from '../ui/frame.js';
import {scrollTo} from '../ui/scroll.js';
import {drawTable, tableHeaderLines, type Column} from '../ui/table.js';
import type {Theme} from '../ui/theme.js';
import {centerOn, framePanel, type Panel} from './panel.js';

/** The tree of the machine's cgroups: what each uses with all below it, and what it uses itself. */
export const drawCgroups: Panel = (state, context) => {
	const {width, height, isFocused, theme} = context;
	const lines = selectCgroupLines(state);
	const selected = selectCursor(state, 'cgroups');
	const listHeight = height - frameCells - tableHeaderLines;
	return framePanel('cgroups', context, summarize(state), drawTable({
		columns: createColumns(theme),
		rows: lines,
		width: width - frameCells,
		height: height - frameCells,
		selected,
		offset: scrollTo(centerOn(selected, listHeight), selected, lines.length, listHeight),
		isFocused,
		theme,
		empty: state.cgroups === undefined ? 'not read yet' : 'no cgroup file system is mounted here: name the machine\'s with --cgroup-root',
	}));
};

// A tree of the last look or the one before is as good as new.
const newMilliseconds = 2000;

/** How old the tree is, in a recording, where such looks are seldom. */
function describeAge({cgroups, playback}: State): readonly string[] {
	const age = (playback?.position ?? 0) - (cgroups?.recordedAt ?? Infinity);
	return age > newMilliseconds ? [`as it was ${Math.floor(age / 1000)} s ago`] : [];
}

function summarize(state: State): readonly string[] {
	const {cgroups, host} = state;
	if (cgroups === undefined) {
		return [];
	}

	const {rows, isWhole} = cgroups;
	// An engine on another machine has its containers there, and not in this tree.
	return [
		isWhole ? `${rows.size}` : `the first ${rows.size}`,
		...describeAge(state),
		`${formatPercent(rows.get('/')?.sample.cpu?.percent)} % of cpu`,
		...(host === undefined ? [] : [`on ${host.hostName}`]),
	];
}

function createColumns(theme: Theme): ReadonlyArray<Column<CgroupLine>> {
	const noLimit = noLimitSign(theme);
	return [
		{
			id: 'name', title: 'CGROUP', minimum: 16, ideal: 30, flex: 1, rank: 0, draw: line => drawName(line, theme),
		},
		{
			id: 'cpu', title: 'CPU %', minimum: 6, ideal: 6, align: 'right', rank: 1, draw: ({sample}) => formatPercent(sample.cpu?.percent),
		},
		{
			id: 'ownCpu', title: 'OWN %', minimum: 6, ideal: 6, align: 'right', rank: 3, draw: ({own}) => theme.faint(formatPercent(own.cpuPercent)),
		},
		{
			id: 'memory', title: 'MEM', minimum: 9, ideal: 9, align: 'right', rank: 2,
			draw: ({sample: {memory}}) => memory === undefined ? unknownText : formatBytesOfLimit(memory.usedBytes, memory.limitBytes, noLimit),
		},
		{
			id: 'ownMemory', title: 'OWN', minimum: 4, ideal: 4, align: 'right', rank: 4, draw: ({own}) => theme.faint(formatBytes(own.memoryBytes)),
		},
		{
			id: 'pids', title: 'PIDS', minimum: 4, ideal: 4, align: 'right', rank: 5, draw: ({sample}) => formatCount(sample.pids?.current),
		},
		{
			id: 'processes', title: 'PROCS', minimum: 5, ideal: 5, align: 'right', rank: 7, draw: ({processes}) => theme.faint(formatCount(processes)),
		},
		{
			id: 'io', title: 'IO r/w', minimum: 9, ideal: 9, align: 'right', rank: 6,
			draw: ({sample: {io}}) => io === undefined ? unknownText : `${formatBytes(io.readBytesPerSecond)}/${formatBytes(io.writtenBytesPerSecond)}`,
		},
		{
			id: 'controllers', title: 'CONTROLLERS', minimum: 12, ideal: 24, flex: 1, rank: 8, draw: ({controllers}) => theme.faint(controllers.join(' ')),
		},
	];
}

function drawName({path, depth, isOpen, container}: CgroupLine, theme: Theme): string {
	const {glyphs} = theme;
	const fold = isOpen === undefined ? ' ' : (isOpen ? glyphs.open : glyphs.folded);
	return `${' '.repeat(Math.min(depth, 12))}${theme.faint(fold)} ${container === undefined ? shorten(path) : `${theme.good(glyphs.running)} ${theme.accent(container.name)}`}`;
}

/** The last part of the path; a container's id as short as the engine's list has it. */
function shorten(path: string): string {
	const name = path === '/' ? '/' : path.slice(path.lastIndexOf('/') + 1);
	return name.replace(/[\da-f]{64}/v, id => id.slice(0, 12));
}
