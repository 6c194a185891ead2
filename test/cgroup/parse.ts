import test from 'ava';
import {addKnown, parseCpuList, parseField, parseLimit, parseLine, parsePressure, parseValue} from '../../source/cgroup/parse.js';

test('a file of one number', t => {
	t.is(parseValue('67108864\n'), 67_108_864);
	t.is(parseValue('6710886'), undefined);
	t.is(parseValue('max\n'), undefined);
	t.is(parseValue(''), undefined);
	t.is(parseValue(undefined), undefined);
});

test('a limit is a number or none', t => {
	t.is(parseLimit('max\n'), 'max');
	t.is(parseLimit('0\n'), 0);
	t.is(parseLimit('ma'), undefined);
});

test('a line of text', t => {
	t.is(parseLine('0-1,4\n'), '0-1,4');
	t.is(parseLine('\n'), undefined);
	t.is(parseLine('0-1'), undefined);
	t.is(parseLine('0\n1\n'), undefined);
});

test('a list of CPUs', t => {
	for (const list of ['0', '0-1', '0-1,4', '0,2,4-127']) {
		t.is(parseCpuList(`${list}\n`), list);
	}

	for (const text of [undefined, '', '\n', '0-1', '0-\n', '0-1,\n', 'x\n', '0 1\n', '0\n1\n', '0-1\u{1B}[2J\n']) {
		t.is(parseCpuList(text), undefined, JSON.stringify(text));
	}
});

const fields: ReadonlyArray<readonly [text: string | undefined, value: number | undefined, why: string]> = [
	['file 3\nanon 5\n', 5, 'on any line'],
	['anon 5\nfile 3\n', 5, 'on the first line'],
	['anon_thp 9\nanon 5\n', 5, 'not a longer name'],
	['zanon 9\nanon 5\n', 5, 'not the end of a name'],
	['file 3\n', undefined, 'not there'],
	['anon 5', undefined, 'cut off after a digit'],
	['anon 5\n5\n', undefined, 'torn apart'],
	['anon  5\n', undefined, 'not as the kernel writes it'],
	['anon -5\n', undefined, 'no negative number'],
	['anon\n', undefined, 'no number'],
	['', undefined, 'an empty file'],
	[undefined, undefined, 'no file'],
];

for (const [text, value, why] of fields) {
	test(`a field: ${why}`, t => {
		t.is(parseField(text, 'anon'), value);
	});
}

test('pressure has totals of some and full', t => {
	const some = 'some avg10=34.30 avg60=24.18 avg300=7.53 total=25196278\n';
	const full = 'full avg10=0.00 avg60=0.00 avg300=0.00 total=25162939\n';
	t.deepEqual(parsePressure(some + full), {someMicroseconds: 25_196_278, fullMicroseconds: 25_162_939});
	t.deepEqual(parsePressure(some), {someMicroseconds: 25_196_278, fullMicroseconds: undefined});
	t.is(parsePressure(some.slice(0, -3)), undefined);
	t.is(parsePressure(full), undefined);
	t.is(parsePressure(undefined), undefined);
	for (const text of ['some total=5\n', some.replace('=25196278', '='), some.replace('=25', '=-25'), some.replace('=25', '=25\n'), some.replace('avg60', 'avg61')]) {
		t.is(parsePressure(text), undefined, JSON.stringify(text));
	}
});

test('a sum with something unknown in it is unknown', t => {
	t.is(addKnown(1, 2), 3);
	t.is(addKnown(undefined, 2), undefined);
	t.is(addKnown(1, undefined), undefined);
});
