import type {Dialog, MenuItem, State} from '../store/state.js';
import {fit, measure, wrap} from '../ui/cells.js';
import {drawFrame, frameCells} from '../ui/frame.js';
import type {Theme} from '../ui/theme.js';
import {drawLimits} from './limits.js';
import {drawPlan} from './plan.js';

/** The dialogs that lie over the panels. */
export type Overlay = Extract<Dialog, {kind: 'menu' | 'confirm' | 'plan' | 'limits'}>;

export function isOverlay(dialog: Dialog | undefined): dialog is Overlay {
	return dialog !== undefined && ['menu', 'confirm', 'plan', 'limits'].includes(dialog.kind);
}

const widest = 84;
// The marker and the spaces beside a title.
const menuMargins = 4;

type Room = {readonly width: number; readonly height: number};

/** A dialog as lines of one width, at most as many as the room allows. */
export function drawOverlay(state: State, dialog: Overlay, room: Room, theme: Theme): string[] {
	const width = Math.min(widest, room.width - 2);
	const {title, lines, note} = drawContent(state, dialog, insideWidth(room), room.height - frameCells, theme);
	const height = Math.min(room.height, lines.length + frameCells);
	return drawFrame({
		title, notes: note === undefined ? [] : [note], body: lines.map(line => ` ${line}`), width, height, isFocused: true, theme,
	});
}

/** How many lines of a plan its box has room for, and how many it has no room for. */
export function measurePlan(dialog: Extract<Overlay, {kind: 'plan'}>, room: Room, theme: Theme): {readonly shown: number; readonly hidden: number} {
	const width = insideWidth(room);
	const {lines, keys} = drawPlan(dialog, width, theme);
	const shown = planRows(room.height - frameCells, wrap(keys, width));
	return {shown, hidden: Math.max(0, lines.length - shown)};
}

function insideWidth({width}: Room): number {
	return Math.min(widest, width - 2) - frameCells - 2;
}

/** What an empty line and the keys leave. */
function planRows(height: number, keys: readonly string[]): number {
	return Math.max(1, height - 1 - keys.length);
}

type Content = {
	readonly title: string;
	readonly lines: readonly string[];
	/** Which part is shown, where it is not all. */
	readonly note?: string;
};

function drawContent(state: State, dialog: Overlay, width: number, height: number, theme: Theme): Content {
	switch (dialog.kind) {
		case 'menu': {
			return {title: dialog.title, lines: drawMenu(dialog, width, height, theme)};
		}

		case 'confirm': {
			const keys = `${theme.accent('y')} yes, do it      ${theme.accent('Esc')} no, leave it`;
			return {title: dialog.title, lines: [...dialog.lines.flatMap(line => wrap(line, width)), '', keys]};
		}

		case 'plan': {
			const {title, lines, keys} = drawPlan(dialog, width, theme);
			const keyLines = wrap(keys, width);
			const rows = planRows(height, keyLines);
			const offset = Math.max(0, Math.min(dialog.offset, lines.length - rows));
			const shown = lines.slice(offset, offset + rows);
			return {
				title,
				lines: [...shown, '', ...keyLines],
				...(shown.length < lines.length && {note: `${offset + 1}-${offset + shown.length} of ${lines.length}`}),
			};
		}

		case 'limits': {
			return drawLimits(state, dialog, width, height, theme);
		}
	}
}

function drawMenu({items, index}: Extract<Overlay, {kind: 'menu'}>, width: number, height: number, theme: Theme): readonly string[] {
	const titleWidth = Math.max(...items.map(({title}) => measure(title)));
	const lines = items.map(({title, about}, position) => {
		const isChosen = position === index;
		const line = fit(`${isChosen ? theme.glyphs.marker : ' '} ${fit(title, titleWidth)}  ${isChosen ? about : theme.faint(about)}`, width, 'left', theme.glyphs.ellipsis);
		return isChosen ? theme.selected(line) : line;
	});
	const hasCut = items.some(({about}) => measure(about) > width - titleWidth - menuMargins);
	const below = hasCut ? drawAbout(items, index, width) : [];
	const rows = Math.max(1, height - below.length);
	const offset = Math.max(0, Math.min(index - Math.floor(rows / 2), lines.length - rows));
	return [...lines.slice(offset, offset + rows), ...below];
}

/** The whole text of the chosen one, in as many lines as the longest needs: the list above it stays where it is. */
function drawAbout(items: readonly MenuItem[], index: number, width: number): readonly string[] {
	const texts = items.map(({about}) => wrap(about, width));
	const most = Math.max(...texts.map(lines => lines.length));
	return ['', ...Array.from({length: most}, (_, line) => texts[index]?.[line] ?? '')];
}
