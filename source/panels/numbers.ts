import {hasProcesses} from '../container.js';
import type {PanelId} from '../layout.js';
import {formatBytes, formatCount, noLimitTexts, unknownText} from '../metrics/format.js';
import {metrics} from '../metrics/metrics.js';
import {formatMoment} from '../metrics/moment.js';
import type {Metric, MetricGroup} from '../metrics/metric.js';
import {explainNumbers, type ExplainedNumber} from '../metrics/origins.js';
import type {Sample} from '../metrics/sample.js';
import {isSameTarget, type CloseLook, type CloseTarget} from '../store/looks.js';
import {nameContainer} from '../store/selectors.js';
import type {Dialog, State} from '../store/state.js';
import {cleanText} from '../text.js';
import {fit, measure, wrap} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';

type NumbersDialog = Extract<Dialog, {kind: 'numbers'}>;

const groupTitles: Readonly<Record<MetricGroup, string>> = {
	cpu: 'CPU', memory: 'Memory', io: 'Block I/O', network: 'Network', pids: 'Processes',
};

const groupsOf: Readonly<Partial<Record<PanelId, readonly MetricGroup[]>>> = {
	cpu: ['cpu'],
	memory: ['memory'],
	cgroups: ['cpu', 'memory', 'io', 'pids'],
};

/** Panels whose columns are no numbers of a container's own list. */
const notes: Readonly<Partial<Record<PanelId, readonly string[]>>> = {
	images: [
		'REPOSITORY, TAG, ID, SIZE and AGE are what the engine’s list of images says (GET /images/json: RepoTags, Id, Size, Created).',
		'Size is that of all the layers of the image together; images that share layers share that room, so the sum is at most what is used.',
		'USED BY counts the containers in the engine’s list (GET /containers/json) whose ImageID is this one.',
	],
	namespaces: [
		'Each number is the inode of the link /proc/PID/ns/KIND of the container’s main process: processes with the same number are in the same namespace.',
		'HOST is that of process 1 of the machine.',
	],
	confinement: [
		'Actual: /proc/PID/status of the container’s main process (CapEff, CapBnd, CapPrm, Seccomp, NoNewPrivs, Uid, SigCgt), attr/current (AppArmor or SELinux), uid_map and gid_map, and mountinfo for what is read-only or covered up.',
		'Declared: HostConfig of the engine’s inspect (CapAdd, CapDrop, Privileged, SecurityOpt, ReadonlyRootfs, UsernsMode, Devices).',
	],
	processes: [
		'The pids are those in cgroup.procs of the container’s cgroup and of all below it.',
		'PID and INSIDE: NSpid in /proc/PID/status. STATE and CPU %: /proc/PID/stat, (utime + stime now - before) / time between * 100. MEM: VmRSS in /proc/PID/status, which counts pages that several processes share in each of them.',
	],
};

/** Where the numbers of a panel come from: of the selected container, or of a cgroup. */
export function listNumbers(state: State, dialog: NumbersDialog, width: number, theme: Theme): readonly string[] {
	const {panel, target} = dialog;
	const about = notes[panel]?.flatMap(note => ['', ...wrapIndented(note, width, 1)]);
	if (about !== undefined) {
		return about;
	}

	if (target === undefined) {
		return [theme.faint(' Nothing is selected.')];
	}

	const look = state.closeUp !== undefined && isSameTarget(state.closeUp.target, target) ? state.closeUp : undefined;
	const sample = look?.sample ?? findSample(state, target);
	if (sample === undefined) {
		return [theme.faint(` ${explainAbsence(state, target)}`)];
	}

	const groups = groupsOf[panel] ?? ['cpu', 'memory', 'network', 'io', 'pids'];
	return [...tellOfTexts(state, sample, look).flatMap(text => wrapIndented(text, width, 1)).map(line => theme.faint(line)), ...groups.flatMap(group => {
		const list: readonly Metric[] = metrics.filter(metric => metric.group === group);
		return [
			'',
			` ${theme.strong(groupTitles[group])}`,
			...explainNumbers(list, sample, look?.texts).flatMap(number => drawNumber(number, width, theme)),
			...(group === 'io' ? drawDevices(sample, theme) : []),
		];
	})];
}

/** Where the texts are not those of this moment. */
function tellOfTexts({playback}: State, {source}: Sample, look: CloseLook | undefined): readonly string[] {
	if (look?.recorded !== undefined) {
		return [`The recording has its files as they were at ${formatMoment(look.recorded.at)}: these numbers are of that moment, and rates from the look before.`];
	}

	if (look !== undefined || source === 'engine') {
		return [];
	}

	return [playback === undefined ? 'reading its files' : 'The recording does not have the texts of its files up to here, only the numbers.'];
}

