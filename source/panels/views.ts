import {bindings, type Binding, type Scope} from '../keymap.js';
import {panels, titleOf} from '../layout.js';
import type {PageLine} from '../store/page.js';
import {nameContainer} from '../store/selectors.js';
import type {Dialog, State} from '../store/state.js';
import {fit, measure, wrap, wrapBeside} from '../ui/cells.js';
import {drawFrame, frameCells} from '../ui/frame.js';
import {formatKey} from '../ui/key-name.js';
import type {Theme} from '../ui/theme.js';
import {wrapNotice} from './chrome.js';
import {drawLog} from './log.js';
import {listNumbers, titleNumbers} from './numbers.js';
import type {DrawContext} from './panel.js';

/** The dialogs that take the whole body: a text to scroll through. */
export type View = Extract<Dialog, {kind: 'help' | 'notices' | 'page' | 'numbers' | 'log'}>;

export function isView(dialog: Dialog | undefined): dialog is View {
	return dialog !== undefined && ['help', 'notices', 'page', 'numbers', 'log'].includes(dialog.kind);
}

// Labels stand two cells in, and one before their text.
const labelMargin = 3;
const leastLabelCells = 14;
const mostLabelShare = 0.3;

/** A full-height text with a border and a title. */
export function drawView(state: State, view: View, context: DrawContext): string[] {
	const {width, height, theme} = context;
	const inside = width - frameCells;
	const rows = height - frameCells;
	const {lines, note} = view.kind === 'log' ? drawLog(view, {width: inside, rows}, theme) : drawPage(state, view, inside, rows, theme);
	return drawFrame({
		title: nameView(state, view),
		notes: note === '' ? [] : [note],
		body: lines,
		width,
		height,
		isFocused: true,
		theme,
	});
}

/** How many lines there are to scroll through; a log is scrolled by `scrollLog`. */
export function countViewLines(state: State, view: Exclude<View, {kind: 'log'}>, width: number, theme: Theme): number {
	return listLines(state, view, width - frameCells, theme).length;
}

function nameView(state: State, view: View): string {
	switch (view.kind) {
		case 'help': {
			return 'Help';
		}

		case 'notices': {
			return 'What has happened';
		}

		case 'page': {
			return view.title;
		}

		case 'numbers': {
			return titleNumbers(state, view);
		}

		case 'log': {
			return `Log of ${nameContainer(state, view.containerId)}`;
		}
	}
}

type Visible = {readonly lines: readonly string[]; readonly note: string};

function drawPage(state: State, view: Exclude<View, {kind: 'log'}>, width: number, rows: number, theme: Theme): Visible {
	const all = listLines(state, view, width, theme);
	const offset = Math.max(0, Math.min(view.offset, all.length - rows));
	const isWhole = all.length <= rows;
	return {lines: all.slice(offset, offset + rows), note: isWhole ? '' : `${offset + 1}-${Math.min(all.length, offset + rows)} of ${all.length}`};
}

function listLines(state: State, view: Exclude<View, {kind: 'log'}>, width: number, theme: Theme): readonly string[] {
	switch (view.kind) {
		case 'help': {
			return listHelp(width, theme);
		}

		case 'notices': {
			return state.notices.length === 0
				? [theme.faint(' Nothing yet.')]
				: state.notices.toReversed().flatMap(notice => wrapNotice(notice, width, theme));
		}

		case 'page': {
			return view.lines === undefined ? [theme.faint(' reading')] : drawPageLines(view.lines, width, theme);
		}

		case 'numbers': {
			return listNumbers(state, view, width, theme);
		}
	}
}

function drawPageLines(lines: readonly PageLine[], width: number, theme: Theme): readonly string[] {
	const longest = Math.max(0, ...lines.map(line => typeof line === 'object' && 'label' in line ? measure(line.label) : 0));
	const labelCells = Math.max(leastLabelCells, Math.min(longest + labelMargin, Math.floor(width * mostLabelShare)));
	return lines.flatMap(line => drawPageLine(line, labelCells, width, theme));
}

function drawPageLine(line: PageLine, labelCells: number, width: number, theme: Theme): readonly string[] {
	if (typeof line === 'string') {
		return wrap(line, width);
	}

	return 'heading' in line ? wrap(theme.strong(line.heading), width) : wrapBeside(theme.faint(`${fit(`  ${line.label}`, labelCells - 1, 'left', theme.glyphs.ellipsis)} `), line.text, width);
}

const scopeTitles: Readonly<Record<Scope, string>> = {
	container: 'The selected container',
	tree: 'The tree of cgroups',
	namespaces: 'The namespaces panel (+ makes it a matrix)',
	processes: 'The processes panel',
	confinement: 'The confinement panel',
	screen: 'Moving and looking',
	plan: 'The plan before a start over',
	paths: 'Every path that a start over loses',
	outcome: 'A start over that is under way',
	ended: 'A start over that is done',
	limits: 'Limits',
	view: 'Texts: log, details, help',
	menu: 'Menus',
	confirm: 'Questions',
	field: 'Text fields',
	replay: 'While a recording is replayed',
	always: 'Always',
};

function listHelp(width: number, theme: Theme): readonly string[] {
	const explain = (label: string, cells: number, text: string): readonly string[] =>
		wrapBeside(`   ${fit(label, cells)} `, text, width);
	const list: readonly Binding[] = bindings;
	const keys = Object.entries(scopeTitles).flatMap(([scope, title]) => {
		const entries = list.filter(binding => binding.scope === scope);
		return entries.length === 0
			? []
			: ['', ` ${theme.strong(title)}`, ...entries.flatMap(binding => explain(theme.accent(formatKeys(binding.keys, theme)), 14, binding.title))];
	});
	const glyphs = ([
		['running', 'runs'],
		['healthy', 'runs and is healthy'],
		['unhealthy', 'unhealthy, or restarting in a loop'],
		['paused', 'paused'],
		['stopped', 'has ended as it should, or was never started'],
		['failed', 'has failed'],
		['busy', 'is being worked on'],
	] as const).flatMap(([glyph, title]) => explain(theme.glyphs[glyph], 14, title));
	return [
		` ${theme.strong('Panels')}`,
		...panels.flatMap(({id, about}) => explain(titleOf(id), 14, about)),
		...keys,
		'',
		` ${theme.strong('Signs')}`,
		...glyphs,
	];
}

function formatKeys(keys: readonly string[], theme: Theme): string {
	const shown = keys.map(key => formatKey(key, theme.isAscii));
	return shown.length > 4 ? `${shown[0] ?? ''} to ${shown.at(-1) ?? ''}` : shown.join(' ');
}
