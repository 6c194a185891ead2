import test, {type ExecutionContext} from 'ava';
import {Box, render} from 'ink';
import type {ReactNode} from 'react';
import {drawLineChart} from '../../source/charts/line-chart.js';
import {createState} from '../../source/store/state.js';
import {createStore, type Store} from '../../source/store/store.js';
import {Canvas} from '../../source/ui/canvas.js';
import {drawFrame} from '../../source/ui/frame.js';
import {createPainter, type Painter} from '../../source/ui/painter.js';
import {createTheme} from '../../source/ui/theme.js';
import {createEmulator, type Emulator} from '../support/emulator.js';

const theme = createTheme({hasColor: true, isAscii: false});

type Place = {readonly left: number; readonly top: number; readonly width: number; readonly height: number};

type ScreenProperties = {
	readonly store: Store;
	readonly painter: Painter | undefined;
	readonly columns: number;
	readonly rows: number;
	readonly hasDialog?: boolean;
};

/** A list and a graph that follow the time in the state, and a dialog over both. */
function Screen({store, painter, columns, rows, hasDialog = false}: ScreenProperties): ReactNode {
	const half = Math.floor(columns / 2);
	const list: Place = {left: 0, top: 0, width: half, height: rows};
	const graph: Place = {left: half, top: 0, width: columns - half, height: rows};
	const dialog: Place = {left: half - 9, top: 2, width: 18, height: 4};
	const canvas = (place: Place, draw: (place: Place, now: number) => readonly string[]) => (
		<Box position='absolute' {...place}>
			<Canvas width={place.width} height={place.height} store={store} painter={painter} draw={() => draw(place, store.getState().now)}/>
		</Box>
	);
	return (
		<Box width={columns} height={rows}>
			{canvas(list, drawList)}
			{canvas(graph, drawGraph)}
			{hasDialog ? canvas(dialog, drawDialog) : undefined}
		</Box>
	);
}

function drawList({width, height}: Place, now: number): readonly string[] {
	const body = ['●', '✖ 日本語のコンテナ', theme.good(`● spin ${now}`), theme.selected('▸ web'), theme.bad('broken')].map((line, index) => `${line} ${index}`);
	return drawFrame({
		title: '1 Containers', notes: [`at ${now}`], body, width, height, isFocused: true, theme,
	});
}

function drawGraph({width, height}: Place, now: number): readonly string[] {
	const body = drawLineChart({
		values: Array.from({length: 100}, (_, index) => ((index * 7) + now) % 40), secondsPerValue: 1, width: width - 2, height: height - 2, limit: 30, format: String, style: theme,
	});
	return drawFrame({
		title: '2 CPU', body, width, height, isFocused: false, theme,
	});
}

function drawDialog({width, height}: Place, now: number): readonly string[] {
	return drawFrame({
		title: 'Kill?', body: [`web 日本 ${now}`, 'y yes  n no'], width, height, isFocused: true, theme,
	});
}

type Shown = {
	readonly emulator: Emulator;
	readonly painter: Painter | undefined;
	readonly store: Store;
	readonly show: (changes: Partial<ScreenProperties>) => Promise<void>;
	readonly tick: (now: number) => Promise<void>;
};

function open(t: ExecutionContext, isPainted: boolean): Shown {
	const emulator = createEmulator(60, 12);
	// Somebody's shell: the alternate screen begins where its cursor was.
	emulator.stdout.write('$ ls\r\n'.repeat(20));
	const painter = isPainted ? createPainter(emulator.stdout) : undefined;
	const store = createStore(createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: false, now: 0,
	}));
	let properties: ScreenProperties = {
		store, painter, columns: 60, rows: 12,
	};
	const ink = render(<Screen {...properties}/>, {
		stdout: emulator.stdout, interactive: true, alternateScreen: true, patchConsole: false, ...(painter !== undefined && {onRender: painter.onRender}),
	});
	t.teardown(() => {
		ink.unmount();
		painter?.close();
		emulator.close();
	});
	return {
		emulator,
		painter,
		store,
		async show(changes) {
			properties = {...properties, ...changes};
			ink.rerender(<Screen {...properties}/>);
			await ink.waitUntilRenderFlush();
		},
		async tick(now) {
			store.dispatch({
				type: 'tick', now, readings: new Map(), host: undefined,
			});
			painter?.paint();
			await ink.waitUntilRenderFlush();
		},
	};
}

test('painted and as text, the same cells are on the screen at every step', async t => {
	const painted = open(t, true);
	const text = open(t, false);
	const both = [painted, text];
	const compare = async (step: string): Promise<void> => {
		t.deepEqual(await painted.emulator.readCells(), await text.emulator.readCells(), step);
	};

	const resize = async (columns: number, rows: number): Promise<void> => {
		for (const {emulator, show} of both) {
			emulator.resize(columns, rows);
			await show({columns, rows});
		}

		await compare(`at ${columns}x${rows}`);
	};

	await compare('at first');
	for (const now of [1, 2, 2, 1000]) {
		await Promise.all(both.map(async ({tick}) => tick(now)));
		await compare(`after the tick at ${now}`);
	}

	await resize(80, 24);
	await resize(47, 9);
	await resize(120, 30);
	await Promise.all(both.map(async ({tick}) => tick(7)));
	await compare('after a tick in the new size');
	const lines = await painted.emulator.readLines();
	t.true(lines.some(line => line.includes('● spin 7')));
});

test('a dialog as text lies over what was painted, and leaves it whole', async t => {
	const painted = open(t, true);
	const text = open(t, false);
	await text.show({hasDialog: true});
	await painted.show({hasDialog: true, painter: undefined});
	t.deepEqual(await painted.emulator.readCells(), await text.emulator.readCells());
	const lines = await text.emulator.readLines();
	t.true(lines.some(line => line.includes('╭ Kill? ─')));

	await text.show({hasDialog: false});
	await painted.show({hasDialog: false, painter: painted.painter});
	t.deepEqual(await painted.emulator.readCells(), await text.emulator.readCells());
});

test('after another program had the terminal, everything is painted again', async t => {
	const painted = open(t, true);
	await painted.show({});
	const before = await painted.emulator.readCells();
	painted.painter?.pause();
	painted.emulator.stdout.write('\u{1B}[2J\u{1B}[Hsh$ ');
	await painted.tick(0);
	const [firstLine] = await painted.emulator.readLines();
	t.is(firstLine?.trimEnd(), 'sh$');
	painted.painter?.resume();
	await painted.show({});
	t.deepEqual(await painted.emulator.readCells(), before);
});
