import type {ChartStyle, Paint} from '../charts/style.js';

/** Signs that mean something, one cell each. */
export type Glyphs = {
	readonly running: string;
	readonly healthy: string;
	readonly unhealthy: string;
	readonly paused: string;
	/** Exited with 0, or never started. */
	readonly stopped: string;
	/** Exited with anything else, or dead. */
	readonly failed: string;
	/** Being worked on. */
	readonly busy: string;
	/** Before the selected row. */
	readonly marker: string;
	/** After the state of a row that was marked. */
	readonly marked: string;
	readonly ellipsis: string;
	/** A row of a tree that shows what is below it, and one that does not. */
	readonly open: string;
	readonly folded: string;
	readonly ascending: string;
	readonly descending: string;
	readonly branch: string;
	readonly lastBranch: string;
	readonly horizontal: string;
	readonly vertical: string;
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
};

/** Colours by meaning, and the glyphs to draw with. Without colour every paint leaves its text as it is, but for bold and inverse on a screen. */
export type Theme = ChartStyle & {
	readonly hasColor: boolean;
	/** The focused panel, and keys. */
	readonly accent: Paint;
	readonly good: Paint;
	readonly warn: Paint;
	readonly strong: Paint;
	/** The selected row of the focused panel. */
	readonly selected: Paint;
	readonly glyphs: Glyphs;
};

const unicodeGlyphs: Glyphs = {
	running: '●',
	healthy: '✚',
	unhealthy: '◆',
	paused: '‖',
	stopped: '○',
	failed: '✖',
	busy: '◌',
	marker: '▸',
	marked: '✓',
	ellipsis: '…',
	open: '▾',
	folded: '▸',
	ascending: '▴',
	descending: '▾',
	branch: '├',
	lastBranch: '└',
	horizontal: '─',
	vertical: '│',
	topLeft: '╭',
	topRight: '╮',
	bottomLeft: '╰',
	bottomRight: '╯',
};

const asciiGlyphs: Glyphs = {
	running: 'R',
	healthy: 'H',
	unhealthy: 'U',
	paused: 'P',
	stopped: 'S',
	failed: 'X',
	busy: '*',
	marker: '>',
	marked: '+',
	ellipsis: '~',
	open: 'v',
	folded: '>',
	ascending: '^',
	descending: 'v',
	branch: '|',
	lastBranch: '`',
	horizontal: '-',
	vertical: '|',
	topLeft: '+',
	topRight: '+',
	bottomLeft: '+',
	bottomRight: '+',
};

// Codes that end one attribute only, so that a paint around another one lasts to its own end.
const defaultForeground = 39;
const normalWeight = 22;
const notInverse = 27;

export type ThemeOptions = {
	readonly hasColor: boolean;
	readonly isAscii: boolean;
	/** Bold and inverse are no colours: a screen has them without colour too, or nothing would show where the focus is. As `hasColor` by default. */
	readonly hasEmphasis?: boolean;
};

/** Makes the look that all drawing shares. */
export function createTheme({hasColor, isAscii, hasEmphasis = hasColor}: ThemeOptions): Theme {
	const plain: Paint = text => text;
	const color = (code: string): Paint => hasColor ? createPaint(code, defaultForeground) : plain;
	const strong = hasEmphasis ? createPaint('1', normalWeight) : plain;
	const accent = color('36');
	const inverse = hasEmphasis ? createPaint('7', notInverse) : plain;
	return {
		hasColor,
		isAscii,
		accent,
		good: color('32'),
		warn: color('33'),
		bad: color('31'),
		// A middle grey, readable on black and on white; bright black is invisible in some palettes.
		faint: color('38;5;244'),
		strong,
		selected: text => inverse(accent(text)),
		limit: color('33'),
		series: [accent, color('35'), color('94'), color('37'), color('32'), color('33'), color('31')],
		glyphs: isAscii ? asciiGlyphs : unicodeGlyphs,
	};
}

function createPaint(open: string, close: number): Paint {
	const start = `\u{1B}[${open}m`;
	const end = `\u{1B}[${close}m`;
	// What ends inside gives the colour back to this paint.
	return text => text === '' ? '' : start + (text.includes(end) ? text.replaceAll(end, () => start) : text) + end;
}
