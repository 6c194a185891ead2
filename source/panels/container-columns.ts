import {drawSparkline} from '../charts/sparkline.js';
import type {Container} from '../container.js';
import {
	formatBytes, formatBytesOfLimit, formatCount, formatDuration, formatPercent, noLimitSign, unknownText,
} from '../metrics/format.js';
import type {Metric} from '../metrics/metric.js';
import {findMetric} from '../metrics/metrics.js';
import {describeTrouble, isInRestartLoop} from '../metrics/exit.js';
import {readHistory} from '../store/history.js';
import {isBroken, isStale} from '../store/selectors.js';
import type {Row, State} from '../store/state.js';
import {describeStatus, describeStatusInShort} from '../store/status.js';
import type {Column, Remark} from '../ui/table.js';
import type {Theme} from '../ui/theme.js';

/** Paths that differ from the image. It is filled slowly, and only while it is shown. */
export const driftColumn = 'drift';

/** Since the last start. The order by age is another one, by when it was made. */
const uptimeColumn = 'uptime';

/** Columns of the container list; those of a higher rank give way when it is narrow, and what the list is ordered by does not. */
export function createColumns(state: State, theme: Theme): ReadonlyArray<Column<Row>> {
	const {id} = state.view.sort;
	const columns = listColumns(state, theme);
	const metric = columns.some(column => column.id === id) ? undefined : findMetric(id);
	if (metric !== undefined) {
		return columns.toSpliced(columns.findIndex(column => column.id === uptimeColumn), 0, createMetricColumn(metric, theme));
	}

	// With room for its arrow.
	return columns.map(column => column.id === id ? {...column, rank: sortedRank, minimum: Math.max(column.minimum, column.title.length + 1)} : column);
}

// After state and name.
const sortedRank = 1.5;

function createMetricColumn({id, title, select, format}: Metric, theme: Theme): Column<Row> {
	const noLimit = noLimitSign(theme);
	return {
		id, title: title.toUpperCase(), minimum: Math.min(title.length + 1, 14), ideal: title.length + 1, align: 'right', rank: sortedRank,
		draw: ({sample}) => sample === undefined ? unknownText : format(select(sample), noLimit),
	};
}

function listColumns(state: State, theme: Theme): ReadonlyArray<Column<Row>> {
	const noLimit = noLimitSign(theme);
	const dim = isStale(state) ? theme.faint : (text: string): string => text;
	return [
		{
			id: 'state', title: '', minimum: 1, ideal: 1, rank: 0, draw: row => drawGlyph(row, state.now, theme),
		},
		{
			id: 'name', title: 'NAME', minimum: 10, ideal: 16, flex: 2, rank: 1, draw: ({container}) => dim(container.name),
		},
		{
			id: 'image', title: 'IMAGE', minimum: 8, ideal: 12, flex: 1, rank: 8, draw: ({container}) => theme.faint(container.image),
		},
		{
			id: uptimeColumn, title: 'UP', minimum: 4, ideal: 4, align: 'right', rank: 4, draw: ({container}) => drawUptime(container.detail?.startedAt, state.now),
		},
		{
			id: 'cpu', title: 'CPU %', minimum: 6, ideal: 6, align: 'right', rank: 2, draw: row => drawCpu(row, theme),
		},
		{
			id: 'cpuHistory', title: '', minimum: 5, ideal: 8, rank: 6, draw: (row, width) => drawCpuHistory(row, width, theme),
		},
		{
			id: 'throttled', title: 'THR %', minimum: 5, ideal: 5, align: 'right', rank: 12, draw: ({sample}) => formatThrottled(sample?.cpu?.throttledPercent, theme),
		},
		{
			id: 'memoryUsed', title: 'MEM', minimum: 9, ideal: 9, align: 'right', rank: 3,
			draw: ({sample}) => formatBytesOfLimit(sample?.memory?.usedBytes, sample?.memory?.limitBytes, noLimit),
		},
		{
			id: 'memoryBar', title: '', minimum: 1, ideal: 1, rank: 5, draw: ({sample}) => drawFill(sample?.memory?.usedPercent, theme),
		},
		{
			id: 'network', title: 'NET rx/tx', minimum: 9, ideal: 9, align: 'right', rank: 9,
			draw: ({sample}) => drawPair(sample?.network?.receivedBytesPerSecond, sample?.network?.sentBytesPerSecond),
		},
		{
			id: 'io', title: 'IO r/w', minimum: 9, ideal: 9, align: 'right', rank: 10,
			draw: ({sample}) => drawPair(sample?.io?.readBytesPerSecond, sample?.io?.writtenBytesPerSecond),
		},
		{
			id: 'pids', title: 'PIDS', minimum: 4, ideal: 4, align: 'right', rank: 7, draw: ({sample}) => formatCount(sample?.pids?.current),
		},
		{
			id: driftColumn, title: 'DRIFT', minimum: 5, ideal: 5, align: 'right', rank: 11, draw: ({driftPaths}) => driftPaths === 0 ? theme.faint('0') : formatCount(driftPaths),
		},
	];
}

