import test from 'ava';
import type {DeclaredLimits, LimitsUpdate} from '../../source/container.js';
import type {LimitId} from '../../source/limits/fields.js';
import {describeIgnored, describeUpdate, formatLimits, invertUpdate, readForm} from '../../source/limits/form.js';
import {makeDetail} from '../support/containers.js';

const mebibyte = 1024 * 1024;
const machine = {cpus: 2, memoryBytes: 8192 * mebibyte};
const none = makeDetail().limits;

function presentOf(limits: Partial<DeclaredLimits> = {}, restartPolicy = 'no') {
	return {limits: {...none, ...limits}, restartPolicy};
}

function read(typed: Partial<Record<LimitId, string>>, present = presentOf()) {
	return readForm({...formatLimits(present), ...typed}, present, machine);
}

test('limits stand in the form as one writes them for Docker', t => {
	t.deepEqual(formatLimits(presentOf({cpus: 0.5, memoryBytes: 64 * mebibyte, memorySwapBytes: 'max', cpuset: '0-1', pids: 20}, 'on-failure:2')), {
		cpus: '0.5', cpuShares: '', cpuset: '0-1', memoryBytes: '64m', memorySwapBytes: '-1', memoryReservationBytes: '', pids: '20', restartPolicy: 'on-failure:2',
	});
});

const accepted: ReadonlyArray<readonly [typed: Partial<Record<LimitId, string>>, update: LimitsUpdate]> = [
	[{}, {}],
	[{cpus: '0.5'}, {cpus: 0.5}],
	[{cpus: ' .5 '}, {cpus: 0.5}],
	[{cpuShares: '2048', cpuset: '0-1'}, {cpuShares: 2048, cpuset: '0-1'}],
	[{memoryBytes: '512m'}, {memoryBytes: 512 * mebibyte}],
	[{memoryBytes: '64m', memorySwapBytes: '64m', memoryReservationBytes: '32m'}, {memoryBytes: 64 * mebibyte, memorySwapBytes: 64 * mebibyte, memoryReservationBytes: 32 * mebibyte}],
	[{memorySwapBytes: '-1'}, {memorySwapBytes: 'max'}],
	[{pids: '100', restartPolicy: 'on-failure:3'}, {pids: 100, restartPolicy: 'on-failure:3'}],
	[{restartPolicy: 'unless-stopped'}, {restartPolicy: 'unless-stopped'}],
];
for (const [typed, update] of accepted) {
	test(`${JSON.stringify(typed)} is a change`, t => {
		const form = read(typed);
		t.is(form.problems.size, 0);
		t.deepEqual(form.update, update);
	});
}

test('an emptied field takes the limit away', t => {
	const present = presentOf({cpus: 1, pids: 5, memoryBytes: 64 * mebibyte, memorySwapBytes: 128 * mebibyte}, 'always');
	t.deepEqual(read({cpus: '', pids: '-1', memoryBytes: '', restartPolicy: ''}, present).update, {cpus: undefined, pids: undefined, memoryBytes: undefined, restartPolicy: 'no'});
});

const refused: ReadonlyArray<readonly [id: LimitId, text: string, sentence: RegExp]> = [
	['cpus', '0', /0\.01 to 2/v],
	['cpus', '3', /0\.01 to 2/v],
	['cpus', 'many', /0\.01 to 2/v],
	['cpuShares', '1', /2 to 262144/v],
	['cpuset', '0-5', /no CPU 5/v],
	['cpuset', 'x', /numbers and ranges/v],
	['memoryBytes', '1m', /no less than 6m/v],
	['memoryBytes', '12q', /^The memory limit is .* such as 512m/v],
	['memorySwapBytes', '12q', /^The limit of memory and swap together is .* such as 512m/v],
	['memoryReservationBytes', '1m', /^The reservation can be no less than 6m/v],
	['memorySwapBytes', '64m', /only be limited where memory is/v],
	['pids', '0', /from 1 on/v],
	['pids', 'all', /from 1 on/v],
	['restartPolicy', 'sometimes', /on-failure:3/v],
	['restartPolicy', 'always:3', /on-failure:3/v],
	['restartPolicy', 'on-failure:0', /on-failure:3/v],
	['restartPolicy', 'on-failure:1:2', /on-failure:3/v],
];
for (const [id, text, sentence] of refused) {
	test(`${id} is not ${JSON.stringify(text)}, and one sentence says why`, t => {
		const {problems} = read({[id]: text});
		t.deepEqual(problems.keys().toArray(), [id]);
		t.regex(problems.get(id) ?? '', sentence);
	});
}

test('memory limits have to go with each other', t => {
	const present = presentOf({memoryBytes: 64 * mebibyte, memorySwapBytes: 128 * mebibyte, memoryReservationBytes: 32 * mebibyte});
	t.deepEqual(read({memorySwapBytes: '32m'}, present).problems.keys().toArray(), ['memorySwapBytes']);
	t.deepEqual(read({memoryReservationBytes: '65m'}, present).problems.keys().toArray(), ['memoryReservationBytes']);
	t.deepEqual(read({memoryBytes: '16m'}, present).problems.keys().toArray(), ['memoryBytes']);
	t.is(read({memoryBytes: '16m', memoryReservationBytes: ''}, present).problems.size, 0);
});

test('what is put back is what was there, memory and swap together', t => {
	const present = presentOf({cpus: 1, memoryBytes: 64 * mebibyte, memorySwapBytes: 128 * mebibyte}, 'always');
	t.deepEqual(invertUpdate({memoryBytes: 32 * mebibyte, pids: 5, restartPolicy: 'no'}, present), {
		memoryBytes: 64 * mebibyte, memorySwapBytes: 128 * mebibyte, pids: undefined, restartPolicy: 'always',
	});
});

test('a change in words, and what an engine left out of it', t => {
	t.is(describeUpdate({memoryBytes: 512 * mebibyte, pids: undefined, cpus: undefined, restartPolicy: 'no'}), 'CPUs all, memory 512m, pids no limit, restart no');
	t.is(describeIgnored({memoryBytes: 64 * mebibyte, memorySwapBytes: 64 * mebibyte}, presentOf({memoryBytes: 64 * mebibyte, memorySwapBytes: 'max'})), 'memory+swap');
	t.is(describeIgnored({pids: undefined, cpus: 1}, presentOf({cpus: 1})), '');
});
