import test from 'ava';
import {readingOfGone, type Reading} from '../../source/metrics/reading.js';
import {tapWorld, type Heard} from '../../source/recording/tap.js';
import type {LiveSource} from '../../source/sampler/live-source.js';
import {lookAtOnce} from '../../source/sampler/sampler.js';
import type {Wanted} from '../../source/store/looks.js';
import {makeReading} from '../support/containers.js';
import {createScriptedEngine} from '../support/scripted-engine.js';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const nothing: Wanted = {
	processesOf: undefined, confinementOf: undefined, hasCgroups: false, closeUp: undefined, selected: undefined,
};
const closeUp = {kind: 'container', id: 'a'} as const;

/** A tap on a source of six containers, that notes what it is asked. */
function open(changes: Readonly<Record<string, Reading>> = {}) {
	const asked: Wanted[] = [];
	const source: LiveSource = {
		follow: () => [],
		* read() {
			return new Map(names.map(id => [id, changes[id] ?? makeReading(0)]));
		},
		readHost: () => undefined,
		look(wanted) {
			asked.push(wanted);
			return wanted.hasCgroups ? {cgroups: {nodes: [], isWhole: true}} : {};
		},
		lookInside: containerId => ({
			processes: {containerId, takenAtMicroseconds: 0, readings: []}, confinement: {containerId, confinement: undefined},
		}),
		lookAtTexts: containerId => containerId === 'f' ? undefined : {containerId, reading: makeReading(0), texts: []},
		close: () => undefined,
	};
	const tap = tapWorld({engine: createScriptedEngine().engine, source});
	const heard: Heard[] = [];
	lookAtOnce(tap.source.read());
	return {asked, tap, heard};
}

test('who does not listen changes nothing', t => {
	const {asked, tap} = open();
	t.deepEqual(tap.source.look({...nothing, closeUp}), {});
	t.deepEqual(asked, [{...nothing, closeUp}]);
});

test('each look tells of four containers in turn, and what is wanted on screen is asked once and stays as it is', t => {
	const {asked, tap, heard} = open();
	tap.listen(one => {
		heard.push(one);
	});
	for (let round = 0; round < 3; round++) {
		tap.source.look({...nothing, closeUp});
	}

	t.is(heard.flatMap(one => one.kind === 'processes' ? one.look.containerId : []).join(''), 'abcdefabcdef');
	t.is(heard.flatMap(one => one.kind === 'confinement' ? one.look.containerId : []).join(''), 'abcdefabcdef');
	t.deepEqual(asked.map(wanted => wanted.closeUp), [closeUp, closeUp, closeUp]);
});

test('nobody looks inside one whose cgroup is gone', t => {
	const {tap, heard} = open({c: {...readingOfGone, takenAtMicroseconds: 0}});
	tap.listen(one => {
		heard.push(one);
	});
	tap.source.look(nothing);
	tap.source.look(nothing);
	t.is(heard.flatMap(one => one.kind === 'confinement' ? one.look.containerId : []).join(''), 'abdefabd');
});

test('files are told of each container soon, and then of one at each look; not where they cannot be read', t => {
	const {tap, heard} = open();
	const told = (): string => heard.splice(0).flatMap(one => one.kind === 'texts' ? one.look.containerId : []).join('');
	const listen = (): void => {
		tap.listen(one => {
			heard.push(one);
		});
	};

	const look = (rounds: number): void => {
		for (let round = 0; round < rounds; round++) {
			tap.source.look(nothing);
		}
	};

	listen();
	look(2);
	t.is(told(), 'abcdeab');
	look(5);
	t.is(told(), 'cdea');
	listen();
	look(1);
	t.is(told().length, 4, 'who begins to listen is told of all again');
});

test('the first two looks and then one in ten tell of the tree of cgroups, so that there are rates from the beginning; it is given only to who wants it', t => {
	const {asked, tap, heard} = open();
	const listen = (): void => {
		tap.listen(one => {
			heard.push(one);
		});
	};

	const countTrees = (): number => heard.splice(0).filter(({kind}) => kind === 'cgroups').length;
	listen();
	const given: boolean[] = [];
	for (let round = 0; round < 20; round++) {
		given.push(tap.source.look({...nothing, hasCgroups: round > 10}).cgroups !== undefined);
	}

	t.deepEqual(given, Array.from({length: 20}, (_, round) => round > 10));
	t.deepEqual(asked.map(({hasCgroups}) => hasCgroups), Array.from({length: 20}, (_, round) => round < 2 || round >= 10));
	t.is(countTrees(), 3);
	tap.source.look(nothing);
	listen();
	countTrees();
	tap.source.look(nothing);
	tap.source.look(nothing);
	t.is(countTrees(), 2, 'who begins to listen is told of it again');
});
