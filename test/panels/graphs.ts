import test from 'ava';
import {panelOf} from '../../source/panels/panels.js';
import type {Action} from '../../source/store/actions.js';
import type {State} from '../../source/store/state.js';
import {compareFrame} from '../support/frames.js';
import {makeReading} from '../support/containers.js';
import {makeLab} from '../support/states.js';
import {contextOf, lab} from '../support/drawing.js';

const firstId = lab.rows.keys().toArray()[0] ?? '';

test('a limit of all that the machine has is not drawn', t => {
	const reading = makeReading(20, {memory: {currentBytes: 2 ** 20, limitBytes: 2 ** 34}});
	const state = makeLab({selectedId: firstId}, [{
		type: 'tick', now: lab.now, host: undefined, readings: new Map([[firstId, reading]]),
	}]);
	const whole: State = {...state, engine: state.engine && {...state.engine, memoryBytes: 2 ** 34}};
	const isDrawn = (shown: State): boolean => panelOf('memory')(shown, contextOf(60, 10)).some(line => line.includes('limit'));
	t.true(isDrawn(state));
	t.false(isDrawn(whole));
});

test('the title of CPU has its number with what throttles it, in few words where it is narrow, and the name in each tick or in none', t => {
	const titleOf = (width: number, more: readonly Action[] = [], id: 'cpu' | 'memory' = 'cpu'): string =>
		panelOf(id)(makeLab({selectedId: firstId}, more), contextOf(width, 8))[0]?.replaceAll(/[╭╮]|─+╮$/gv, '').trim() ?? '';
	// As wide as the panel is at 160, 120 and 100 columns, and beside Memory at 80.
	t.is(titleOf(61), '2 CPU ─ spin ─ 30.0 % of 0.30 cpu, throttled 60 %');
	t.is(titleOf(50), '2 CPU ─ spin ─ 30.0 % of 0.30, throttled 60 %');
	t.is(titleOf(46), '2 CPU ─ spin ─ 30.0/30 %, throttled 60 %');
	t.is(titleOf(40), '2 CPU ─ 30.0/30 %, throttled 60 %');
	t.is(titleOf(38), '2 CPU ─ 30.0/30 %, throttled 60 %');
	t.is(titleOf(37), '2 CPU ─ 30.0 %, throttled 60 %');
	const atRest: readonly Action[] = [{
		type: 'tick', now: lab.now, host: undefined, readings: new Map([[firstId, makeReading(20, {cpu: {usageMicroseconds: 3_300_000, quotaMicroseconds: 30_000, periods: 110, throttledPeriods: 66}})]]),
	}];
	t.is(titleOf(46, atRest), '2 CPU ─ spin ─ 0.0 % of 0.30 cpu');
	t.is(titleOf(40, atRest), '2 CPU ─ 0.0 % of 0.30 cpu');
	for (let width = 20; width <= 80; width++) {
		t.is(titleOf(width).includes('spin'), titleOf(width, atRest).includes('spin'), String(width));
		t.is(titleOf(width).includes('throttled'), width >= 35, String(width));
	}

	t.is(titleOf(44, [], 'memory'), '3 Memory ─ spin ─ 3.0 MiB of 64 MiB');
	t.is(titleOf(38, [], 'memory'), '3 Memory ─ spin ─ 3.0/64M');
});

