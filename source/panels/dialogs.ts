import type {Dialog, State} from '../store/state.js';
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

/** A dialog as lines of one width, at most as many as the room allows. */
export function drawOverlay(state: State, dialog: Overlay, room: {readonly width: number; readonly height: number}, theme: Theme): string[] {
	const width = Math.min(widest, room.width - 2);
	const inside = width - frameCells - 2;
	const {title, lines} = drawContent(state, dialog, inside, room.height - frameCells, theme);
	const height = Math.min(room.height, lines.length + frameCells);
	return drawFrame({
		title, body: lines.map(line => ` ${line}`), width, height, isFocused: true, theme,
	});
}

function drawContent(state: State, dialog: Overlay, width: number, height: number, theme: Theme): {readonly title: string; readonly lines: readonly string[]} {
	switch (dialog.kind) {
		case 'menu': {
			return {title: dialog.title, lines: drawMenu(dialog, width, height, theme)};
		}

		case 'confirm': {
			const keys = `${theme.accent('y')} yes, do it      ${theme.accent('Esc')} no, leave it`;
			return {title: dialog.title, lines: [...dialog.lines.flatMap(line => wrap(line, width)), '', keys]};
		}

		case 'plan': {
			return drawPlan(dialog, width, height, theme);
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
	const offset = Math.max(0, Math.min(index - Math.floor(height / 2), lines.length - height));
	return lines.slice(offset, offset + height);
}
