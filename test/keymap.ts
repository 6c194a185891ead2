import test from 'ava';
import {bindings, findBinding, type Binding, type Scope} from '../source/keymap.js';

const list: readonly Binding[] = bindings;

test('no key means two things at once', t => {
	const together: ReadonlyArray<readonly Scope[]> = [['container', 'screen', 'always'], ['view', 'always'], ['menu', 'always'], ['confirm', 'always'], ['paths', 'always'], ['plan', 'always'], ['limits', 'always'], ['field', 'always'], ['replay', 'screen', 'always']];
	for (const scopes of together) {
		const keys = list.filter(({scope}) => scopes.includes(scope)).flatMap(binding => binding.keys);
		t.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), [], scopes.join(' '));
	}
});

test('ids are unique, and every one says what it does', t => {
	t.is(new Set(list.map(({id}) => id)).size, list.length);
	t.true(list.every(({title}) => title.length > 1));
});

test('a key is looked for in the nearest scope first', t => {
	t.is(findBinding('R', ['container', 'screen', 'always'])?.id, 'startOver');
	t.is(findBinding('R', ['plan', 'always'])?.id, 'planGo');
	t.is(findBinding('R', ['menu', 'always']), undefined);
	t.is(findBinding('q', ['view', 'always'])?.id, 'close');
});
