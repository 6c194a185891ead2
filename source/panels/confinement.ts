import {createCard, type CardRow} from '../confinement/card.js';
import {selectConfinement} from '../store/confinement.js';
import {isLive, selectSelectedRow} from '../store/selectors.js';
import type {Row, State} from '../store/state.js';
import {fit, measure, wrap} from '../ui/cells.js';
import {frameCells} from '../ui/frame.js';
import type {Theme} from '../ui/theme.js';
import {explain, explainNoContainer, framePanel, type Panel} from './panel.js';

const labelCells = 11;

/** What holds the selected container in: what gives the machine away first, then what the kernel enforces beside what was declared. */
export const drawConfinement: Panel = (state, context) => {
	const {width, height, theme} = context;
	const row = selectSelectedRow(state);
	if (row === undefined) {
		return framePanel('confinement', context, [], explainNoContainer(state, theme));
	}

	const {actual, giveaways} = selectConfinement(state, row);
	const summary = giveaways.length === 0 ? [] : [theme.warn(`${giveaways.length} ${giveaways.length === 1 ? 'warning' : 'warnings'}`)];
	const inside = width - frameCells;
	const room = height - frameCells;
	const card = createCard(row.container, actual);
	const reason = explainAbsence(state, row, inside, theme);
	const titles = giveaways.map(({title}) => title).join(', ');
	// The reasons are for the page where there is no room for them.
	const hasReasons = room >= card.length + giveaways.length + 2;
	const warnings = hasReasons
		? giveaways.flatMap(({title, why}) => wrap(`${theme.warn(title)}: ${why}`, inside - 2).map(line => ` ${line}`))
		: (titles === '' ? [] : [` ${theme.warn(titles)}`]);
	const body = [...warnings, ...reason, ...drawCard(card, inside, room - warnings.length - reason.length, theme)];
	return framePanel('confinement', context, [row.container.name, ...summary], body);
};

function explainAbsence({confinement}: State, row: Row, width: number, theme: Theme): readonly string[] {
	if (!isLive(row)) {
		return explain('It does not run; as declared:', width, theme);
	}

	const isLookedAt = confinement?.containerId === row.container.id;
	return isLookedAt && confinement.confinement === undefined ? explain('What the kernel enforces cannot be read from here; as declared:', width, theme) : [];
}

/** With too few lines those that say what is usual give way. */
function drawCard(card: readonly CardRow[], width: number, room: number, theme: Theme): readonly string[] {
	const actualCells = Math.ceil((width - labelCells - 2) * 0.58);
	const dropped = new Set(firstToGo.slice(0, Math.max(0, card.length - room)));
	const lines = card.filter(({label}) => !dropped.has(label)).map(({label, actual = '--', declared}) => {
		// What the kernel enforces is worth the whole line; what was asked for stands on the page too.
		const isLong = measure(actual) > actualCells;
		return ` ${theme.faint(fit(label, labelCells))}${isLong ? actual : `${fit(actual, actualCells)} ${theme.faint(declared)}`}`;
	});
	const header = theme.faint(` ${fit('', labelCells)}${fit('KERNEL', actualCells)} DECLARED`);
	return room > card.length ? [header, ...lines] : lines;
}

const firstToGo = ['user map', 'in effect', 'devices', 'label', 'SIGTERM', 'user', 'masked', 'root files'];