function findSample({rows, cgroups}: State, target: CloseTarget): Sample | undefined {
	return target.kind === 'container' ? rows.get(target.id)?.sample : cgroups?.rows.get(target.path)?.sample;
}

function explainAbsence({rows}: State, target: CloseTarget): string {
	if (target.kind === 'cgroup') {
		return 'reading its files';
	}

	const container = rows.get(target.id)?.container;
	return container !== undefined && hasProcesses(container) ? 'reading its files' : 'It does not run, so it has no cgroup and no numbers.';
}

const valueColumn = 34;
// Where the text begins that a word beside it is about.
const pairStart = 12;

function drawNumber({metric, value, sources, absence}: ExplainedNumber, width: number, theme: Theme): readonly string[] {
	const {describe, format, title} = metric;
	const text = format(value, noLimitTexts.words);
	const head = `  ${fit(title, valueColumn - 3)} ${theme.accent(text)}${value === undefined || value === 'max' ? '' : theme.faint(` ${describeExactly(metric, value)}`)}`;
	if (value === undefined && sources.length === 0) {
		return [`  ${theme.faint(fit(title, valueColumn - 3))} ${unknownText}  ${theme.faint(absence ?? '')}`.trimEnd()];
	}

	return [
		head,
		...sources.flatMap(source => drawSource(source.path, source.text, width, theme)),
		...(absence === undefined || value !== undefined ? [] : wrapIndented(absence, width, 4).map(line => theme.warn(line))),
		...drawPair('formula', describe.formula, width, theme),
		...wrapIndented(describe.sentence, width, 4).map(line => theme.faint(line)),
	];
}

/** The unit, and what the short form of a value leaves out. */
function describeExactly({unit, format}: Metric, value: number): string {
	if (/^\d/v.test(unit)) {
		return `(${unit})`;
	}

	if (unit === 'count') {
		return '';
	}

	return Number.isSafeInteger(value) && value >= 1000 && format(value) !== String(value) ? `= ${value} ${unit}` : unit;
}

function drawSource(path: string, text: string, width: number, theme: Theme): readonly string[] {
	// Containers name their network interfaces, for one.
	const lines = text === '' ? ['(empty)'] : text.split('\n').map(line => cleanText(line));
	return [
		...drawPair('file', breakPath(path, width), width, theme),
		...lines.flatMap((line, index) => drawPair(index === 0 ? 'text' : '', line, width, theme)),
	];
}

/** A path that is too long goes on in the next line after a slash. */
function breakPath(path: string, width: number): string {
	let line = '';
	const lines: string[] = [];
	for (const piece of path.split(/(?<=\/)/v)) {
		if (line.length + piece.length > width - pairStart) {
			lines.push(line);
			line = '';
		}

		line += piece;
	}

	return [...lines, line].join('\n');
}

function drawPair(name: string, text: string, width: number, theme: Theme): readonly string[] {
	return wrap(text, width - pairStart).map((line, index) => `    ${theme.faint(fit(index === 0 ? name : '', pairStart - 5))} ${line}`);
}

function wrapIndented(text: string, width: number, indent: number): readonly string[] {
	return wrap(text, width - indent - 1).map(line => ' '.repeat(indent) + line);
}

/** Each block device by its name. */
function drawDevices({io}: Sample, theme: Theme): readonly string[] {
	if (io === undefined || io.devices.length === 0) {
		return [];
	}

	const columns = ['DEVICE', 'READ', 'WRITTEN', 'READS', 'WRITES'];
	const row = (cells: readonly string[]): string => `  ${cells.map((cell, index) => fit(cell, index === 0 ? 16 : 9, index === 0 ? 'left' : 'right')).join(' ')}`;
	return [
		theme.faint(row(columns)),
		...io.devices.map(device => row([
			measure(device.name) > 0 && device.name !== device.device ? `${device.name} ${device.device}` : device.device,
			formatBytes(device.readBytes), formatBytes(device.writtenBytes), formatCount(device.readOperations), formatCount(device.writeOperations),
		])),
	];
}

/** What the view is about. */
export function titleNumbers(state: State, {panel, target}: NumbersDialog): string {
	if (notes[panel] !== undefined || target === undefined) {
		return 'Where the numbers come from';
	}

	return `Numbers of ${target.kind === 'cgroup' ? target.path : nameContainer(state, target.id)}`;
}
