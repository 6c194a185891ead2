import test, {type ExecutionContext} from 'ava';
import {Box, render} from 'ink';
import {createState} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';
import {Canvas} from '../../source/ui/canvas.js';
import {createPainter} from '../../source/ui/painter.js';
import {createEmulator} from '../support/emulator.js';

const store = createStore(createState({
	address: '', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
}));

/** A rectangle of 3 lines of 5 cells at 2, 1 on a screen of 10x6, and what it draws. */
async function open(t: ExecutionContext) {
	const emulator = createEmulator(10, 6);
	const time = {now: 0};
	const painter = createPainter(emulator.stdout, () => time.now);
	const shown = {lines: ['aaaaa', 'bbbbb', 'ccccc']};
	const ink = render(
		<Box width={10} height={6}>
			<Box position='absolute' left={2} top={1}>
				<Canvas width={5} height={3} store={store} painter={painter} draw={() => shown.lines}/>
			</Box>
		</Box>,
		{
			stdout: emulator.stdout, interactive: true, alternateScreen: true, patchConsole: false, onRender: painter.onRender,
		},
	);
	t.teardown(() => {
		ink.unmount();
		painter.close();
		emulator.close();
	});
	await ink.waitUntilRenderFlush();
	return {
		emulator, painter, shown, ink, time,
	};
}

test('lines stand where Ink has laid out their box', async t => {
	const {emulator} = await open(t);
	const lines = await emulator.readLines();
	t.deepEqual(lines.map(line => line.trimEnd()), ['', '  aaaaa', '  bbbbb', '  ccccc', '', '']);
});

test('a frame that has not changed writes nothing, and one that has writes its changed lines only', async t => {
	const {emulator, painter, shown} = await open(t);
	const before = emulator.countBytes();
	t.is(painter.paint(), 0);
	t.is(emulator.countBytes(), before);

	shown.lines = ['aaaaa', 'BBBBB', 'ccccc'];
	const bytes = painter.paint();
	const lines = await emulator.readLines();
	t.is(emulator.countBytes() - before, bytes);
	t.true(bytes < 60, `${bytes} bytes for a line of 5 cells`);
	t.is(lines[2]?.trimEnd(), '  BBBBB');
});

test('what asks for a painting at the same time gets one, and one that comes right after another waits for its turn', async t => {
	const {emulator, painter, shown} = await open(t);
	shown.lines = ['11111', 'bbbbb', 'ccccc'];
	const before = emulator.countBytes();
	painter.paint();
	const once = emulator.countBytes() - before;
	shown.lines = ['22222', 'bbbbb', 'ccccc'];
	for (let time = 0; time < 100; time++) {
		painter.schedule();
	}

	t.is(emulator.countBytes() - before, once, 'nothing is written within the same frame');
	await emulator.nextWrite();
	const lines = await emulator.readLines();
	t.is(emulator.countBytes() - before, once * 2);
	t.is(lines[1]?.trimEnd(), '  22222');
});

test('a key, and what it sets off, do not wait for their turn among news', async t => {
	const {emulator, painter, shown, time} = await open(t);
	painter.paint();
	const hasWritten = async (line: string, ask: () => void): Promise<boolean> => {
		await emulator.readLines();
		const before = emulator.countBytes();
		shown.lines = [line, 'bbbbb', 'ccccc'];
		ask();
		await Promise.resolve();
		return emulator.countBytes() > before;
	};

	time.now = 20;
	t.false(await hasWritten('11111', painter.schedule), 'news come in bursts');
	t.true(await hasWritten('22222', painter.hurry));
	time.now = 40;
	t.true(await hasWritten('33333', painter.schedule), 'what the key has set off');
	time.now = 1100;
	t.true(await hasWritten('44444', painter.schedule));
	time.now = 1120;
	t.false(await hasWritten('55555', painter.schedule), 'news again');
});

test('a line that the terminal finds too wide is cut at its edge', async t => {
	const {emulator, painter, shown} = await open(t);
	shown.lines = ['x'.repeat(30), 'bbbbb', 'ccccc'];
	painter.paint();
	const lines = await emulator.readLines();
	t.deepEqual(lines.map(line => line.trimEnd()), ['', '  xxxxxxxx', '  bbbbb', '  ccccc', '', '']);
});

test('between a smaller terminal and the layout for it nothing is painted', async t => {
	const {emulator, painter, shown} = await open(t);
	emulator.stdout.columns = 6;
	shown.lines = ['11111', '22222', '33333'];
	t.is(painter.paint(), 0);
});

test('after close it leaves the terminal alone', async t => {
	const {emulator, painter, shown} = await open(t);
	shown.lines = ['11111', '22222', '33333'];
	const before = emulator.countBytes();
	painter.schedule();
	painter.close();
	painter.schedule();
	painter.onRender();
	await new Promise<void>(resolve => {
		setImmediate(resolve);
	});
	t.is(painter.paint(), 0);
	t.is(emulator.countBytes(), before);
});

test('a terminal that does not keep up is left alone until it does, and then gets the newest frame', async t => {
	const {emulator, painter, shown} = await open(t);
	Object.defineProperty(emulator.stdout, 'writableNeedDrain', {value: true, configurable: true});
	const before = emulator.countBytes();
	for (const text of ['ddddd', 'eeeee']) {
		shown.lines = [text, 'bbbbb', 'ccccc'];
		t.is(painter.paint(), 0);
	}

	t.is(emulator.countBytes(), before);
	Object.defineProperty(emulator.stdout, 'writableNeedDrain', {value: false, configurable: true});
	t.true(painter.paint() > 0);
	const lines = await emulator.readLines();
	t.is(lines[1]?.trimEnd(), '  eeeee');
});
