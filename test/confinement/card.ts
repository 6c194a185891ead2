import test from 'ava';
import {decodeCapabilities} from '../../source/confinement/capabilities.js';
import {compareCapabilities, createCard, describeIdMap} from '../../source/confinement/card.js';
import type {ContainerDetail} from '../../source/container.js';
import type {Confinement} from '../../source/kernel.js';
import {makeConfinement, makeContainer, makeDetail} from '../support/containers.js';

const defaults = 0xA8_04_25_FBn;

function show(label: string, actual: Partial<Confinement>, detail: Partial<ContainerDetail> = {}): readonly [string | undefined, string | undefined] {
	const row = createCard(makeContainer('web', {detail: makeDetail(detail)}), makeConfinement(actual)).find(candidate => candidate.label === label);
	return [row?.actual, row?.declared];
}

function declare(changes: Partial<ContainerDetail['confinement']>): Partial<ContainerDetail> {
	return {confinement: {...makeDetail().confinement, ...changes}};
}

test('capabilities are told by their difference from Docker\'s default', t => {
	t.deepEqual(show('caps', {bounding: decodeCapabilities(defaults)}), ['14: the default', 'the default']);
	t.deepEqual(show('caps', {bounding: decodeCapabilities((defaults | (1n << 12n)) & ~1n)}, declare({addedCapabilities: ['NET_ADMIN'], droppedCapabilities: ['CHOWN']})), ['14: +NET_ADMIN -CHOWN', '+NET_ADMIN -CHOWN']);
	t.deepEqual(show('caps', {bounding: decodeCapabilities((1n << 41n) - 1n)}, {isPrivileged: true}), ['41: all there are', 'all: privileged']);
	t.deepEqual(show('caps', {bounding: []}, declare({droppedCapabilities: ['ALL']})), ['none', '-ALL']);
	t.is(show('caps', {bounding: decodeCapabilities(0x21n)})[0], '2 only: CHOWN KILL');
	t.is(compareCapabilities([]).dropped.length, 14);
});

test('a user who is not root has none in effect, whatever the container may have', t => {
	t.deepEqual(show('in effect', {effective: []}, declare({user: '1000'})), ['none', 'as user 1000']);
	t.deepEqual(show('in effect', {effective: decodeCapabilities(1n), bounding: decodeCapabilities(3n)}), ['1: CHOWN', 'as root']);
});

const options: ReadonlyArray<readonly [label: string, options: readonly string[], declared: string]> = [
	['seccomp', [], 'the default'],
	['seccomp', ['seccomp=unconfined'], 'unconfined'],
	['seccomp', ['seccomp:unconfined'], 'unconfined'],
	['seccomp', ['seccomp={"defaultAction":'], 'its own profile'],
	['privileges', ['no-new-privileges'], 'no new ones'],
	['privileges', ['no-new-privileges:true'], 'no new ones'],
	['privileges', ['no-new-privileges=false'], 'not restricted'],
	['privileges', [], 'not restricted'],
	['label', ['apparmor=mine'], 'mine'],
	['label', ['label=disable'], 'disable'],
];
for (const [label, securityOptions, declared] of options) {
	test(`${label} with the options [${securityOptions.join(' ')}] was asked to be “${declared}”`, t => {
		t.is(show(label, {}, declare({securityOptions}))[1], declared);
	});
}

test('who it is inside and outside', t => {
	const userMap = [{inside: 0, outside: 100_000, count: 65_536}];
	t.is(show('user', {userId: 100_000, userMap})[0], '0, on the host 100000');
	t.is(show('user', {userId: 0, userMap: [{inside: 0, outside: 0, count: 4_294_967_295}]})[0], '0');
	t.is(describeIdMap(userMap), '0-65535 are 100000-165535 of the host');
	t.is(describeIdMap([{inside: 0, outside: 1000, count: 1}]), '0 is 1000 of the host');
	t.is(describeIdMap([{inside: 0, outside: 0, count: 4_294_967_295}]), 'none: its ids are those of the host');
	t.is(describeIdMap(undefined), undefined);
});

test('what could not be read is unknown, and what was asked for is still told', t => {
	const card = createCard(makeContainer('web'), undefined);
	t.true(card.length > 8);
	t.true(card.every(({actual}) => actual === undefined));
	t.is(card.find(({label}) => label === 'root files')?.declared, 'writable');
	t.deepEqual(show('seccomp', {seccomp: undefined}), [undefined, 'the default']);
});
