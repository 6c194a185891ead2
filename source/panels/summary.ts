import {numberOf, panels, type PanelId} from '../layout.js';
import {selectConfinement} from '../store/confinement.js';
import {selectSelectedRow} from '../store/selectors.js';
import type {State} from '../store/state.js';
import {fit, measure, removeColors} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';
import {summarizeImages} from './images.js';
import {summarizeNamespaces} from './namespaces.js';
import type {DrawContext} from './panel.js';

/** What a panel without a place would say most; the first gives way first. */
const summaries: ReadonlyArray<readonly [PanelId, (state: State, theme: Theme) => string]> = [
	['images', state => summarizeImages(state)[0] ?? ''],
	['namespaces', state => {
		const row = selectSelectedRow(state);
		return row === undefined ? '' : summarizeNamespaces(state, row).join(', ');
	}],
	['confinement', (state, theme) => {
		const row = selectSelectedRow(state);
		const giveaways = row === undefined ? [] : selectConfinement(state, row).giveaways;
		return theme.warn(giveaways.map(({title}) => title).join(', '));
	}],
];

/** The line that names the panels without a place on a small screen, with what they have to say where there is room. */
export function drawSummary(state: State, {width, theme}: DrawContext): string[] {
	const facts = summaries.map(([id, summarize]) => [id, summarize(state, theme)] as const).filter(([, text]) => removeColors(text) !== '');
	const warning = facts.filter(([id]) => id === 'confinement');
	const lines = [...facts.keys().map(dropped => facts.slice(dropped)), warning].map(shown => drawLine(new Map(shown), true, theme));
	// What gives the machine away is worth more than the titles of panels that have nothing to say.
	const last = drawLine(new Map(warning), warning.length === 0, theme);
	return [fit(lines.find(line => measure(line) <= width) ?? last, width, 'left', theme.glyphs.ellipsis)];
}

function drawLine(facts: ReadonlyMap<PanelId, string>, hasTitles: boolean, theme: Theme): string {
	const pieces = panels.filter(({place}) => place === 'left' || place === 'right').map(({id, title}) => {
		const fact = facts.get(id);
		return [theme.accent(String(numberOf(id))), ...(hasTitles || fact !== undefined ? [title.toLowerCase()] : []), ...(fact === undefined ? [] : [fact])].join(' ');
	});
	return ` ${pieces.join('  ')}`;
}
