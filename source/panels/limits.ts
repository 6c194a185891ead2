import {limitFields, type LimitField, type LimitId} from '../limits/fields.js';
import {readForm} from '../limits/form.js';
import {formatDockerUpdate} from '../limits/docker-update.js';
import {convertUpdate, type Machine} from '../limits/update-body.js';
import {formatBytes, formatBytesInWords, formatCount, formatCpus, formatPercent, unknownText} from '../metrics/format.js';
import type {LimitsUpdate} from '../container.js';
import type {Sample} from '../metrics/sample.js';
import {nameContainer} from '../store/selectors.js';
import type {Dialog, Row, State} from '../store/state.js';
import {fit, wrap} from '../ui/cells.js';
import {scrollTo} from '../ui/scroll.js';
import type {Theme} from '../ui/theme.js';

type LimitsDialog = Extract<Dialog, {kind: 'limits'}>;

const markerCells = 2;
const titleCells = 12;
const nowCells = 14;
const fieldCells = 18;
const leastCellsForUse = 56;
// So that the dialog does not grow and shrink while one types.
const leastRemarkLines = 2;

/** The form of a container's limits: each as it is, as it will be, and what is used of it now. */
export function drawLimits(state: State, dialog: LimitsDialog, width: number, height: number, theme: Theme): {readonly title: string; readonly lines: readonly string[]} {
	const row = state.rows.get(dialog.containerId);
	const machine = {cpus: state.engine?.cpus, memoryBytes: state.engine?.memoryBytes};
	const {update, problems} = readForm(dialog.texts, dialog.before, machine);
	const selected = limitFields.findIndex(({id}) => id === dialog.field);
	const name = nameContainer(state, dialog.containerId);
	const rest = [
		'',
		...pad(wrap(limitFields[selected]?.about ?? '', width).map(line => theme.faint(line)), leastRemarkLines),
		...pad(drawRemarks(dialog, update, problems, row).flatMap(([paint, text]) => wrap(text, width).map(line => theme[paint](line))), leastRemarkLines),
		...pad(wrap(drawCommand(name, dialog, update, machine), width).map(line => theme.faint(line)), leastRemarkLines),
		'',
		...wrap(`${theme.accent(theme.isAscii ? 'Enter' : '⏎')} change them    ${theme.accent('Ctrl+U')} empty the field    ${theme.accent('Esc')} leave them`, width),
	];
	const shown = Math.max(1, Math.min(limitFields.length, height - 1 - rest.length));
	const offset = scrollTo(selected - Math.floor(shown / 2), selected, limitFields.length, shown);
	const header = theme.faint(`  ${fit('', titleCells)}${fit('NOW', nowCells)}${width < leastCellsForUse ? 'NEW' : `${fit('NEW', fieldCells)}IN USE`}`);
	const newCells = Math.min(fieldCells, width - markerCells - titleCells - nowCells);
	const fields = limitFields.slice(offset, offset + shown).map(field => drawField(field, dialog, {cells: newCells, isBad: problems.has(field.id)}, theme) + (width < leastCellsForUse ? '' : theme.faint(describeUse(field.id, row))));
	return {title: `Limits of ${name}`, lines: [header, ...fields, ...rest]};
}

function pad(lines: readonly string[], least: number): readonly string[] {
	return [...lines, ...Array.from({length: Math.max(0, least - lines.length)}, () => '')];
}

function drawField({id, title, empty, format}: LimitField, {texts, before, field}: LimitsDialog, {cells, isBad}: {readonly cells: number; readonly isBad: boolean}, theme: Theme): string {
	const isSelected = id === field;
	const {marker, ellipsis} = theme.glyphs;
	const now = format(before);
	const text = texts[id];
	// What is typed is at its end, so a text that is too long loses its beginning.
	const room = cells - 2;
	const end = text.length >= room ? ellipsis + text.slice(text.length - room + 2) : text;
	const paint = isBad ? theme.bad : (text.trim() === now ? (plain: string) => plain : theme.good);
	const shown = paint(end) + (isSelected ? theme.strong('_') : '');
	return `${isSelected ? theme.accent(marker) : ' '} ${fit(title, titleCells)}${theme.faint(fit(now === '' ? empty : now, nowCells - 1, 'left', ellipsis))} ${fit(shown, cells)}`;
}

type Remark = readonly [paint: 'bad' | 'warn', text: string];

function drawRemarks({progress}: LimitsDialog, update: LimitsUpdate, problems: ReadonlyMap<LimitId, string>, row: Row | undefined): readonly Remark[] {
	return [
		...(progress.phase === 'refused' ? [['bad', progress.reason] as const] : []),
		...limitFields.filter(({id}) => problems.has(id)).map(({id}) => ['bad', problems.get(id) ?? ''] as const),
		...warn(update, row).map(text => ['warn', text] as const),
	];
}

/** What the change will do beside what one wants. */
function warn({memoryBytes, pids}: LimitsUpdate, row: Row | undefined): readonly string[] {
	const {memory, pids: count} = row?.sample ?? {};
	const isTight = memoryBytes !== undefined && (memory?.currentBytes ?? 0) > memoryBytes;
	const isFull = pids !== undefined && (count?.current ?? 0) >= pids;
	return [
		...(isTight ? [`It has ${formatBytesInWords(memory?.currentBytes)} now: the kernel takes back what it can, and kills a process or refuses when that is not enough.`] : []),
		...(isFull ? [`Its processes and threads are ${count?.current ?? 0} now: they stay, but it cannot start another one.`] : []),
	];
}

function drawCommand(name: string, {before, progress}: LimitsDialog, update: LimitsUpdate, machine: Machine): string {
	if (progress.phase === 'applying') {
		return 'asking the engine';
	}

	return Object.keys(update).length === 0 ? 'Nothing is changed yet.' : formatDockerUpdate(name, convertUpdate(update, before, machine));
}

const uses: Readonly<Record<LimitId, (sample: Sample, row: Row) => string>> = {
	cpus: ({cpu}) => `${formatCpus(cpu?.percent)}${(cpu?.throttledPercent ?? 0) > 0 ? `, throttled ${formatPercent(cpu?.throttledPercent)} %` : ''}`,
	cpuShares: ({cpu}) => cpu?.shares === undefined ? `weight ${formatCount(cpu?.weight)}` : `shares ${formatCount(cpu.shares)}`,
	cpuset: ({cpu}) => cpu?.cpuset ?? unknownText,
	memoryBytes: ({memory}) => `${formatBytes(memory?.usedBytes)}, ${formatBytes(memory?.currentBytes)} with cache`,
	memorySwapBytes: ({memory}) => `swap ${formatBytes(memory?.swapBytes)}`,
	memoryReservationBytes: ({memory}) => formatBytes(memory?.usedBytes),
	pids: ({pids}) => formatCount(pids?.current),
	restartPolicy: (_sample, {container}) => `restarted ${formatCount(container.detail?.restartCount)} times`,
};

function describeUse(id: LimitId, row: Row | undefined): string {
	return row?.sample === undefined ? unknownText : uses[id](row.sample, row);
}
