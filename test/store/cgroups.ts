import test from 'ava';
import {findContainerId} from '../../source/metrics/cgroups.js';
import {selectCgroupLines} from '../../source/store/cgroups.js';
import {selectCgroupLine} from '../../source/store/lists.js';
import {reduce} from '../../source/store/reducer.js';
import type {State} from '../../source/store/state.js';
import {readHistory} from '../../source/store/history.js';
import {selectSelectedRow} from '../../source/store/selectors.js';
import {selectSubject} from '../../source/store/subject.js';
import {selectWanted} from '../../source/store/wanted.js';
import {makeCgroupLook} from '../support/cgroups.js';
import {makeContainer} from '../support/containers.js';
import {makeLab} from '../support/states.js';

const known = 'c6467981'.repeat(8);
const foreign = '6133dd5e'.repeat(8);
const look = makeCgroupLook(1, {
	'/': {cpu: 1}, '/machine.slice': {}, [`/machine.slice/libpod-${foreign}.scope`]: {}, [`/machine.slice/libpod-${foreign}.scope/container`]: {},
	'/system.slice': {}, [`/system.slice/docker-${known}.scope`]: {}, '/system.slice/ssh.service': {},
	'/user.slice': {}, '/user.slice/user-1000.slice': {},
});

function withTree(): State {
	return makeLab({focus: 'cgroups'}, [
		{type: 'containersChanged', containers: [makeContainer('known', {id: known})], gone: []},
		{type: 'tick', now: 0, readings: new Map(), host: undefined, looks: {cgroups: look}},
	]);
}

function pathsOf(state: State): readonly string[] {
	return selectCgroupLines(state).map(({path}) => path.replaceAll(/(?:docker-|libpod-)[\da-f]{64}/gv, 'ID'));
}

const opened = ['/', '/machine.slice', '/machine.slice/ID.scope', '/system.slice', '/system.slice/ID.scope', '/system.slice/ssh.service', '/user.slice'];

test('what leads to a container is open, other slices are folded, and so is what is inside a container', t => {
	t.deepEqual(pathsOf(withTree()), opened);
});

test('containers have their names, those of another engine are known by their id alone', t => {
	t.deepEqual(selectCgroupLines(withTree()).flatMap(({path, container}) => findContainerId(path) === undefined ? [] : [container?.name]), [undefined, 'known']);
});

test('the watcher that Podman has of a container is not the container', t => {
	t.is(findContainerId(`/machine.slice/libpod-${foreign}.scope`), foreign);
	t.is(findContainerId(`/machine.slice/libpod-conmon-${foreign}.scope`), undefined);
});

test('folding and unfolding by hand', t => {
	const state = withTree();
	const folded = reduce(state, {type: 'fold', path: '/system.slice', isOpen: false});
	t.deepEqual(pathsOf(folded), opened.filter(path => !path.startsWith('/system.slice/')));
	const unfolded = reduce(folded, {type: 'fold', path: '/user.slice', isOpen: true});
	t.deepEqual(pathsOf(unfolded).slice(-2), ['/user.slice', '/user.slice/user-1000.slice']);
	t.deepEqual(pathsOf(reduce(unfolded, {type: 'fold', path: '/', isOpen: false})), ['/']);
});

test('the cursor stays on a line that is there', t => {
	const state = reduce(withTree(), {type: 'cursor', panel: 'cgroups', index: 6});
	t.is(selectCgroupLine(state)?.path, '/user.slice');
	t.is(selectCgroupLine(reduce(state, {type: 'fold', path: '/', isOpen: false}))?.path, '/');
	t.is(selectCgroupLine(makeLab()), undefined);
});

test('the tree opens at the cgroup of the selected container', t => {
	const selected = makeLab({focus: 'cgroups', selectedId: known}, [{type: 'containersChanged', containers: [makeContainer('known', {id: known})], gone: []}]);
	t.is(selectCgroupLine(reduce(selected, {type: 'looked', looks: {cgroups: look}}))?.container?.name, 'known');
});

test('a cgroup stays selected when others come and go above it', t => {
	const state = reduce(withTree(), {type: 'cursor', panel: 'cgroups', index: 6});
	const {nodes} = makeCgroupLook(2, {'/': {cpu: 1}, '/aaa.slice': {}, '/system.slice': {}, '/user.slice': {}});
	const later = reduce(state, {type: 'looked', looks: {cgroups: {nodes, isWhole: true}}});
	t.is(selectCgroupLine(later)?.path, '/user.slice');
	t.is(later.view.cursors.cgroups, 3);
});

