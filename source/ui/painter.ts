import {Buffer} from 'node:buffer';
import type {WriteStream} from 'node:tty';
import {measureElement, type DOMElement} from 'ink';
import type {Box} from '../layout.js';
import {findChange} from './change.js';

/** Draws the lines of one rectangle: as many as it is high, each exactly as wide as it is. */
export type DrawLines = () => readonly string[];

/** Writes rectangles of the screen without Ink, and of their lines only what has changed. Ink lays them out. */
export type Painter = {
	/** Paints the element's rectangle from now on. Returns its undo. */
	readonly register: (element: DOMElement, draw: DrawLines) => () => void;
	/** Paints what has changed, soon, and once for all that ask until then: news come in bursts. */
	readonly schedule: () => void;
	/** The same for a key: it and what it sets off in the next second need not wait for others. */
	readonly hurry: () => void;
	/** Paints what has changed now; returns how many bytes that took. */
	readonly paint: () => number;
	/** For Ink's `render`: what Ink writes erases the rectangles, so all are painted again after it. */
	readonly onRender: () => void;
	/** Leaves the terminal alone until `resume`, which paints everything. */
	readonly pause: () => void;
	readonly resume: () => void;
	/** Ends it for good. */
	readonly close: () => void;
};

type Terminal = Pick<WriteStream, 'write' | 'columns' | 'rows' | 'writable'> & Partial<Pick<WriteStream, 'writableNeedDrain'>>;

type Region = {
	readonly element: DOMElement;
	readonly draw: DrawLines;
	/** Where Ink has laid it out; undefined until it is asked, and again after each of its frames. */
	box: Box | undefined;
	/** As they are on the screen. */
	lines: readonly string[];
};

// The cursor and its colours are Ink's: it counts lines from where it left it. Without automatic wrapping a line that a
// terminal finds wider than we do is cut at the edge, and nothing else moves.
const begin = '\u{1B}[?2026h\u{1B}7\u{1B}[?7l';
const end = '\u{1B}[?7h\u{1B}8\u{1B}[?2026l';
const leastMillisecondsBetweenFrames = 16;
const leastMillisecondsBetweenNews = 100;
const millisecondsOfHurry = 1000;

/**
 * A painter of a terminal on which Ink's output begins at the upper left corner, as it does when it fills the alternate screen.
 *
 * @param now Monotonic, ms.
 */
export function createPainter(terminal: Terminal, now: () => number = () => performance.now()): Painter {
	const regions = new Set<Region>();
	let isPaused = false;
	let isQueued = false;
	let paintedAt = -Infinity;
	let hurriedAt = -Infinity;
	let timer: NodeJS.Timeout | undefined;

	const paint = (): number => {
		clearTimeout(timer);
		timer = undefined;
		if (isPaused || !terminal.writable) {
			return 0;
		}

		paintedAt = now();
		// A terminal that does not keep up (a slow or frozen connection) gets the newest frame later, not every frame late.
		if (terminal.writableNeedDrain) {
			timer = setTimeout(paint, leastMillisecondsBetweenFrames);
			return 0;
		}

		const changes = [...regions].map(region => paintRegion(region, terminal)).join('');
		if (changes === '') {
			return 0;
		}

		const bytes = Buffer.from(begin + changes + end);
		terminal.write(bytes);
		return bytes.length;
	};

	// Layout effects run after Ink's frame and before microtasks, so that one painting has all of a commit.
	const paintSoon = (): void => {
		if (isQueued) {
			return;
		}

		isQueued = true;
		queueMicrotask(() => {
			isQueued = false;
			paint();
		});
	};

	const repaint = (): void => {
		for (const region of regions) {
			region.box = undefined;
			region.lines = [];
		}

		paintSoon();
	};

	const paintAfter = (milliseconds: number): void => {
		const wait = paintedAt + milliseconds - now();
		if (wait <= 0) {
			paintSoon();
		} else {
			timer ??= setTimeout(paint, wait);
		}
	};

	return {
		register(element, draw) {
			const region: Region = {
				element, draw, box: undefined, lines: [],
			};
			regions.add(region);
			paintSoon();
			return () => {
				regions.delete(region);
			};
		},
		schedule() {
			paintAfter(now() - hurriedAt < millisecondsOfHurry ? leastMillisecondsBetweenFrames : leastMillisecondsBetweenNews);
		},
		hurry() {
			hurriedAt = now();
			clearTimeout(timer);
			timer = undefined;
			paintAfter(leastMillisecondsBetweenFrames);
		},
		paint,
		onRender: repaint,
		pause() {
			isPaused = true;
		},
		resume() {
			isPaused = false;
			repaint();
		},
		close() {
			isPaused = true;
			clearTimeout(timer);
			regions.clear();
		},
	};
}

function paintRegion(region: Region, {columns, rows}: Terminal): string {
	region.box ??= measureElement(region.element);
	const {x, y, width, height} = region.box;
	// Between a resize and the layout for it there is nothing right to paint.
	if (x + width > columns || y + height > rows) {
		return '';
	}

	const before = region.lines;
	region.lines = region.draw().slice(0, height);
	return region.lines.map((line, index) => writeLine(before[index], line, x + 1, y + index + 1)).join('');
}

function writeLine(before: string | undefined, line: string, x: number, y: number): string {
	if (line === before) {
		return '';
	}

	const {column, text} = before === undefined ? {column: 0, text: line} : findChange(before, line);
	return `\u{1B}[${y};${x + column}H${text}`;
}
