import {Buffer} from 'node:buffer';
import test from 'ava';
import {createLineSplitter, parseJsonLines} from '../../source/engine/lines.js';

async function * give(...texts: readonly string[]): AsyncIterable<Uint8Array> {
	for (const text of texts) {
		yield Buffer.from(text);
	}
}

test('lines come out whole, however the bytes come in', t => {
	const bytes = Buffer.from('one\n\ntwo\nthree');
	for (let cut = 0; cut <= bytes.length; cut++) {
		const {push, hasRest, flush} = createLineSplitter(100);
		const lines = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap(part => push(part));
		t.deepEqual(lines.map(String), ['one', '', 'two']);
		t.true(hasRest());
		t.is(String(flush()), 'three');
		t.false(hasRest());
	}
});

test('a line is cut at its maximum, and the next one is not', t => {
	const {push, flush} = createLineSplitter(4);
	t.deepEqual(push(Buffer.from('12345\n1234\n123')).map(String), ['1234', '1234']);
	t.deepEqual(push(Buffer.from('456')).map(String), []);
	t.is(String(flush()), '1234');
});

test('JSON values one a line; what is none is skipped', async t => {
	t.deepEqual(await Array.fromAsync(parseJsonLines(give('{"a":1}\n{"b"', ':2}\r\n\nnonsense\n{"c":3}\n{"cut":'))), [{a: 1}, {b: 2}, {c: 3}]);
});
