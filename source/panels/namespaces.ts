import {namespaceKinds, type NamespaceKind} from '../container.js';
import {isLive, selectSelectedRow} from '../store/selectors.js';
import {describeNamespace, selectSharedKinds} from '../store/namespaces.js';
import type {Row, State} from '../store/state.js';
import {fit, wrap} from '../ui/cells.js';
import {frameCells} from '../ui/frame.js';
import {scrollTo} from '../ui/scroll.js';
import type {Theme} from '../ui/theme.js';
import {abouts, drawMatrix, usuallyOfHost} from './namespace-matrix.js';
import {explainNoContainer, framePanel, type DrawContext, type Panel} from './panel.js';

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

const numberCells = 10;
const aboutCells = 30;
const leastCellsForAbout = 64;

/** A line for each kind. Where not all have room, those about the selected one. */
function drawList(state: State, row: Row, context: DrawContext): readonly string[] {
	if (row.sample?.namespaces === undefined) {
		return drawDeclared(state, row, context);
	}

	const {width, height, isFocused, theme} = context;
	const hasAbout = width >= leastCellsForAbout;
	const selected = namespaceKinds.indexOf(state.view.namespaceKind);
	const lines = namespaceKinds.map((kind, index) => {
		const isSelected = isFocused && index === selected;
		const marker = isSelected ? theme.accent(theme.glyphs.marker) : ' ';
		const numbers = [row.sample?.namespaces?.[kind], state.hostNamespaces?.[kind]].map(inode => fit(inode === undefined ? '--' : String(inode), numberCells, 'right'));
		const about = hasAbout ? theme.faint(fit(abouts[kind], aboutCells)) : '';
		return `${marker}${isSelected ? theme.accent(fit(kind, 6)) : fit(kind, 6)} ${numbers[0] ?? ''}  ${theme.faint(numbers[1] ?? '')}  ${about}${describeShare(state, row, kind, theme)}`;
	});
	const header = theme.faint(` ${fit('', 6)} ${fit('CONTAINER', numberCells, 'right')}  ${fit('HOST', numberCells, 'right')}  ${hasAbout ? fit('WHAT IT IS OF', aboutCells) : ''}`);
	const heading = height >= lines.length ? [header] : [];
	const offset = scrollTo(0, isFocused ? selected : 0, lines.length, height - heading.length);
	return [...heading, ...lines.slice(offset)];
}

function describeShare(state: State, row: Row, kind: NamespaceKind, theme: Theme): string {
	const cell = describeNamespace(state, row, kind);
	const {inode, isOfHost, joined} = cell;
	if (inode === undefined) {
		return theme.faint('--');
	}

	if (isOfHost) {
		return usuallyOfHost.has(kind) ? theme.faint('the host\'s') : theme.warn('the host\'s');
	}

	if (joined !== undefined) {
		return theme.warn(`of ${joined}, which it joined`);
	}

	if (cell.others.length > 0) {
		return theme.warn(`shared with ${cell.others.map(({name}) => name).join(', ')}`);
	}

	return state.hostNamespaces?.[kind] === undefined ? '' : theme.good('own');
}

/** Without the kernel's links: what the configuration asks for. */
function drawDeclared(state: State, row: Row, {width, isFocused, theme}: DrawContext): readonly string[] {
	if (!isLive(row)) {
		return [theme.faint(' It has no processes, so it has no namespaces.')];
	}

	const reason = row.sample?.problems.find(({group}) => group === 'namespaces' || group === 'cgroup')?.reason ?? 'not read yet';
	return [
		...wrap(`${reason.replace(/\.$/v, '')}; as declared:`, width - 1).map(line => theme.faint(` ${line}`)),
		...namespaceKinds.flatMap(kind => {
			const {declared, joined, isOfHost} = describeNamespace(state, row, kind);
			const marker = isFocused && kind === state.view.namespaceKind ? theme.accent(theme.glyphs.marker) : ' ';
			const whose = isOfHost ? theme.warn('the host\'s') : (joined === undefined ? 'own' : theme.warn(`of ${joined}, which it joined`));
			return declared === undefined ? [] : [`${marker}${fit(kind, 6)} ${whose}`];
		}),
	];
}
