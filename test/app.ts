import test from 'ava';
import {openApp, type ShownApp} from './support/app.js';
import {labTick} from './support/states.js';

/** What is done to the screen, one step after the other; after each the same cells must be there both ways. */
const steps: ReadonlyArray<readonly [title: string, step: (app: ShownApp) => Promise<void>]> = [
	['at first', async () => undefined],
	['a tick', async app => app.dispatch(labTick(12))],
	['the next container', async app => app.press('down')],
	['another tick', async app => app.dispatch(labTick(13))],
	['another panel, zoomed', async app => app.press('2', '+')],
	['a tick while it is zoomed', async app => app.dispatch(labTick(14))],
	['back', async app => app.press('escape', '1')],
	['every panel in turn', async app => app.press('tab', 'tab', 'tab', 'tab', 'tab')],
	['a menu', async app => app.press('1', 'o')],
	['its next entry, and a tick under it', async app => {
		await app.press('down');
		await app.dispatch(labTick(15));
	}],
	['the menu closed', async app => app.press('escape')],
	['a question', async app => app.press('d')],
	['no', async app => app.press('n')],
	['help, scrolled', async app => app.press('?', 'down', 'pagedown')],
	['help closed', async app => app.press('escape')],
	['a filter', async app => app.press('/', 'w', 'e')],
	['the filter taken', async app => app.press('return')],
	['the filter cleared', async app => app.press('escape')],
	['a lost engine', async app => app.dispatch({type: 'connectionLost', problem: 'No engine 日本 answers.', retryAt: 0})],
	['smaller', async app => app.resize(80, 24)],
	['a tick in the smaller one', async app => app.dispatch(labTick(16))],
	['too small', async app => app.resize(30, 8)],
	['larger', async app => app.resize(120, 36)],
	['a menu in it, which a resize goes through', async app => {
		await app.press('o');
		await app.resize(100, 30);
		await app.press('escape');
	}],
	['a shell, and back, as if it had not been', async app => {
		// Live there is always a painter.
		if (app.painter !== undefined) {
			await app.suspend(() => {
				app.emulator.stdout.write('\u{1B}[2J\u{1B}[Hsh$ ');
			});
		}
	}],
	['a tick after it', async app => app.dispatch(labTick(17))],
];

test('painted and as text, the whole screen has the same cells after every step', async t => {
	const painted = await openApp(t, {isPainted: true});
	const text = await openApp(t, {isPainted: false});
	for (const [title, step] of steps) {
		await step(painted);
		await step(text);
		t.deepEqual(await painted.emulator.readCells(), await text.emulator.readCells(), title);
	}

	const lines = await painted.emulator.readLines();
	t.true(lines.some(line => line.includes('spin')));
});

test('what both ways show is the lab', async t => {
	const {emulator} = await openApp(t, {isPainted: true});
	const screen = (await emulator.readLines()).join('\n');
	for (const text of ['1 Containers', '2 CPU', '3 Memory', 'spin', 'broken', '<none>']) {
		t.true(screen.includes(text), text);
	}
});