/** What stands in place of numbers that a container without processes does not have. */
export function createRemark(row: Row, state: State, theme: Theme): Remark | undefined {
	const from = uptimeColumn;
	if (row.pending !== undefined) {
		return {from, text: theme.accent(`${row.pending}${theme.glyphs.ellipsis}`)};
	}

	const trouble = describeTrouble(row.container, state.now, row.lastWords);
	if (row.container.status === 'running') {
		// Its numbers matter more than the key.
		return describeUnread(row, theme) ?? (trouble === undefined ? undefined : {text: theme.bad(trouble)});
	}

	if (row.container.status === 'paused') {
		return undefined;
	}

	const cause = trouble === undefined ? '' : ` (${trouble})`;
	const text = describeStatus(row.container, state.now) + cause;
	return isBroken(row)
		? {
			from,
			text: theme.bad(text),
			short: theme.bad(describeStatusInShort(row.container) + cause),
			hint: `${theme.accent('R')} start over`,
			more: row.lastWords === undefined ? undefined : theme.faint(row.lastWords),
		}
		: {from, text: theme.faint(text)};
}

/** Why there are no numbers of it. */
function describeUnread({sample}: Row, theme: Theme): Remark | undefined {
	const [problem] = sample?.problems ?? [];
	return problem === undefined || sample?.cpu !== undefined ? undefined : {from: uptimeColumn, text: theme.warn(problem.reason)};
}

function drawGlyph({container, pending}: Row, now: number, theme: Theme): string {
	const {glyphs} = theme;
	if (pending !== undefined) {
		return theme.accent(glyphs.busy);
	}

	switch (container.status) {
		case 'running': {
			if (container.health === 'unhealthy' || isInRestartLoop(container, now)) {
				return theme.warn(glyphs.unhealthy);
			}

			return theme.good(container.health === 'healthy' ? glyphs.healthy : glyphs.running);
		}

		case 'restarting': {
			return theme.warn(glyphs.unhealthy);
		}

		case 'paused': {
			return theme.warn(glyphs.paused);
		}

		default: {
			return hasFailed(container) ? theme.bad(glyphs.failed) : theme.faint(glyphs.stopped);
		}
	}
}

/** What is not known of it is no failure: one in the list may not have been inspected yet. */
function hasFailed({status, detail}: Container): boolean {
	return status === 'dead'
		|| (detail !== undefined && (detail.error !== '' || (status === 'exited' && (detail.exitCode ?? 0) !== 0)));
}

function drawUptime(startedAt: number | undefined, now: number): string {
	return formatDuration(startedAt === undefined ? undefined : Math.max(0, now - startedAt));
}

function drawCpu({container, sample}: Row, theme: Theme): string {
	if (container.status === 'paused') {
		return theme.warn('paused');
	}

	const text = formatPercent(sample?.cpu?.percent);
	return (sample?.cpu?.throttledPercent ?? 0) > 25 ? theme.warn(text) : text;
}

/** Against the quota where there is one, else against one core, or what was most. */
function drawCpuHistory({cpuHistory, sample}: Row, width: number, theme: Theme): string {
	const values = readHistory(cpuHistory, width);
	const quota = sample?.cpu?.quotaPercent;
	let most = 0;
	for (const value of values) {
		most = Number.isNaN(value) ? most : Math.max(most, value);
	}

	const max = typeof quota === 'number' ? quota : Math.max(100, most);
	return theme.accent(drawSparkline(values, width, {max, isAscii: theme.isAscii}));
}

function formatThrottled(percent: number | undefined, theme: Theme): string {
	const text = formatPercent(percent);
	return (percent ?? 0) > 25 ? theme.warn(text) : text;
}

const eighths = ' ▏▎▍▌▋▊▉█';

function drawFill(percent: number | undefined, theme: Theme): string {
	if (percent === undefined) {
		return ' ';
	}

	const paint = percent >= 90 ? theme.bad : (percent >= 75 ? theme.warn : theme.good);
	if (theme.isAscii) {
		return percent >= 75 ? paint('!') : ' ';
	}

	return paint(eighths.charAt(Math.min(8, Math.ceil(percent / 100 * 8))));
}

function drawPair(one: number | undefined, other: number | undefined): string {
	return `${formatBytes(one)}/${formatBytes(other)}`;
}
