import {namespaceKinds, type NamespaceKind} from '../container.js';
import {isLive, selectSelectedRow} from '../store/selectors.js';
import {describeNamespace, selectSharedKinds} from '../store/namespaces.js';
import type {Row, State} from '../store/state.js';
import {chooseFitting, fit} from '../ui/cells.js';
import {frameCells} from '../ui/frame.js';
import {scrollTo} from '../ui/scroll.js';
import type {Theme} from '../ui/theme.js';
import {abouts, drawMatrix, usuallyOfHost} from './namespace-matrix.js';
import {
	explain, explainNoContainer, framePanel, type DrawContext, type Panel,
} from './panel.js';

/** The selected container's namespaces beside the host's; zoomed, those of all containers in a matrix. */
export const drawNamespaces: Panel = (state, context) => {
	const {width, height, theme, isFocused} = context;
	const row = selectSelectedRow(state);
	if (row === undefined) {
		return framePanel('namespaces', context, [], explainNoContainer(state, theme));
	}

	const room = {...context, width: width - frameCells, height: height - frameCells};
	const notes = [row.container.name, ...summarizeNamespaces(state, row)];
	const isMatrix = isFocused && state.view.isZoomed;
	return framePanel('namespaces', context, notes, isMatrix ? drawMatrix(state, room) : drawList(state, row, room));
};

/** What it shares with the host. */
export function summarizeNamespaces(state: State, row: Row): readonly string[] {
	const shared = selectSharedKinds(state, row);
	return shared.length === 0 ? [] : [`${shared.join(' ')} of the host`];
}

const kindCells = 8;
const numberCells = 10;
const aboutCells = 30;
const gap = 2;
// As many as `the host's` takes.
const leastCellsForShare = 10;

/** A line for each kind: whose it is, and as much beside it as has room. Where not all kinds have room, those about the selected one. */
function drawList(state: State, row: Row, context: DrawContext): readonly string[] {
	if (row.sample?.namespaces === undefined) {
		return drawDeclared(state, row, context);
	}

	const {width, height, isFocused, theme} = context;
	const {namespaces} = row.sample;
	let left = width - kindCells - numberCells - gap;
	const hasHost = left >= numberCells + gap + leastCellsForShare;
	left -= hasHost ? numberCells + gap : 0;
	const hasAbout = left >= aboutCells + leastCellsForShare;
	left -= hasAbout ? aboutCells : 0;
	const join = (title: string, own: string, ofHost: string, about: string): string =>
		`${title} ${fit(own, numberCells, 'right')}  ${hasHost ? `${theme.faint(fit(ofHost, numberCells, 'right'))}  ` : ''}${hasAbout ? theme.faint(fit(about, aboutCells)) : ''}`;
	const selected = namespaceKinds.indexOf(state.view.namespaceKind);
	const lines = namespaceKinds.map((kind, index) => {
		const isSelected = isFocused && index === selected;
		const title = isSelected ? theme.accent(theme.glyphs.marker + fit(kind, kindCells - 2)) : ` ${fit(kind, kindCells - 2)}`;
		const [own, ofHost] = [namespaces[kind], state.hostNamespaces?.[kind]].map(inode => inode === undefined ? '--' : String(inode));
		return join(title, own ?? '', ofHost ?? '', abouts[kind]) + describeShare(state, row, kind, {width: left, theme});
	});
	const header = theme.faint(join(fit('', kindCells - 1), 'CONTAINER', 'HOST', 'WHAT IT IS OF'));
	const heading = height >= lines.length ? [header] : [];
	const offset = scrollTo(0, isFocused ? selected : 0, lines.length, height - heading.length);
	return [...heading, ...lines.slice(offset)];
}

function describeShare(state: State, row: Row, kind: NamespaceKind, {width, theme}: {readonly width: number; readonly theme: Theme}): string {
	const cell = describeNamespace(state, row, kind);
	const {inode, isOfHost, joined} = cell;
	if (inode === undefined) {
		return theme.faint('--');
	}

	if (isOfHost) {
		return usuallyOfHost.has(kind) ? theme.faint('the host\'s') : theme.warn('the host\'s');
	}

	if (joined !== undefined) {
		return theme.warn(describeJoined(joined, width));
	}

	if (cell.others.length > 0) {
		const names = cell.others.map(({name}) => name).join(', ');
		return theme.warn(chooseFitting([`shared with ${names}`, `with ${names}`, 'shared'], width));
	}

	return state.hostNamespaces?.[kind] === undefined ? '' : theme.good('own');
}

function describeJoined(joined: string, width: number): string {
	return chooseFitting([`of ${joined}, which it joined`, `of ${joined}`], width);
}

/** Without the kernel's links: what the configuration asks for. */
function drawDeclared(state: State, row: Row, {width, isFocused, theme}: DrawContext): readonly string[] {
	if (!isLive(row)) {
		return explain('It has no processes, so it has no namespaces.', width, theme);
	}

	const reason = row.sample?.problems.find(({group}) => group === 'namespaces' || group === 'cgroup')?.reason ?? 'not read yet';
	return [
		...explain(`${reason.replace(/\.$/v, '')}; as declared:`, width, theme),
		...namespaceKinds.flatMap(kind => {
			const {declared, joined, isOfHost} = describeNamespace(state, row, kind);
			const marker = isFocused && kind === state.view.namespaceKind ? theme.accent(theme.glyphs.marker) : ' ';
			const whose = isOfHost ? theme.warn('the host\'s') : (joined === undefined ? 'own' : theme.warn(describeJoined(joined, width - kindCells)));
			return declared === undefined ? [] : [`${marker}${fit(kind, 6)} ${whose}`];
		}),
	];
}
