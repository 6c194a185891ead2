import {
	Box, useApp, useInput, useWindowSize,
} from 'ink';
import {useEffect, type ReactElement, type ReactNode} from 'react';
import {formatError} from './errors.js';
import {arrange, leastColumns, leastRows, type Box as Rectangle} from './layout.js';
import {log} from './log.js';
import {drawFooter, drawHeader, drawNotices} from './panels/chrome.js';
import {drawOverlay, isOverlay} from './panels/dialogs.js';
import type {DrawContext} from './panels/panel.js';
import {panelOf} from './panels/panels.js';
import {drawSummary} from './panels/summary.js';
import {drawView, isView} from './panels/views.js';
import type {State} from './store/state.js';
import type {Store} from './store/store.js';
import {toAscii} from './ui/ascii.js';
import {Canvas} from './ui/canvas.js';
import {fit} from './ui/cells.js';
import {nameKeys} from './ui/key-name.js';
import type {Painter} from './ui/painter.js';
import type {Theme} from './ui/theme.js';
import {useStore} from './ui/use-store.js';

/** What the program needs from the running screen. */
export type Screen = {
	/** Steps aside while the callback has the terminal. */
	readonly suspend: (callback: () => Promise<void>) => Promise<void>;
};

export type AppProperties = {
	readonly store: Store;
	readonly theme: Theme;
	/** Writes bodies past React; without it they are ordinary text. */
	readonly painter: Painter | undefined;
	readonly onKey: (key: string) => void;
	readonly onReady?: (screen: Screen) => void;
};

type Draw = (state: State, context: DrawContext) => readonly string[];

/** The screen: places everything, and hands on the keys. */
export function App({store, theme, painter, onKey, onReady}: AppProperties): ReactNode {
	const {columns, rows} = useWindowSize();
	const {suspendTerminal} = useApp();
	const focus = useStore(store, ({view}) => view.focus);
	const isZoomed = useStore(store, ({view}) => view.isZoomed);
	const shown = useStore(store, ({view}) => view.shown);
	const dialog = useStore(store, ({view}) => view.dialog);
	useInput((input, key) => {
		for (const name of nameKeys(input, key)) {
			onKey(name);
		}
	});
	useEffect(() => {
		onReady?.({suspend: async callback => suspendTerminal(callback)});
	}, [onReady, suspendTerminal]);

	const overlay = isOverlay(dialog) ? dialog : undefined;
	const isComposited = painter === undefined || overlay !== undefined;
	const canvas = (key: string, {x, y, width, height}: Rectangle, draw: Draw, isFocused = false): ReactElement | undefined => height <= 0 || width <= 0
		? undefined
		: (
			<Box key={key} position='absolute' left={x} top={y} width={width} height={height}>
				<Canvas
					width={width}
					height={height}
					painter={isComposited ? undefined : painter}
					store={store}
					draw={() => drawSafely(draw, store.getState(), {
						width, height, isFocused, theme,
					})}
				/>
			</Box>
		);

	const {isTooSmall, header, summary, notices, footer, body, panels} = arrange(columns, rows, {focus, isZoomed, shown});
	if (isTooSmall) {
		return (
			<Box width={columns} height={rows}>
				{canvas('small', {
					x: 0, y: 0, width: columns, height: rows,
				}, drawTooSmall)}
			</Box>
		);
	}

	return (
		<Box width={columns} height={rows}>
			{canvas('header', header, drawHeader)}
			{isView(dialog)
				? canvas('view', {...body, height: body.height}, (state, context) => isView(state.view.dialog) ? drawView(state, state.view.dialog, context) : [])
				: panels.map(({id, box}) => canvas(id, box, panelOf(id), id === focus))}
			{isView(dialog) ? undefined : canvas('summary', summary, drawSummary)}
			{canvas('notices', notices, drawNotices)}
			{canvas('footer', footer, drawFooter)}
			{overlay === undefined ? undefined : drawOverlayBox(canvas, state => drawOverlay(state, overlay, body, theme), store.getState(), body)}
		</Box>
	);
}

function drawOverlayBox(canvas: (key: string, box: Rectangle, draw: Draw) => ReactElement | undefined, draw: (state: State) => readonly string[], now: State, body: Rectangle): ReactNode {
	const {length: height} = draw(now);
	const width = Math.min(84, body.width - 2);
	const box = {
		x: Math.floor((body.width - width) / 2), y: body.y + Math.max(0, Math.floor((body.height - height) / 3)), width, height,
	};
	return canvas('overlay', box, state => draw(state).slice(0, height));
}

/** A panel that cannot be drawn says so in its own place, and the others go on. */
function drawSafely(draw: Draw, state: State, context: DrawContext): readonly string[] {
	try {
		const lines = draw(state, context);
		return context.theme.isAscii ? lines.map(line => toAscii(line)) : lines;
	} catch (error) {
		log('draw', error);
		const message = fit(`This panel cannot be drawn: ${formatError(error)}`, context.width);
		return [context.theme.bad(message), ...Array.from({length: context.height - 1}, () => ' '.repeat(context.width))];
	}
}

const drawTooSmall: Draw = (_state, {width, height}) => {
	const text = `dockdash needs ${leastColumns}x${leastRows}, this is ${width}x${height}`;
	return Array.from({length: height}, (_, row) => fit(row === Math.floor((height - 1) / 2) ? text : '', width, 'center'));
};
