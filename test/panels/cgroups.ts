import test from 'ava';
import {panelOf} from '../../source/panels/panels.js';
import {drawView} from '../../source/panels/views.js';
import type {Action} from '../../source/store/actions.js';
import type {CloseLook, CloseTarget} from '../../source/store/looks.js';
import type {Dialog, Playback, State} from '../../source/store/state.js';
import {createTheme} from '../../source/ui/theme.js';
import {makeCgroupLook} from '../support/cgroups.js';
import {makeContainer, makeReading} from '../support/containers.js';
import {compareFrame} from '../support/frames.js';
import {hostileTexts} from '../support/hostile.js';
import {makeLab} from '../support/states.js';

const plain = createTheme({hasColor: false, isAscii: false});
const ascii = createTheme({hasColor: false, isAscii: true});
const mebibyte = 1024 * 1024;
const known = 'c6467981'.repeat(8);
const foreign = '6133dd5e'.repeat(8);
const scope = `/system.slice/docker-${known}.scope`;

function lookAt(second: number): Action {
	return {
		type: 'tick', now: second * 1000, readings: new Map(), host: undefined, looks: {
			cgroups: makeCgroupLook(second, {
				'/': {cpu: second * 1.5, processes: 120},
				'/init.scope': {cpu: 0.5, memory: 6 * mebibyte},
				'/machine.slice': {cpu: second * 0.2, memory: 20 * mebibyte, processes: 0},
				[`/machine.slice/libpod-${foreign}.scope`]: {cpu: second * 0.2, memory: 18 * mebibyte, processes: 0, controllers: []},
				[`/machine.slice/libpod-${foreign}.scope/container`]: {cpu: second * 0.2, memory: 18 * mebibyte},
				'/system.slice': {cpu: second * 1.1, memory: 300 * mebibyte, processes: 0},
				[scope]: {cpu: second * 0.3, memory: 3 * mebibyte, limit: 64 * mebibyte},
				'/system.slice/docker.service': {cpu: second * 0.7, memory: 120 * mebibyte, processes: 12},
				'/user.slice': {cpu: 1, memory: 40 * mebibyte},
			}),
		},
	};
}

function makeTree(...more: readonly Action[]): State {
	return makeLab({focus: 'cgroups'}, [{type: 'containersChanged', containers: [makeContainer('spin', {id: known})], gone: []}, lookAt(1), lookAt(2), ...more]);
}

test('the tree at three widths, folded, and in ASCII', t => {
	for (const width of [150, 100, 60]) {
		compareFrame(t, `cgroups-tree-${width}`, panelOf('cgroups')(makeTree(), {
			width, height: 12, isFocused: true, theme: plain,
		}), width);
	}

	compareFrame(t, 'cgroups-folded', panelOf('cgroups')(makeTree({type: 'fold', path: '/system.slice', isOpen: false}), {
		width: 80, height: 9, isFocused: false, theme: ascii,
	}), 80);
});

test('in a recording, which has the tree only now and then, the title says how old it is', t => {
	const tree = makeCgroupLook(3, {'/': {cpu: 1}});
	const told = (position: number, recordedAt: number | undefined): string | undefined => {
		const state = makeTree({
			type: 'tick', now: 3000, readings: new Map(), host: undefined, looks: {cgroups: {...tree, ...(recordedAt !== undefined && {recordedAt})}},
		});
		const playback: Playback = {
			kind: 'demo', position, length: 60_000, speed: 1, isPaused: false,
		};
		const [title = ''] = panelOf('cgroups')({...state, playback}, {
			width: 100, height: 8, isFocused: true, theme: plain,
		});
		return title.split(' ─ ', 3)[2];
	};

	t.is(told(10_300, 3000), 'as it was 7 s ago');
	t.is(told(70_000, 3000), 'as it was 67 s ago');
	t.is(told(4900, 3000), '-- % of cpu');
	t.is(told(4900, undefined), '-- % of cpu');
});

function numbersOf(target: CloseTarget, more: Action, panel: 'cgroups' | 'memory'): {readonly state: State; readonly dialog: Extract<Dialog, {kind: 'numbers'}>} {
	const dialog = {
		kind: 'numbers', target, panel, offset: 0,
	} as const;
	return {state: makeTree(more), dialog};
}

