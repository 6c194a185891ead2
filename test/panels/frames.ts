import process from 'node:process';
import test from 'ava';
import {decodeCapabilities} from '../../source/confinement/capabilities.js';
import type {Container} from '../../source/container.js';
import type {Confinement} from '../../source/kernel.js';
import {panels} from '../../source/layout.js';
import {drawHeader, drawNotices} from '../../source/panels/chrome.js';
import {readingOfGone} from '../../source/metrics/reading.js';
import {panelOf} from '../../source/panels/panels.js';
import {drawSummary} from '../../source/panels/summary.js';
import type {Action} from '../../source/store/actions.js';
import type {State, View} from '../../source/store/state.js';
import {createTheme} from '../../source/ui/theme.js';
import {compareFrame} from '../support/frames.js';
import {
	makeConfinement, makeContainer, makeDetail, makeImage, makeReading,
} from '../support/containers.js';
import {labTick, makeLab} from '../support/states.js';
import {contextOf, lab, plain} from '../support/drawing.js';

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

test('containers in colour, and in ASCII', t => {
	compareFrame(t, 'containers-colored', panelOf('containers')(lab, contextOf(100, 10, colored)), 100);
	compareFrame(t, 'containers-ascii', panelOf('containers')(lab, contextOf(100, 10, ascii)), 100);
});

test('what is wrong with a container is said in its row', t => {
	const wrong = makeLab({isShowingAll: true, sort: {id: 'name', isDescending: false}}, [
		{
			type: 'containersChanged', gone: [], containers: [
				makeContainer('sick', {health: 'unhealthy'}),
				makeContainer('loop', {status: 'restarting', detail: makeDetail({exitCode: 1, restartCount: 4})}),
				makeContainer('again', {detail: makeDetail({restartCount: 4, startedAt: Date.UTC(2026, 0, 2, 12, 0, 9)})}),
				makeContainer('oom', {status: 'exited', detail: makeDetail({exitCode: 137, isOomKilled: true, finishedAt: Date.UTC(2026, 0, 2, 11, 0, 0)})}),
				makeContainer('foreign', {status: 'exited', detail: makeDetail({exitCode: 1, finishedAt: Date.UTC(2026, 0, 2, 11, 0, 0)})}),
				makeContainer('script', {status: 'exited', detail: makeDetail({exitCode: 2, finishedAt: Date.UTC(2026, 0, 2, 11, 0, 0)})}),
			],
		},
		{type: 'lastWords', containerId: makeContainer('foreign').id, text: 'exec /bad: exec format error'},
		{type: 'lastWords', containerId: makeContainer('script').id, text: 'sh: line 1: syntax error'},
	]);
	for (const width of [100, 60]) {
		compareFrame(t, `containers-wrong-${width}`, panelOf('containers')(wrong, contextOf(width, 14)), width);
	}
});

test('what is restarted again and again has its sign also while it runs, and keeps its numbers', t => {
	const startedAt = Date.UTC(2026, 0, 2, 12, 0, 9);
	const loop = makeContainer('loop', {detail: makeDetail({restartCount: 4, startedAt})});
	const lineAt = (second: number): string => {
		const state = makeLab({}, [{type: 'listed', containers: [loop]}, ...[0, 1].map((index): Action => ({
			type: 'tick', now: startedAt + ((second + index) * 1000), host: undefined, readings: new Map([[loop.id, makeReading(second + index, {cpu: {usageMicroseconds: index * 42_000}})]]),
		}))]);
		return panelOf('containers')(state, contextOf(80, 6)).find(line => line.includes('loop')) ?? '';
	};

	t.regex(lineAt(2), /◆ +loop .* 3s +4\.2 .* restart loop, 4 so far/v);
	t.notRegex(lineAt(2), /start over/v);
	t.regex(lineAt(30), /● +loop .* 31s +4\.2 /v, 'once it has been up for a while');
});

test('the order by age is by when they were made, so no column has its arrow, and the title tells it', t => {
	const draw = (id: string): readonly string[] => panelOf('containers')(makeLab({sort: {id, isDescending: true}}), contextOf(120, 10));
	const [title = '', header = ''] = draw('age');
	t.true(title.includes('by age'));
	t.true(header.includes('UP'));
	t.false(header.includes(plain.glyphs.descending));
	t.true(draw('cpu')[1]?.includes(plain.glyphs.descending));
});

test('the number that they are ordered by has its column, with the arrow, at any width', t => {
	const draw = (id: string, width: number): readonly string[] => panelOf('containers')(makeLab({sort: {id, isDescending: true}}), contextOf(width, 10));
	for (const [id, header, values] of [
		['pids', /PIDS▾/v, /web .* 5[│ ]/v],
		['memoryLimit', /MEMORY LIMIT▾/v, /spin .* 64M[│ ]/v],
	] as const) {
		for (const width of [44, 60, 120]) {
			const lines = draw(id, width);
			t.regex(lines[1] ?? '', header, `${id} at ${width}`);
			t.regex(lines.join('\n'), values, `${id} at ${width}`);
			t.regex(lines.join('\n'), /broken .*exited/v, 'why one does not run has its place too');
		}
	}

	t.is(draw('cpu', 120)[1]?.match(/CPU/gv)?.length, 1);
});

