import {neighboursOf, titleOf, type PanelId} from '../layout.js';
import type {State} from '../store/state.js';
import {wrap} from '../ui/cells.js';
import {drawFrame} from '../ui/frame.js';
import type {Theme} from '../ui/theme.js';

export type DrawContext = {
	readonly width: number;
	readonly height: number;
	readonly isFocused: boolean;
	readonly theme: Theme;
};

/** A panel: exactly `height` lines of exactly `width` cells, border and title included. No effect, no timer, no input. */
export type Panel = (state: State, context: DrawContext) => string[];

/** The frame of a panel round its body, with its number and title, its notes, and the panels that can be in its place instead. */
export function framePanel(id: PanelId, context: DrawContext, notes: readonly string[], body: readonly string[]): string[] {
	return drawFrame({
		...context, title: titleOf(id), notes, body, right: context.theme.faint(neighboursOf(id).map(other => titleOf(other)).join('  ')),
	});
}

/** What a panel about the selected container says when there is none. */
export function explainNoContainer({connection, isListed}: State, theme: Theme): readonly string[] {
	if (connection.status === 'lost' && !isListed) {
		return [theme.faint(' no engine, so no container to show')];
	}

	return isListed ? [theme.faint(' no container is selected')] : [];
}

/** A sentence in place of what is not there, in as many lines as it needs. */
export function explain(sentence: string, width: number, theme: Theme): readonly string[] {
	return wrap(sentence, width - 2).map(line => theme.faint(` ${line}`));
}

/** The first row to show so that the selected one is in the middle where the list is longer than its place. */
export function centerOn(selected: number, height: number): number {
	return Math.max(0, selected - Math.floor(height / 2));
}