test('every number of a cgroup with its file, text, formula and sentence', t => {
	const target = {kind: 'cgroup', path: scope} as const;
	const directory = `/sys/fs/cgroup${scope}`;
	const {state, dialog} = numbersOf(target, {
		type: 'tick', now: 3000, readings: new Map(), host: undefined, looks: {
			closeUp: {
				target,
				reading: makeReading(3, {
					cpu: {usageMicroseconds: 900_000, quotaMicroseconds: 30_000},
					memory: {currentBytes: 4 * mebibyte, inactiveFileBytes: mebibyte, limitBytes: 64 * mebibyte},
					io: [{
						device: '254:0', name: 'vda', readBytes: 4096, writtenBytes: 0, readOperations: 1, writeOperations: 0,
					}],
				}),
				texts: [
					{path: `${directory}/cpu.stat`, text: 'usage_usec 900000\nuser_usec 800000\n'},
					{path: `${directory}/cpu.max`, text: '30000 100000\n'},
					{path: `${directory}/memory.current`, text: '4194304\n'},
					{path: `${directory}/memory.stat`, text: 'anon 1\ninactive_file 1048576\n'},
					{path: `${directory}/io.stat`, text: '254:0 rbytes=4096 wbytes=0 rios=1 wios=0\n'},
				],
			},
		},
	}, 'cgroups');
	compareFrame(t, 'numbers-cgroup', drawView(state, dialog, {
		width: 120, height: 230, isFocused: true, theme: plain,
	}), 120);
});

/** What `i` shows of a container in a recording. */
function replayNumbers(closeUp: CloseLook | undefined): string {
	const target = {kind: 'container', id: known} as const;
	const {state, dialog} = numbersOf(target, {
		type: 'tick', now: 3000, readings: new Map([[known, makeReading(3, {cpu: {usageMicroseconds: 900_000}})]]), host: undefined, looks: {closeUp},
	}, 'memory');
	const playback: Playback = {
		kind: 'replay', position: 60_000, length: 90_000, speed: 1, isPaused: false,
	};
	return drawView({...state, playback}, {...dialog, panel: 'cpu'}, {
		width: 120, height: 60, isFocused: true, theme: plain,
	}).join('\n');
}

test('in a recording the numbers are of the moment at which the files were read, and it says which', t => {
	const shown = replayNumbers({
		target: {kind: 'container', id: known},
		reading: makeReading(2, {cpu: {usageMicroseconds: 600_000}}),
		texts: [{path: '/c/cpu.stat', text: 'usage_usec 600000\n'}],
		recorded: {at: 52_000, before: makeReading(1, {cpu: {usageMicroseconds: 400_000}})},
	});
	t.true(shown.includes('as they were at 0:52: these numbers are of that moment'));
	t.regex(shown, /CPU +20\.0 percent of one core/v);
	t.regex(shown, /text +usage_usec 600000/v);
});

test('in a recording without the files, that is what it says, and nothing of files that are not there', t => {
	const shown = replayNumbers(undefined);
	t.true(shown.includes('The recording does not have the texts of its files up to here, only the numbers.'));
	t.regex(shown, /CPU time +900ms/v);
	t.notRegex(shown, /there is no/v);
});

test('a container that names an interface after an escape sequence does not reach the terminal', t => {
	const target = {kind: 'container', id: known} as const;
	const {state, dialog} = numbersOf(target, {
		type: 'tick', now: 3000, readings: new Map(), host: undefined, looks: {
			closeUp: {target, reading: makeReading(3), texts: [{path: '/proc/7/net/dev', text: `Inter-|\n${hostileTexts.moving}: 1 2\n`}]},
		},
	}, 'memory');
	const shown = drawView(state, {...dialog, panel: 'containers'}, {
		width: 120, height: 230, isFocused: true, theme: plain,
	}).join('');
	t.true(shown.includes('abcd'));
	t.false(shown.includes('\u{1B}'));
});

test('a container that does not run has no numbers, and the list of images has none of the kernel\'s', t => {
	const stopped = makeContainer('stopped', {status: 'exited'});
	const {state, dialog} = numbersOf({kind: 'container', id: stopped.id}, {type: 'containersChanged', containers: [stopped], gone: []}, 'memory');
	const context = {
		width: 80, height: 9, isFocused: true, theme: plain,
	};
	compareFrame(t, 'numbers-stopped', drawView(state, dialog, context), 80);
	compareFrame(t, 'numbers-images', drawView(state, {...dialog, panel: 'images'}, context), 80);
});
