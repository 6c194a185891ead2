import test from 'ava';
import {measure} from '../../source/ui/cells.js';
import {createTheme} from '../../source/ui/theme.js';

test('without colour every paint leaves its text as it is', t => {
	const theme = createTheme({hasColor: false, isAscii: false});
	for (const paint of [theme.accent, theme.good, theme.warn, theme.bad, theme.faint, theme.strong, theme.selected, theme.limit, ...theme.series]) {
		t.is(paint('text'), 'text');
	}
});

test('on a screen without colour bold and inverse are left, which are none', t => {
	const theme = createTheme({hasColor: false, isAscii: false, hasEmphasis: true});
	t.is(theme.strong('text'), '\u{1B}[1mtext\u{1B}[22m');
	t.is(theme.selected('text'), '\u{1B}[7mtext\u{1B}[27m');
	for (const paint of [theme.accent, theme.good, theme.warn, theme.bad, theme.faint, theme.limit, ...theme.series]) {
		t.is(paint('text'), 'text');
	}
});

test('a paint inside another ends at its own end, and the outer one goes on', t => {
	const {bad, good, strong, selected} = createTheme({hasColor: true, isAscii: false});
	t.is(bad(`a ${good('b')} c`), '\u{1B}[31ma \u{1B}[32mb\u{1B}[31m c\u{1B}[39m');
	t.is(strong(`a ${bad('b')} c`), '\u{1B}[1ma \u{1B}[31mb\u{1B}[39m c\u{1B}[22m');
	t.false(selected(`a ${strong('b')} c`).includes('\u{1B}[0m'));
});

test('nothing to paint is nothing', t => {
	t.is(createTheme({hasColor: true, isAscii: false}).bad(''), '');
});

test('every glyph is one cell, and with --ascii one ASCII character', t => {
	for (const isAscii of [true, false]) {
		for (const [name, glyph] of Object.entries(createTheme({hasColor: true, isAscii}).glyphs)) {
			t.is(measure(glyph), 1, name);
			t.is(/^[\u{20}-\u{7E}]$/v.test(glyph), isAscii, name);
		}
	}
});

test('states are told apart by their glyphs, without colour', t => {
	for (const isAscii of [true, false]) {
		const {running, healthy, unhealthy, paused, stopped, failed, busy} = createTheme({hasColor: false, isAscii}).glyphs;
		t.is(new Set([running, healthy, unhealthy, paused, stopped, failed, busy]).size, 7);
	}
});