test('the title counts those that run, also where all are listed, and with a filter those that are shown', t => {
	const title = (view: Partial<View>): string | undefined => panelOf('containers')(makeLab(view), contextOf(100, 10))[0]?.split(' ─ ', 2)[1];
	t.is(title({}), '3 of 5 run');
	t.is(title({isShowingAll: true}), '3 of 5 run');
	t.is(title({filter: 'spin'}), '1 of 5 shown');
	t.is(title({filter: 'exited', isShowingAll: true, selectedId: undefined}), '2 of 5 shown');
	t.is(title({dialog: {kind: 'filter', text: 'zzz'}}), '0 of 5 shown');
});

test('an empty list says why, also while the filter is being typed, and names the key that helps', t => {
	const stopped = makeContainer('old', {status: 'exited', detail: makeDetail({pid: undefined, exitCode: 0})});
	const explain = (view: Partial<View>, containers: readonly Container[] = [stopped]): string => {
		const lines = panelOf('containers')(makeLab(view, [{type: 'listed', containers}]), contextOf(100, 6));
		return lines[2]?.replaceAll(/^\W+|[\s│]+$/gv, '') ?? '';
	};

	const typed = (text: string): Partial<View> => ({dialog: {kind: 'filter', text}});
	t.is(explain({}, []), 'no containers yet: docker run makes one');
	t.is(explain({}), 'no container runs (a shows all)');
	t.is(explain(typed('')), 'no container runs (Enter, then a shows all)');
	t.is(explain(typed('zzz')), 'no container matches the filter');
	t.is(explain({filter: 'zzz'}), 'no container matches the filter (Esc clears it)');
	t.is(explain({filter: 'zzz', isShowingAll: true}), 'no container matches the filter (Esc clears it)');
	t.is(explain(typed('old')), 'no container that runs matches the filter (Enter, then a shows all)');
	t.is(explain({filter: 'old'}), 'no container that runs matches the filter (a shows all)');
});

test('what is not known of a container is not drawn as its failure', t => {
	const isDrawnAsFailed = (changes: Partial<Container>): boolean => {
		const state = makeLab({isShowingAll: true}, [{type: 'listed', containers: [makeContainer('job', changes)]}]);
		const line = panelOf('containers')(state, contextOf(80, 6)).find(each => each.includes('job')) ?? '';
		t.not(line.includes(plain.glyphs.failed), line.includes(plain.glyphs.stopped));
		return line.includes(plain.glyphs.failed);
	};

	t.false(isDrawnAsFailed({status: 'exited', detail: undefined}), 'not inspected yet');
	t.false(isDrawnAsFailed({status: 'created', detail: undefined}));
	t.false(isDrawnAsFailed({status: 'exited', detail: makeDetail({exitCode: undefined})}));
	t.true(isDrawnAsFailed({status: 'exited', detail: makeDetail({exitCode: 1})}));
	t.true(isDrawnAsFailed({status: 'dead', detail: undefined}));
});

test('before anything is known every panel says so and shows no number', t => {
	const empty: State = {...makeLab(), rows: new Map(), images: undefined, isListed: false, host: undefined, engine: undefined};
	for (const {id} of panels) {
		compareFrame(t, `${id}-unknown`, panelOf(id)(empty, contextOf(60, 8)), 60);
	}
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

test('a lost engine: the last known rows stay and are marked, and the notice line says what to do', t => {
	const lost = makeLab({}, [{type: 'connectionLost', problem: 'No engine answers at unix:///var/run/docker.sock: start it.', retryAt: Date.UTC(2026, 0, 2, 12, 0, 14)}]);
	compareFrame(t, 'containers-lost', panelOf('containers')(lost, contextOf(80, 8)), 80);
	compareFrame(t, 'notices-lost', drawNotices(lost, contextOf(100, 1)), 100);
	compareFrame(t, 'header-lost', drawHeader(lost, contextOf(120, 1)), 120);
});

test('what ended while the engine is away has no numbers, and says so', t => {
	const lost = makeLab({}, [
		{type: 'connectionLost', problem: 'No engine answers at unix:///var/run/docker.sock: start it.', retryAt: Date.UTC(2026, 0, 2, 12, 0, 14)},
		{
			type: 'tick', now: lab.now, host: undefined, readings: new Map([[firstId, {...readingOfGone, takenAtMicroseconds: 20_000_000}]]),
		},
	]);
	for (const id of ['containers', 'cpu', 'memory', 'namespaces'] as const) {
		compareFrame(t, `${id}-ended-while-lost`, panelOf(id)(lost, contextOf(80, 10)), 80);
	}
});

test('marked rows have a sign, and the title counts them', t => {
	const [first = '', second = ''] = lab.rows.keys();
	const marked = makeLab({isShowingAll: true, marked: new Set([first, second, 'gone'])});
	compareFrame(t, 'containers-marked', panelOf('containers')(marked, contextOf(100, 10)), 100);
});
