/** What is used of blessed-contrib's line chart, which has types only for use on a blessed screen. */
declare module 'blessed-contrib/lib/widget/charts/line.js' {
	import type {DrawingContext} from 'drawille-canvas-blessed-contrib';

	export type LineChart = {
		canvasSize: {width: number; height: number};
		ctx: DrawingContext;
		options: Readonly<Record<string, unknown>>;
		setData: (series: ReadonlyArray<{readonly x: readonly string[]; readonly y: readonly number[]}>) => void;
	};

	const line: {readonly prototype: LineChart};
	export default line;
}

/** The canvas on which it draws. */
declare module 'drawille-canvas-blessed-contrib' {
	export type DrawingContext = {
		/** Braille bits, a byte a cell, row by row from the top. */
		readonly _canvas: {readonly content: Uint8Array};
	};

	const canvases: {readonly Canvas: new (width: number, height: number) => {readonly getContext: () => DrawingContext}};
	export default canvases;
}
