import test from 'ava';
import {
	asDocument, asDocuments, asNumber, asPositive, asText, asTextMap, asTexts, asTime,
} from '../../source/engine/document.js';

const oddities: readonly unknown[] = [undefined, null, true, 1.5, 'a', [], ['a'], {a: 1}];

test('each reader takes only what it is for', t => {
	t.deepEqual(oddities.map(value => asDocument(value)), [{}, {}, {}, {}, {}, {}, {}, {a: 1}]);
	t.deepEqual(oddities.map(value => asText(value)), ['', '', '', '', 'a', '', '', '']);
	t.deepEqual(oddities.map(value => asNumber(value)), [undefined, undefined, undefined, 1.5, undefined, undefined, undefined, undefined]);
	t.deepEqual(asDocuments(oddities), [{a: 1}]);
	t.deepEqual(asTexts(oddities), ['a']);
});

test('numbers that stand for "not set" are unknown', t => {
	t.deepEqual([-1, 0, 1, NaN, Infinity].map(value => asPositive(value)), [undefined, undefined, 1, undefined, undefined]);
});

test('times in the forms of both engines, and Go\'s zero time for never', t => {
	const at = Date.UTC(2026, 10, 24, 5, 50, 18, 4);
	t.is(asTime('2026-11-24T05:50:18.004954554Z'), at);
	t.is(asTime('2026-11-24T07:50:18.004954554+02:00'), at);
	t.is(asTime('0001-01-01T00:00:00Z'), undefined);
	t.is(asTime('soon'), undefined);
	t.is(asTime(1_700_000_000), undefined);
});

test('labels are kept whatever they are called, and are safe to show', t => {
	t.deepEqual(Object.entries(asTextMap(JSON.parse(String.raw`{"__proto__":"a","constructor":"b","x\u001b[2J":"c\n","n":1}`))), [['__proto__', 'a'], ['constructor', 'b'], ['x', 'c']]);
});
