import test from 'ava';
import stringWidth from 'string-width';
import {cellsForNotes, drawFrame, noteGap} from '../../source/ui/frame.js';
import {createTheme} from '../../source/ui/theme.js';
import {hostileTexts} from '../support/hostile.js';

const plain = createTheme({hasColor: false, isAscii: false});
const base = {
	title: '1 Containers', notes: ['6 of 8', 'by cpu ▾'], right: 'stale', body: ['one', 'a line that is much longer than the frame is wide, and goes on'], isFocused: false, theme: plain,
};

test('a wide frame has the title, its remarks and what is at the right', t => {
	t.deepEqual(drawFrame({...base, width: 60, height: 5}), [
		'╭ 1 Containers ─ 6 of 8 ─ by cpu ▾ ──────────────── stale ─╮',
		'│one                                                       │',
		'│a line that is much longer than the frame is wide, and go…│',
		'│                                                          │',
		'╰──────────────────────────────────────────────────────────╯',
	]);
});

test('remarks give way from the last, then what is at the right, and the title is cut at the end', t => {
	const top = (width: number): string => drawFrame({...base, width, height: 2})[0]!;
	t.is(top(40), '╭ 1 Containers ─ 6 of 8 ─────── stale ─╮');
	t.is(top(27), '╭ 1 Containers ─── stale ─╮');
	t.is(top(20), '╭ 1 Containers ────╮');
	t.is(top(12), '╭ 1 Cont… ─╮');
	t.is(top(6), '╭ … ─╮');
	t.is(top(4), '╭──╮');
});

test('a remark that has no room does not take with it those behind it', t => {
	const top = (width: number): string => drawFrame({
		...base, notes: ['a remark that is long', '6 of 8'], right: '', width, height: 2,
	})[0]!;
	t.is(top(30), '╭ 1 Containers ─ 6 of 8 ─────╮');
	t.is(top(50), '╭ 1 Containers ─ a remark that is long ─ 6 of 8 ─╮');
});

test('how many cells remarks have can be known before', t => {
	const note = 'x'.repeat(cellsForNotes('1 Containers', 30) - noteGap);
	const top = (text: string): string => drawFrame({
		...base, notes: [text], right: '', width: 30, height: 2,
	})[0]!;
	t.is(top(note), `╭ 1 Containers ─ ${note} ─╮`);
	t.is(top(`${note}x`), `╭ 1 Containers ${'─'.repeat(14)}╮`);
});

test('a body with more lines than fit is cut at the bottom', t => {
	t.deepEqual(drawFrame({
		...base, title: '', body: ['1', '2', '3'], width: 5, height: 4,
	}), [
		'╭───╮',
		'│1  │',
		'│2  │',
		'╰───╯',
	]);
});

test('with --ascii it is drawn with ASCII characters', t => {
	t.deepEqual(drawFrame({
		...base, notes: ['6'], body: ['a long line of text'], width: 16, height: 3, theme: createTheme({hasColor: false, isAscii: true}),
	}), [
		'+ 1 Containe~ -+',
		'|a long line o~|',
		'+--------------+',
	]);
});

test('the focused frame has an accent border and a strong title, others a faint border', t => {
	const theme = createTheme({hasColor: true, isAscii: false});
	const options = {
		...base, notes: [], right: '', body: ['x'], width: 18, height: 3, theme,
	};
	t.deepEqual(drawFrame({...options, isFocused: true}), [
		`${theme.accent('╭')} ${theme.strong('1 Containers')} ${theme.accent('──╮')}`,
		`${theme.accent('│')}x               ${theme.accent('│')}`,
		theme.accent('╰────────────────╯'),
	]);
	t.deepEqual(drawFrame(options)[2], theme.faint('╰────────────────╯'));
});

test('on a screen without colour the title of the focused frame is inverse, and without any paint it is a title', t => {
	const topOf = (isFocused: boolean, hasEmphasis: boolean): string => drawFrame({
		...base, notes: [], right: '', width: 18, height: 2, isFocused, theme: createTheme({hasColor: false, isAscii: false, hasEmphasis}),
	})[0]!;
	t.is(topOf(true, true), '╭ \u{1B}[7m1 Containers\u{1B}[27m ──╮');
	t.is(topOf(false, true), '╭ 1 Containers ──╮');
	t.is(topOf(true, false), '╭ 1 Containers ──╮');
});

test('a frame has its exact size at every size, whatever is in it', t => {
	const texts = Object.values(hostileTexts);
	const theme = createTheme({hasColor: true, isAscii: false});
	for (const text of texts) {
		for (let width = 0; width <= 200; width++) {
			const height = width % 7;
			const lines = drawFrame({
				title: text, notes: texts, right: text, body: texts, width, height, isFocused: true, theme,
			});
			t.is(lines.length, height);
			t.true(lines.every(line => stringWidth(line) === width), `${text} at ${width}x${height}`);
		}
	}
});
