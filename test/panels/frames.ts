import process from 'node:process';
import test from 'ava';
import {decodeCapabilities} from '../../source/confinement/capabilities.js';
import type {Confinement} from '../../source/kernel.js';
import {panels} from '../../source/layout.js';
import {drawHeader, drawNotices} from '../../source/panels/chrome.js';
import {panelOf} from '../../source/panels/panels.js';
import {drawSummary} from '../../source/panels/summary.js';
import type {Action} from '../../source/store/actions.js';
import type {State} from '../../source/store/state.js';
import {createTheme} from '../../source/ui/theme.js';
import {compareFrame} from '../support/frames.js';
import {makeConfinement, makeContainer, makeDetail, makeImage, makeReading} from '../support/containers.js';
import {labTick, makeLab} from '../support/states.js';
import {contextOf, lab} from '../support/drawing.js';

// Times of day in notices are those of the reader's zone.
process.env.TZ = 'UTC';

const colored = createTheme({hasColor: true, isAscii: false});
const ascii = createTheme({hasColor: false, isAscii: true});
const firstId = lab.rows.keys().toArray()[0] ?? '';

for (const {id} of panels) {
	for (const [width, height] of [[100, 14], [60, 10], [40, 6]] as const) {
		test(`${id} at ${width}x${height}`, t => {
			compareFrame(t, `${id}-${width}x${height}`, panelOf(id)(lab, contextOf(width, height)), width);
		});
	}
}

test('processes as a tree, with unknown CPU use at the first look', t => {
	const looked = makeLab({focus: 'processes'}, [{
		type: 'tick', now: lab.now, readings: new Map(), host: undefined, looks: {
			processes: {
				containerId: firstId, takenAtMicroseconds: 1, readings: [
					{
						pid: 4242, innerPid: 1, parentPid: 4200, userId: 0, state: 'sleeping', cpuMicroseconds: 0, startTicks: 1, residentBytes: 1_500_000, threads: 1, reactsToTerminate: false, command: 'sh -c spin',
					},
					{
						pid: 4243, innerPid: 7, parentPid: 4242, userId: 1000, state: 'running', cpuMicroseconds: 0, startTicks: 2, residentBytes: undefined, threads: 1, reactsToTerminate: true, command: 'spin --forever',
					},
				],
			},
		},
	}]);
	compareFrame(t, 'processes-tree', panelOf('processes')(looked, contextOf(100, 8)), 100);
});

test('confinement: the kernel beside what was declared, and what gives the machine away', t => {
	const look = (confinement: Confinement | undefined): State => makeLab({focus: 'confinement'}, [{
		type: 'tick', now: lab.now, readings: new Map(), host: undefined, looks: {confinement: {containerId: firstId, confinement}},
	}]);
	const open = look(makeConfinement({bounding: decodeCapabilities((1n << 12n) | (1n << 21n) | 1n), seccomp: 'off', devices: ['/dev/fuse'], reactsToTerminate: false}));
	compareFrame(t, 'confinement-open-120x24', panelOf('confinement')(open, contextOf(120, 24)), 120);
	compareFrame(t, 'confinement-open-61x11', panelOf('confinement')(open, contextOf(61, 11)), 61);
	compareFrame(t, 'confinement-open-48x8', panelOf('confinement')(open, contextOf(48, 8)), 48);
	compareFrame(t, 'confinement-denied', panelOf('confinement')(look(undefined), contextOf(80, 14)), 80);
});

test('namespaces that may not be read are told as they were declared, and marked so', t => {
	const web = makeContainer('web', {detail: makeDetail({namespaces: {mnt: 'private', net: `container:${firstId}`, pid: 'host'}})});
	const view = {focus: 'namespaces', selectedId: web.id, namespaceKind: 'net'} as const;
	const actions: readonly Action[] = [
		{type: 'containersChanged', gone: [], containers: [web]},
		{
			type: 'tick', now: lab.now, host: undefined, readings: new Map([[web.id, makeReading(20, {problems: [{group: 'namespaces', status: 'denied', reason: '/proc/100/ns/mnt may not be read (EACCES): run dockdash as root or as the user of the engine.'}]})]]),
		},
	];
	compareFrame(t, 'namespaces-declared', panelOf('namespaces')(makeLab(view, actions), contextOf(60, 9)), 60);
	compareFrame(t, 'namespaces-declared-matrix', panelOf('namespaces')(makeLab({...view, isZoomed: true}, actions), contextOf(80, 10)), 80);
});

