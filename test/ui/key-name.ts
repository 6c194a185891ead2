import test from 'ava';
import type {Key} from 'ink';
import {formatKey, nameKeys} from '../../source/ui/key-name.js';

const nothing: Key = {
	upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageDown: false, pageUp: false, home: false,
	end: false, return: false, escape: false, ctrl: false, shift: false, tab: false,
	backspace: false, delete: false, meta: false, super: false, hyper: false, capsLock: false, numLock: false,
};

test('keys that come in one report are named one by one', t => {
	t.deepEqual(nameKeys('a\u{15}0.5\r', nothing), ['a', 'ctrl+u', '0', '.', '5', 'return']);
	t.deepEqual(nameKeys('\u{3}', nothing), ['ctrl+c']);
	t.deepEqual(nameKeys(' \t\u{7F}ü', nothing), ['space', 'tab', 'backspace', 'ü']);
});

test('Escape and the keys right after it are not lost where they are read as one with Alt', t => {
	t.deepEqual(nameKeys('q', {...nothing, meta: true}), ['escape', 'q']);
	t.deepEqual(nameKeys('2+', {...nothing, meta: true}), ['escape', '2', '+']);
	t.deepEqual(nameKeys('', {...nothing, escape: true}), ['escape']);
	for (const name of ['escape', 'return', 'tab', 'backspace'] as const) {
		t.deepEqual(nameKeys('', {...nothing, [name]: true}), [name]);
		t.deepEqual(nameKeys('', {...nothing, [name]: true, meta: true}), ['escape', name]);
	}

	t.deepEqual(nameKeys('', {...nothing, upArrow: true, meta: true}), ['up'], 'Alt and an arrow');
});

test('keys are shown as people write them', t => {
	t.deepEqual(['return', 'escape', 'K', 'space', 'ctrl+c'].map(key => formatKey(key)), ['⏎', 'Esc', 'K', 'Space', 'Ctrl+C']);
	t.is(formatKey('return', true), 'Enter');
});