test('the graphs are about the selected cgroup: with its past, and everything that a closer look tells', t => {
	const selected = reduce(withTree(), {type: 'cursor', panel: 'cgroups', index: 6});
	t.deepEqual(selectWanted(selected).closeUp, {kind: 'cgroup', path: '/user.slice'});
	const again = makeCgroupLook(3, {'/': {cpu: 1.5}, '/user.slice': {cpu: 0.25}});
	const looked = reduce(selected, {type: 'looked', looks: {cgroups: makeCgroupLook(2, {'/': {cpu: 1}, '/user.slice': {cpu: 0}})}});
	const graphed = reduce(looked, {
		type: 'tick', now: 1, readings: new Map(), host: undefined, looks: {cgroups: again},
	});
	const subject = selectSubject(graphed);
	t.is(subject?.name, '/user.slice');
	t.is(subject?.sample?.cpu?.percent, 25);
	t.is(readHistory(subject!.cpuHistory).at(-1), 25);
	t.false(subject?.isWhole);
});

test('the graphs have one value a tick, however many keys had the tree looked at in between', t => {
	const looked = (second: number) => ({type: 'looked', looks: {cgroups: makeCgroupLook(second, {'/': {cpu: 1}, '/user.slice': {cpu: second / 4}, '/new.slice': {cpu: 0}})}}) as const;
	const tick = {
		type: 'tick', now: 1, readings: new Map(), host: undefined,
	} as const;
	const pastOf = (state: State, path: string) => [...readHistory(state.cgroupPasts.get(path)!.cpuHistory)];
	let state = withTree();
	for (const second of [2, 2.2, 2.4]) {
		state = reduce(state, looked(second));
	}

	t.deepEqual(pastOf(state, '/user.slice'), [NaN]);
	t.deepEqual(pastOf(state, '/new.slice'), [], 'it has graphs, which begin at the next tick');
	t.false(state.cgroupPasts.has('/system.slice'));

	state = reduce(reduce(state, {...tick, isEarly: true}), tick);
	t.is(pastOf(state, '/user.slice').length, 2, 'a tick that comes right after such a look takes its numbers');
	t.is(Math.round(pastOf(state, '/user.slice').at(-1)!), 25);
	t.is(pastOf(reduce(state, tick), '/user.slice').length, 2, 'a recording shows the same look for some ticks');
	t.is(pastOf(reduce(state, {...tick, looks: looked(3).looks}), '/user.slice').length, 3);
	t.is(reduce(state, {type: 'looked', looks: {}}).cgroupPasts.size, 0);
});

test('the graphs are about the container that a cgroup belongs to, and about the selected one everywhere else', t => {
	const onContainer = reduce(withTree(), {type: 'cursor', panel: 'cgroups', index: 4});
	t.is(selectWanted(onContainer).closeUp, undefined);
	t.not(selectSubject(onContainer)?.name, undefined);
	t.is(selectSubject(reduce(withTree(), {type: 'focus', panel: 'cpu'}))?.name, selectSelectedRow(withTree())?.container.name);
	t.is(selectSubject({...withTree(), rows: new Map()})?.name, '/', 'without containers the tree is all there is');
});

test('the tree is read only while its panel is on screen', t => {
	t.false(selectWanted(makeLab()).hasCgroups);
	t.true(selectWanted(withTree()).hasCgroups);
	t.is(reduce(withTree(), {type: 'tick', now: 1, readings: new Map(), host: undefined, looks: {}}).cgroups, undefined);
});

test('without an engine the cgroups come to the front, until there is one or the user has chosen', t => {
	const lost = {type: 'connectionLost', problem: '', retryAt: 0} as const;
	const start = {...makeLab(), isListed: false};
	const alone = reduce(start, lost);
	t.is(alone.view.focus, 'cgroups');
	t.is(alone.view.shown.left, 'cgroups');
	const found = reduce(alone, {type: 'listed', containers: []});
	t.is(found.view.focus, 'containers');
	t.is(found.view.shown.left, 'images', 'the tree is not read when nobody asked for it');
	t.is(reduce(reduce(alone, {type: 'cursor', panel: 'cgroups', index: 2}), {type: 'listed', containers: []}).view.focus, 'cgroups');
	t.is(reduce(reduce(start, {type: 'focus', panel: 'images'}), lost).view.focus, 'images');
	t.is(reduce(makeLab(), lost).view.focus, 'containers', 'an engine that went away leaves its last known rows');
});
