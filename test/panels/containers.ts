import test from 'ava';
import type {Container} from '../../source/container.js';
import {readingOfGone} from '../../source/metrics/reading.js';
import {panelOf} from '../../source/panels/panels.js';
import type {Action} from '../../source/store/actions.js';
import type {View} from '../../source/store/state.js';
import {createTheme} from '../../source/ui/theme.js';
import {compareFrame} from '../support/frames.js';
import {makeContainer, makeDetail, makeReading} from '../support/containers.js';
import {makeLab} from '../support/states.js';
import {contextOf, lab, plain} from '../support/drawing.js';

const colored = createTheme({hasColor: true, isAscii: false});
const ascii = createTheme({hasColor: false, isAscii: true});
const firstId = lab.rows.keys().toArray()[0] ?? '';

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
