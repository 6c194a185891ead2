import process from 'node:process';
import test from 'ava';
import {drawFooter, drawHeader, drawNotices} from '../../source/panels/chrome.js';
import {drawSummary} from '../../source/panels/summary.js';
import {drawView} from '../../source/panels/views.js';
import type {Action} from '../../source/store/actions.js';
import type {Playback, State} from '../../source/store/state.js';
import type {StartOverPlan} from '../../source/replacement.js';
import {compareFrame} from '../support/frames.js';
import {everyChoice, makePlan, makePlanDialog} from '../support/plans.js';
import {makeLab} from '../support/states.js';
import {contextOf} from '../support/drawing.js';

// Times of day in notices are those of the reader's zone.
process.env.TZ = 'UTC';

function tellOf(text: string, hint: string): Action {
	return {
		type: 'notice', notice: {
			at: Date.UTC(2026, 0, 2, 12, 3, 11), severity: 'bad', text, hint,
		},
	};
}

test('header, summary, notices and footer give way when it is narrow', t => {
	const told = makeLab({}, [tellOf('hog was OOM-killed (limit 16 MiB).', 'L changes the limit')]);
	for (const width of [160, 120, 80, 48]) {
		const lines = [drawHeader, drawSummary, drawNotices, drawFooter].flatMap(draw => draw(told, contextOf(width, 1)));
		compareFrame(t, `chrome-${width}`, lines, width);
	}
});

test('of a notice the count of all gets shorter first, then the time goes, and what to do is cut last; the count stands apart', t => {
	const notice = tellOf('hog had a process OOM-killed (limit 24 MiB)', 'L to change the limit');
	const told = makeLab({}, [notice]);
	const draw = (width: number, state = told): string | undefined => drawNotices(state, contextOf(width, 1))[0];
	const whole = 'hog had a process OOM-killed (limit 24 MiB)  L to change the limit';
	const timed = ` 12:03:11  ${whole}`;
	t.is(draw(100), `${timed.padEnd(88)}n 2 notices `);
	t.is(draw(91), `${timed}  n 2 notices `);
	t.is(draw(90), `${timed.padEnd(86)}n 2 `);
	t.is(draw(83), `${timed}  n 2 `);
	t.is(draw(82), ` ${whole.padEnd(77)}n 2 `);
	t.is(draw(73), ` ${whole}  n 2 `);
	t.is(draw(72), ` ${whole.slice(0, -2)}…  n 2 `);
	const alone: State = {...told, notices: told.notices.slice(-1)};
	t.is(draw(77, alone), timed);
	t.is(draw(76, alone), ` ${whole}`.padEnd(76));
});

test('a notice that needs more lines goes on beside its time', t => {
	const told = makeLab({}, [tellOf('hog had a process OOM-killed (limit 24 MiB)', 'L to change the limit')]);
	const lines = drawView(told, {kind: 'notices', offset: 0}, contextOf(50, 8)).map(line => line.slice(1, -1).trimEnd());
	t.deepEqual(lines.slice(1, 3), [' 12:03:11  hog had a process OOM-killed (limit', '           24 MiB)  L to change the limit']);
});

test('a replay has its keys first in the footer, and how fast it is in the header also while it stands still; the demo has no such keys', t => {
	const playback: Playback = {
		kind: 'replay', position: 79_000, length: 119_000, speed: 2, isPaused: true,
	};
	const draw = (changes: Partial<Playback>, width = 80): readonly string[] => {
		const state: State = {...makeLab(), playback: {...playback, ...changes}};
		return [drawHeader, drawFooter].flatMap(each => each(state, contextOf(width, 1)).map(line => line.trim()));
	};

	const [header, footer = ''] = draw({});
	t.regex(header ?? '', /^dockdash {3}REPLAY 1:19 of 1:59 paused x2 /v);
	t.true(footer.startsWith('Space pause or play  > faster  ] next event  @ time  '), footer);
	t.true(footer.endsWith('? help  q quit'));
	t.regex(draw({isPaused: false})[0] ?? '', /REPLAY 1:19 of 1:59 x2 /v);
	t.regex(draw({position: 119_000})[0] ?? '', /REPLAY 1:59 of 1:59 at its end x2 /v);
	t.is(draw({position: 119_000, speed: 0.25}, 48)[0], 'dockdash   REPLAY 1:59 of 1:59 at its end …');
	t.true(draw({kind: 'demo'})[1]?.startsWith('s start  '));
});

test('the footer of a text says how to go on in it, and that first', t => {
	const footer = (width: number): string | undefined => drawFooter(makeLab({dialog: {kind: 'help', offset: 0}}), contextOf(width, 1))[0]?.trim();
	t.is(footer(80), 'Esc back  PgDn page down  PgUp page up  Home top  End end');
	t.is(footer(48), 'Esc back  PgDn page down  Home top  End end');
});

test('the footer of a plan has the keys that have something to change, and that of the lost paths how to come back', t => {
	const footer = (plan: StartOverPlan, width: number, isShowingChanges = false): string => {
		const [line = ''] = drawFooter(makeLab({dialog: makePlanDialog([plan], isShowingChanges)}), contextOf(width, 1));
		return line.trim();
	};

	t.is(footer(makePlan('web'), 160), 'R go  S save an image first  y copy  Esc leave it as it is');
	t.is(footer(makePlan('web', everyChoice), 160), 'R go  S save an image first  c all paths  v volumes  i image  a also dependents  y copy  Esc leave it as it is');
	t.true(footer(makePlan('web', everyChoice), 80).startsWith('R go  S save an image first  c all paths  '));
	t.true(footer(makePlan('web', everyChoice), 80, true).startsWith('c back  R go  '));
});
