import {findGiveaways} from '../confinement/giveaways.js';
import type {NamespaceKind} from '../container.js';
import {numberOf, panels, type PanelId} from '../layout.js';
import {selectSharedKinds} from '../store/namespaces.js';
import {selectSelectedRow} from '../store/selectors.js';
import type {State} from '../store/state.js';
import {fit, measure, removeColors} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';
import {summarizeImages} from './images.js';
import type {DrawContext} from './panel.js';

/** What a panel without a place would say most; the first gives way first. */
const summaries: ReadonlyArray<readonly [PanelId, (state: State, theme: Theme) => string]> = [
	['images', state => summarizeImages(state)[0] ?? ''],
	['namespaces', state => {
		const shared = listShared(state);
		return shared.length === 0 ? '' : `${shared.join(' ')} of the host`;
	}],
	['confinement', (state, theme) => {
		const row = selectSelectedRow(state);
		const giveaways = row === undefined ? [] : findGiveaways(row.container, undefined, listShared(state));
		return theme.warn(giveaways.map(({title}) => title).join(', '));
	}],
];

function listShared(state: State): readonly NamespaceKind[] {
	const row = selectSelectedRow(state);
	return row === undefined ? [] : selectSharedKinds(state, row);
}

/** The line that names the panels without a place on a small screen, with what they have to say where there is room. */
export function drawSummary(state: State, {width, theme}: DrawContext): string[] {
	const said = summaries.map(([id, summarize]) => ({id, text: summarize(state, theme)})).filter(({text}) => removeColors(text) !== '');
	for (;;) {
		const pieces = panels.filter(({place}) => place === 'left' || place === 'right').map(({id, title}) => {
			const fact = said.find(summary => summary.id === id);
			return `${theme.accent(String(numberOf(id)))} ${title.toLowerCase()}${fact === undefined ? '' : ` ${fact.text}`}`;
		});
		const line = ` ${pieces.join('  ')}`;
		if (said.length === 0 || measure(line) <= width) {
			return [fit(line, width)];
		}

		said.shift();
	}
}