test('what the panels of namespaces and confinement say is whole at 100 columns too, and they say why there is nothing', t => {
	const bodyOf = (id: 'namespaces' | 'confinement', state: State, width = 38): readonly string[] =>
		panelOf(id)(state, contextOf(width, 12)).slice(1, -1).map(line => line.replaceAll(/^│ ?| *│$/gv, '')).filter(line => line !== '');
	const web = makeContainer('web', {detail: makeDetail({namespaces: {net: `container:${firstId}`}})});
	const joined = makeLab({selectedId: web.id}, [{type: 'containersChanged', gone: [], containers: [web]}, labTick(12)]);
	const lineOf = (kind: string, state: State, width: number): string =>
		bodyOf('namespaces', state, width).find(line => line.startsWith(kind))?.replaceAll(/ {2,}/gv, '  ') ?? '';
	t.is(lineOf('net', joined, 38), 'net  13  of spin');
	t.is(lineOf('net', joined, 46), 'net  13  3  of spin');
	t.is(lineOf('net', joined, 58), 'net  13  3  of spin, which it joined');
	t.is(lineOf('net', joined, 74), 'net  13  3  interfaces, addresses, ports  of spin');
	t.is(lineOf('net', joined, 88), 'net  13  3  interfaces, addresses, ports  of spin, which it joined');
	t.is(lineOf('user', lab, 38), 'user  6  the host\'s');
	t.is(lineOf('user', lab, 44), 'user  6  6  the host\'s');
	t.is(lineOf('net', lab, 38), 'net  13  shared with web');
	t.is(lineOf('net', lab, 46), 'net  13  3  with web');
	t.is(lineOf('net', lab, 30), 'net  13  with web');
	t.is(lineOf('net', lab, 28), 'net  13  shared');

	const stopped = makeLab({isShowingAll: true, selectedId: makeContainer('old').id});
	t.deepEqual(bodyOf('namespaces', stopped), ['It has no processes, so it has no', 'namespaces.']);
	t.is(bodyOf('confinement', stopped)[0], 'It does not run; as declared:');
	const denied = makeLab({}, [{
		type: 'tick', now: lab.now, readings: new Map(), host: undefined, looks: {confinement: {containerId: firstId, confinement: undefined}},
	}]);
	t.deepEqual(bodyOf('confinement', denied).slice(0, 2), ['What the kernel enforces cannot be', 'read from here; as declared:']);
	const none = makeLab({}, [{type: 'listed', containers: []}]);
	t.deepEqual(bodyOf('namespaces', none), ['no container is selected']);
	t.deepEqual(bodyOf('confinement', none), ['no container is selected']);
});

test('a small screen says in its summary what gives the machine away', t => {
	const risky = makeLab({}, [{
		type: 'containersChanged', gone: [], containers: [makeContainer('spin', {
			mounts: [{
				kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock', isReadOnly: false,
			}], detail: makeDetail({isPrivileged: true}),
		})],
	}]);
	compareFrame(t, 'summary-giveaways', drawSummary(risky, contextOf(80, 1)), 80);
});

test('namespaces zoomed are a matrix, with a marker at the cell, at every width', t => {
	const matrix = makeLab({
		focus: 'namespaces', isZoomed: true, namespaceKind: 'net', isShowingAll: true,
	});
	for (const [width, height] of [[160, 12], [80, 12], [48, 9]] as const) {
		compareFrame(t, `namespaces-matrix-${width}`, panelOf('namespaces')(matrix, contextOf(width, height)), width);
	}

	compareFrame(t, 'namespaces-matrix-colored', panelOf('namespaces')(matrix, contextOf(80, 12, colored)), 80);
	compareFrame(t, 'namespaces-matrix-ascii', panelOf('namespaces')(matrix, contextOf(80, 12, ascii)), 80);
});

test('each step of a build stands to the right of what was built on it, or has its number; and USED BY is whole at 120 columns', t => {
	const steps = Array.from({length: 20}, (_, index) => makeImage(`step${index + 1}`, {kind: 'intermediate', parentId: `sha256:step${index + 2}`}));
	const containers = Array.from({length: 12}, (_, index) => makeContainer(`user-${index}-`));
	const state = makeLab({}, [
		{type: 'listed', containers},
		{type: 'imagesListed', images: [makeImage('lab1', {tags: ['lab:1'], parentId: 'sha256:step1'}), ...steps]},
	]);
	const rows = panelOf('images')(state, contextOf(74, 26)).filter(line => line.includes('└ <none>'));
	t.is(rows.length, 20);
	for (const [index, row] of rows.entries()) {
		const before = rows[index - 1] ?? '';
		t.true(row.indexOf('└') > before.indexOf('└') || new RegExp(`^│ +${index + 1}└`, 'v').test(row), row);
	}

	t.true(panelOf('images')(state, contextOf(74, 8))[2]?.includes('12 containers'));
});

test('before anything is known every panel says so and shows no number', t => {
	const empty: State = {...makeLab(), rows: new Map(), images: undefined, isListed: false, host: undefined, engine: undefined};
	for (const {id} of panels) {
		compareFrame(t, `${id}-unknown`, panelOf(id)(empty, contextOf(60, 8)), 60);
	}
});

test('a lost engine: the last known rows stay and are marked, and the notice line says what to do', t => {
	const lost = makeLab({}, [{type: 'connectionLost', problem: 'No engine answers at unix:///var/run/docker.sock: start it.', retryAt: Date.UTC(2026, 0, 2, 12, 0, 14)}]);
	compareFrame(t, 'containers-lost', panelOf('containers')(lost, contextOf(80, 8)), 80);
	compareFrame(t, 'notices-lost', drawNotices(lost, contextOf(100, 1)), 100);
	compareFrame(t, 'header-lost', drawHeader(lost, contextOf(120, 1)), 120);
});
