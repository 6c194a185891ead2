import process from 'node:process';
import test from 'ava';
import {formatLimits} from '../../source/limits/form.js';
import {leastColumns} from '../../source/layout.js';
import {drawOverlay, isOverlay, type Overlay} from '../../source/panels/dialogs.js';
import {drawView, isView} from '../../source/panels/views.js';
import type {Dialog, PlanProgress} from '../../source/store/state.js';
import {defaultChoices, type StartOverOutcome} from '../../source/replacement.js';
import {compareFrame} from '../support/frames.js';
import {makeDetail} from '../support/containers.js';
import {contextOf, lab, plain} from '../support/drawing.js';

// Times of day in notices are those of the reader's zone.
process.env.TZ = 'UTC';

const firstId = lab.rows.keys().toArray()[0] ?? '';

const dialogs: Readonly<Record<string, Dialog>> = {
	help: {kind: 'help', offset: 0},
	page: {
		kind: 'page', key: 'details', title: 'Details of spin', lines: ['{', `  "Id": "${'x'.repeat(90)}"`, '}', '', {heading: 'Where it comes from'}, {label: 'file', text: '/sys/fs/cgroup/system.slice/docker-1.scope/memory.current'}], offset: 0,
	},
	log: {
		kind: 'log', containerId: firstId, lines: [{stream: 'stdout', text: 'ready', at: undefined}, {stream: 'stderr', text: 'broken '.repeat(20), at: undefined}], problem: undefined, isEnded: false, linesFromEnd: 0, rowsBelow: 0,
	},
	menu: {
		kind: 'menu', menu: 'signal', title: 'Send a signal to web', items: [{value: 'SIGKILL', title: 'KILL', about: 'ends at once'}, {value: 'SIGTERM', title: 'TERM', about: 'asks it to end'}], index: 1, containerIds: [],
	},
	order: {
		kind: 'menu', menu: 'sort', title: 'Order containers by', index: 1, containerIds: [], items: [
			{value: 'cpu', title: 'CPU', about: 'CPU time of a second, in percent of one core: two busy cores are 200.'},
			{value: 'throttled', title: 'Throttled periods', about: 'The share of the periods with something to run in which the quota was used up before their end, so that the rest of the container had to wait for the next one.'},
			{value: 'name', title: 'Name', about: 'By name.'},
		],
	},
	confirm: {
		kind: 'confirm', command: 'remove', containerIds: [], title: 'Remove web?', lines: ['It is killed, and all files in its writable layer are gone for good.'],
	},
	limits: {
		kind: 'limits', containerId: firstId, before: makeDetail(), texts: {...formatLimits(makeDetail()), cpus: '0.5', memoryBytes: '2g', pids: '1'}, field: 'memoryBytes', progress: {phase: 'editing'},
	},
	'limits-refused': {
		kind: 'limits', containerId: firstId, before: makeDetail(), texts: {...formatLimits(makeDetail()), memoryBytes: '4m', cpuset: '0-99'}, field: 'cpuset', progress: {phase: 'refused', reason: 'The engine is busy.'},
	},
	plan: {
		kind: 'plan',
		containerIds: ['broken'],
		isShowingChanges: false,
		offset: 0,
		choices: {
			image: 'same', volumes: 'fresh', saveFirst: false, includesDependents: false,
		},
		progress: {
			phase: 'ready', plans: [{
				kind: 'plan',
				id: 'broken',
				name: 'broken',
				choices: {
					image: 'same', volumes: 'fresh', saveFirst: false, includesDependents: false,
				},
				image: {
					reference: 'lab:1', id: 'sha256:cbca8faeb376', movedTo: undefined, choice: 'same',
				},
				losses: {
					added: 1, changed: 0, deleted: 142, bytes: 12_288, paths: [{kind: 'added', path: '/mess'}, {kind: 'deleted', path: '/usr/bin/tool'}],
				},
				volumes: [{name: 'abc', target: '/data', fate: 'fresh'}],
				stays: [{
					kind: 'volume', source: 'keep', target: '/keep', isReadOnly: false,
				}],
				differences: ['host port 32768 -> 80 will be another one'],
				dependents: [{id: 'sidecar', name: 'sidecar', uses: 'its network', isInside: true}],
				after: [],
				canUndo: true,
				savedAs: undefined,
				command: 'docker run -d --name broken -v keep:/keep -p 80 lab:1 sleep 100000',
			}],
		},
	},
};

