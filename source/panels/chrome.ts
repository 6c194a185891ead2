import {drawSparkline} from '../charts/sparkline.js';
import {bindings, findBinding, type Binding, type CommandId, type Scope} from '../keymap.js';
import {formatBytes, formatClock, formatPercent} from '../metrics/format.js';
import {formatMoment} from '../metrics/moment.js';
import {readHistory} from '../store/history.js';
import {hasObject} from '../store/plan-choices.js';
import {selectScopes} from '../store/scopes.js';
import type {Connection, Notice, Playback, State} from '../store/state.js';
import {fit, measure, wrapBeside} from '../ui/cells.js';
import {formatKey} from '../ui/key-name.js';
import type {Theme} from '../ui/theme.js';
import type {DrawContext} from './panel.js';

const gap = ' '.repeat(3);
const wideColumns = 110;
const veryWideColumns = 140;

/** The line at the top: the engine, the kernel's cgroups, the machine. Pieces give way from the right to those of the machine, and these to what says that it is not live. */
export function drawHeader(state: State, {width, theme}: DrawContext): string[] {
	const {engine, host, connection} = state;
	const isWide = width >= wideColumns;
	const first = [theme.strong('dockdash'), ...(state.playback === undefined ? [] : [describePlayback(state.playback, isWide, theme)])].join(gap);
	const pieces = [
		first,
		...(state.recordingTo === undefined ? [] : [theme.bad(`${theme.isAscii ? '*' : '●'} REC`)]),
		engine === undefined ? describeConnection(connection, theme) : `${engine.product} ${engine.version}`,
		...(engine?.cgroupVersion === undefined ? [] : [`cgroup v${engine.cgroupVersion}${isWide ? ` ${engine.cgroupDriver ?? ''}` : ''}`.trimEnd()]),
		...(engine === undefined ? [] : [describeAddress(connection, theme)]),
		...(host === undefined ? [] : [`host ${host.hostName}`]),
	];
	const margins = 2 + gap.length;
	const wholeMachine = describeMachine(state, width, theme);
	const machine = measure(first) + measure(wholeMachine) + margins > width ? '' : wholeMachine;
	const room = width - measure(machine) - margins;
	let left = '';
	for (const piece of pieces) {
		const next = left === '' ? piece : `${left}${gap}${piece}`;
		// The first says what this is, and stays even where it is cut.
		if (left !== '' && measure(next) > room) {
			break;
		}

		left = next;
	}

	return [` ${fit(left, room, 'left', theme.glyphs.ellipsis)}${gap}${machine} `];
}

/** Says aloud that this is not live. */
function describePlayback({kind, position, length, speed, isPaused}: Playback, isWide: boolean, theme: Theme): string {
	if (kind === 'demo') {
		return theme.warn(`DEMO: ${isWide ? 'a recorded lab, ' : ''}nothing is real`);
	}

	const state = isPaused ? (position >= length ? 'at its end ' : 'paused ') : '';
	return theme.warn(`REPLAY ${formatMoment(position)} of ${formatMoment(length)} ${state}x${speed}`);
}

function describeMachine({host, hostCpuPercent, hostCpuHistory}: State, width: number, theme: Theme): string {
	if (host === undefined) {
		return '';
	}

	const spark = theme.accent(drawSparkline(readHistory(hostCpuHistory, 8), 8, {max: 100, isAscii: theme.isAscii}));
	const isWide = width >= wideColumns;
	const {disk} = host;
	const pieces = [
		`${host.cpus} cpu ${isWide ? `${spark} ` : ''}${formatPercent(hostCpuPercent).padStart(5)} %`,
		`mem ${formatBytes(host.memoryUsedBytes)}/${formatBytes(host.memoryBytes)}`,
		...(isWide && host.load !== undefined ? [`load ${host.load[0].toFixed(2)}`] : []),
		...(width >= veryWideColumns && disk !== undefined ? [`disk ${formatPercent(disk.usedBytes / disk.sizeBytes * 100)} %`] : []),
	];
	return pieces.join('  ');
}