test('the marks at the axis of CPU are what they say', t => {
	const labelsOf = (percent: number, height: number): readonly string[] => {
		const readings = [0, 1].map(second => makeReading(40 + second, {cpu: {usageMicroseconds: 10_000_000 + (second * percent * 10_000)}}));
		const state = makeLab({selectedId: firstId}, readings.map((reading): Action => ({
			type: 'tick', now: lab.now, host: undefined, readings: new Map([[firstId, reading]]),
		})));
		return panelOf('cpu')(state, contextOf(60, height)).flatMap(line => /^│ *(?<label>[\d.]+)┤/v.exec(line)?.groups?.['label'] ?? []);
	};

	// The lab has used 30 % before, so the axis reaches that far at least.
	t.deepEqual(labelsOf(30, 30), ['30', '27.5', '25', '22.5', '20', '17.5', '15', '12.5', '10', '7.5', '5', '2.5']);
	t.deepEqual(labelsOf(1500, 8), ['1500', '1000', '500']);
	for (const percent of [30, 57, 100, 777, 6400]) {
		for (let height = 5; height < 80; height++) {
			const labels = labelsOf(percent, height).map(Number);
			const step = labels.at(-1) ?? 0;
			for (const [index, label] of labels.toReversed().entries()) {
				t.true(Math.abs(label - (step * (index + 1))) <= label / 2000, `${labels.join(' ')} at ${height}`);
			}
		}
	}
});

test('beside a graph with one line for it what holds back is told in few words, and the memory without a bar that has no key', t => {
	const factsOf = (id: 'cpu' | 'memory', height: number): readonly string[] => panelOf(id)(lab, contextOf(38, height)).slice(7, -1).map(line => line.replaceAll(/^│ | *│$/gv, ''));
	t.deepEqual(factsOf('cpu', 9), ['throttled 60 %, quota 0.30 CPU']);
	t.deepEqual(factsOf('cpu', 10), ['throttled by its quota of 0.30 CPU', 'in 60 % of periods']);
	t.deepEqual(factsOf('cpu', 8), []);
	t.deepEqual(factsOf('memory', 9), ['anon 2.0M  file 1.0M  kernel 1.0M']);
	t.deepEqual(factsOf('memory', 10), ['█████████████████▓▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒', '█ anon 2.0M  ▓ file 1.0M']);
	t.deepEqual(factsOf('memory', 8), []);
});

test('why memory that is charged is not all used is a whole sentence at any width', t => {
	const explain = (width: number): string | undefined => panelOf('memory')(lab, contextOf(width, 14)).find(line => line.includes('charged'))?.replaceAll(/^│ | *│$/gv, '');
	t.is(explain(77), 'charged 4.0M = used 3.0M + 1.0M of file cache that can be dropped at once');
	t.is(explain(76), 'charged 4.0M = used 3.0M + 1.0M file cache');
	t.is(explain(46), 'charged 4.0M = used 3.0M + 1.0M file cache');
	t.is(explain(45), 'charged 4.0M, used 3.0M');
});

test('numbers that the engine tells, and not the kernel, are marked, and the reason is told', t => {
	const reason = 'The engine is on another machine.';
	const [spin] = lab.rows.values();
	const told = makeLab({isShowingAll: true}, [{
		type: 'tick', now: lab.now, host: undefined, readings: new Map([[spin!.container.id, makeReading(20, {source: 'engine', problems: [{group: 'cgroup', status: 'failed', reason}]})]]),
	}]);
	compareFrame(t, 'cpu-stats-api', panelOf('cpu')(told, contextOf(80, 6)), 80);
	compareFrame(t, 'namespaces-stats-api', panelOf('namespaces')(told, contextOf(80, 11)), 80);
});

test('the time axis of what the engine tells once a second is in seconds, however often we look', t => {
	const axisOf = (source: 'cgroup' | 'engine', intervalMilliseconds: number): string | undefined => {
		const state = makeLab({selectedId: firstId}, [{
			type: 'tick', now: lab.now, host: undefined, readings: new Map([[firstId, makeReading(20, {source})]]),
		}]);
		return /[\d.]+ (?:s|min|h)(?=│$)/v.exec(panelOf('cpu')({...state, intervalMilliseconds}, contextOf(80, 10)).find(line => line.includes('└──')) ?? '')?.[0];
	};

	t.is(axisOf('engine', 200), axisOf('cgroup', 1000));
	t.is(axisOf('engine', 1000), axisOf('cgroup', 1000));
	t.is(axisOf('engine', 5000), axisOf('cgroup', 5000));
	t.not(axisOf('cgroup', 200), axisOf('cgroup', 1000));
});