const [planned] = dialogs.plan?.kind === 'plan' && dialogs.plan.progress.phase === 'ready' ? dialogs.plan.progress.plans : [];
const plansOfSeveral = planned?.kind === 'plan'
	? [
		{...planned, id: 'db', name: 'db', dependents: [{id: 'logs', name: 'logs', uses: 'its volumes', isInside: false}]},
		{...planned, id: 'api', name: 'api', after: ['db'], dependents: [], volumes: [], losses: undefined},
		{kind: 'refusal', id: 'task', name: 'task', reason: 'task belongs to a swarm service, which decides when it is replaced: use docker service update --force.'} as const,
	]
	: [];

for (const [phase, progress] of Object.entries<PlanProgress>({
	ready: {phase: 'ready', plans: plansOfSeveral},
	running: {
		phase: 'running', plans: plansOfSeveral, steps: [{id: 'db', name: 'db', step: 'stopped', milliseconds: 420}], outcomes: [makeOutcome('task', 'skipped', 'task belongs to a swarm service.')],
	},
	done: {
		phase: 'done', plans: plansOfSeveral, steps: [], outcomes: [
			makeOutcome('db', 'done', 'db started over in 1.2 s.'),
			makeOutcome('api', 'restored', 'api was not started over, and all is as before: its port is taken.'),
			makeOutcome('task', 'skipped', 'task belongs to a swarm service.'),
		],
	},
})) {
	test(`the plan of several containers: ${phase}`, t => {
		const dialog: Dialog = {
			kind: 'plan', containerIds: ['db', 'api', 'task'], choices: defaultChoices, progress, isShowingChanges: false, offset: 0,
		};
		compareFrame(t, `dialog-plan-several-${phase}`, drawOverlay(lab, dialog, {width: 90, height: 20}, plain), 84);
	});
}

function makeOutcome(name: string, kind: StartOverOutcome['kind'], sentence: string): StartOverOutcome {
	return {
		kind, name, oldId: name, newId: undefined, isRunning: kind === 'done', canUndo: kind === 'done', milliseconds: 1200, differences: [], sentence,
	};
}

test('every path that will be lost is shown in whole, and where more are lost than are kept, how many', t => {
	const path = `/var/lib/${'deep-folder/'.repeat(12)}name-of-the-file`;
	const losses = {
		added: 1, changed: 0, deleted: 20_000, bytes: undefined, paths: [{kind: 'added', path} as const, {kind: 'deleted', path: '/usr/bin/tool'} as const],
	};
	const lossy = planned?.kind === 'plan' ? [{...planned, losses}] : [];
	for (const plans of [lossy, [...lossy, ...plansOfSeveral]]) {
		const dialog: Dialog = {
			kind: 'plan', containerIds: plans.map(({id}) => id), choices: defaultChoices, progress: {phase: 'ready', plans}, isShowingChanges: true, offset: 0,
		};
		const lines = drawOverlay(lab, dialog, {width: 80, height: 80}, plain).map(line => line.replaceAll(/^│ +|[ │]+$/gv, ''));
		t.true(lines.join('').includes(path));
		t.true(lines.includes('… and 19999 more'));
	}
});

test('of a long menu the whole text of the chosen one is below the list, in a box that stays as it is', t => {
	const about = (value: string): string => `${'what it is '.repeat(value === '7' ? 14 : 2)}${value}`;
	const items = Array.from({length: 30}, (_, index) => ({value: String(index), title: `number ${index}`, about: about(String(index))}));
	const draw = (index: number): readonly string[] => drawOverlay(lab, {
		kind: 'menu', menu: 'sort', title: 'Order', items, index, containerIds: [],
	}, {width: 80, height: 21}, plain);
	for (const index of [0, 7, 29]) {
		const lines = draw(index);
		t.is(lines.length, 21);
		t.true(lines.some(line => line.includes(`▸ number ${index} `)));
		t.true(lines.slice(-5).map(line => line.replaceAll(/^│ +|[ │]+$/gv, '')).join(' ').includes(about(String(index))));
	}
});

test('the form of limits has its place on the narrowest screen', t => {
	t.false(drawOverlay(lab, dialogs.limits as Overlay, {width: leastColumns, height: 20}, plain).some(line => line.includes(plain.glyphs.ellipsis)));
});

for (const [name, dialog] of Object.entries(dialogs)) {
	test(`the dialog ${name}, at two widths`, t => {
		for (const width of [100, 50]) {
			const lines = isView(dialog)
				? drawView(lab, dialog, contextOf(width, 20))
				: (isOverlay(dialog) ? drawOverlay(lab, dialog, {width, height: 20}, plain) : []);
			compareFrame(t, `dialog-${name}-${width}`, lines, isView(dialog) ? width : Math.min(84, width - 2));
		}
	});
}