function describeConnection({status, address}: Connection, theme: Theme): string {
	return status === 'lost' ? theme.bad(`no engine at ${address}`) : theme.faint(`connecting to ${address}`);
}

function describeAddress({status, address}: Connection, theme: Theme): string {
	return status === 'lost' ? theme.bad(`lost ${address}`) : theme.faint(address);
}

/** The line of what has just happened: a lost engine, a text field, or the last notice. */
export function drawNotices(state: State, {width, theme}: DrawContext): string[] {
	const {connection, view, now} = state;
	if (view.dialog?.kind === 'filter') {
		return [fit(` ${theme.accent('/')}${view.dialog.text}${theme.strong('_')}`, width)];
	}

	if (view.dialog?.kind === 'time') {
		return [fit(` Time in the recording, as 1:30: ${view.dialog.text}${theme.strong('_')}`, width)];
	}

	if (connection.status === 'lost') {
		const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
		return [fit(` ${theme.bad(connection.problem)} ${theme.faint(`Next try in ${seconds} s.`)}`, width, 'left', theme.glyphs.ellipsis)];
	}

	const last = state.notices.at(-1);
	if (last === undefined) {
		return [' '.repeat(width)];
	}

	return [drawNotice(last, state.notices.length, width, theme)];
}

/** The last notice and how many there are: the words of the count give way first, then the time, and what to do last. */
function drawNotice(notice: Notice, count: number, width: number, theme: Theme): string {
	const key = `  ${theme.accent('n')} ${count}`;
	const counts = count > 1 ? [`${key} notices `, `${key} `] : [''];
	const short = counts.at(-1) ?? '';
	const what = ` ${formatWhat(notice, theme)}`;
	const timed = ` ${formatTime(notice, theme)}${formatWhat(notice, theme)}`;
	const [text, end] = counts.map(each => [timed, each] as const).find(pieces => measure(pieces.join('')) <= width) ?? [what, short];
	return fit(text, width - measure(end), 'left', theme.glyphs.ellipsis) + end;
}

/** Time, what happened, and what to do, as lines. */
export function wrapNotice(notice: Notice, width: number, theme: Theme): readonly string[] {
	return wrapBeside(` ${formatTime(notice, theme)}`, formatWhat(notice, theme), width);
}

function formatTime({at}: Notice, theme: Theme): string {
	return `${theme.faint(formatClock(at))}  `;
}

function formatWhat({severity, text, hint}: Notice, theme: Theme): string {
	const paint = {
		info: (words: string) => words, good: theme.good, warn: theme.warn, bad: theme.bad,
	}[severity];
	return `${paint(text)}${hint === '' ? '' : theme.faint(`  ${hint}`)}`;
}

/** The keys that mean something now, as many as there is room for. */
export function drawFooter(state: State, {width, theme}: DrawContext): string[] {
	const scopes: readonly Scope[] = selectScopes(state);
	const list: ReadonlyArray<Binding & {readonly id: CommandId}> = bindings;
	const hints = list
		// A key that means something else in a nearer scope is not this one's.
		.filter(({id, keys, scope, hint}) => hint !== undefined && scopes.includes(scope) && findBinding(keys[0] ?? '', scopes)?.id === id && hasObject(state, id))
		// What the focused panel alone can do is what one would not know.
		.toSorted((one, other) => scopes.indexOf(one.scope) - scopes.indexOf(other.scope))
		.map(({keys, hint}) => `${theme.accent(formatKey(keys[0] ?? '', theme.isAscii))} ${hint ?? ''}`);
	// Help and quit are how one gets to all the others, and out: they come last and stay.
	const kept = hints.splice(-2);
	let left = width - measure(kept.join('  ')) - 2;
	let line = '';
	for (const hint of hints) {
		left -= measure(hint) + 2;
		if (left < 0) {
			break;
		}

		line += ` ${hint} `;
	}

	return [fit(`${line} ${kept.join('  ')}`, width)];
}
