import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import ts from 'typescript';

/**
 * The import rule. A file imports from its own room and from the rows below it, never up and never from a neighbour in
 * its row. The screen and the world see each other nowhere, not even as types: they meet in the middle, and only what
 * stands in `both` holds the two of them.
 */
const rows: ReadonlyArray<Partial<Record<Arm, readonly string[]>>> = [
	{both: ['launch.ts']},
	{both: ['cli.tsx']},
	{both: ['run/']},
	{screen: ['app.tsx'], world: ['session.ts', 'commands/']},
	{screen: ['panels/', 'print/'], world: ['recording/']},
	{screen: ['ui/'], world: ['sampler/', 'start-over/']},
	{screen: ['charts/'], world: ['engine/', 'cgroup/', 'process/', 'host/']},
	{world: ['kernel-files/']},
	{middle: ['pages/']},
	{middle: ['store/']},
	{middle: ['options.ts', 'keymap.ts']},
	{middle: ['flag-values.ts', 'layout.ts']},
	{middle: ['flags.ts', 'suggest.ts', 'limits/', 'confinement/']},
	{middle: ['losses.ts']},
	{middle: ['metrics/']},
	{middle: ['replacement.ts', 'kernel.ts']},
	{middle: ['container.ts', 'errors.ts', 'text.ts', 'log.ts', 'v8-flags.ts']},
];

/** Third parties, and the rooms that are their doors. */
const doors: Readonly<Record<string, readonly string[]>> = {
	meow: ['cli.tsx'],
	ink: ['app.tsx', 'run/', 'ui/', 'panels/'],
	react: ['app.tsx', 'run/', 'ui/', 'panels/'],
	'string-width': ['ui/'],
	'blessed-contrib': ['charts/'],
	'drawille-canvas-blessed-contrib': ['charts/'],
	dockerode: ['engine/'],
	systeminformation: ['host/'],
	'prom-client': ['print/'],
};

type Arm = 'both' | 'screen' | 'world' | 'middle';

type Room = {
	readonly name: string;
	readonly row: number;
	readonly arm: Arm;
};

const rooms: readonly Room[] = rows.flatMap((arms, row) => Object.entries(arms).flatMap(([arm, names]) =>
	names.map(name => ({name, row, arm: arm as Arm}))));

/** Path below source/ -> text. */
type Files = ReadonlyMap<string, string>;

type Import = {
	readonly specifier: string;
	/** `source/PATH:LINE: the line`, to show with the rule. */
	readonly place: string;
};

function findRoom(file: string): Room | undefined {
	return rooms.find(({name}) => name.endsWith('/') ? file.startsWith(name) : file === name);
}

/** Every kind of import: types, dynamic ones, re-exports and require calls too. */
function readImports(file: string, text: string): readonly Import[] {
	return ts.preProcessFile(text, true, true).importedFiles.map(({fileName, pos}) => {
		const line = text.slice(0, pos).split('\n').length;
		return {specifier: fileName, place: `source/${file}:${line}: ${text.split('\n', line).at(-1)?.trim()}`};
	});
}

function resolve(file: string, specifier: string, files: Files): string {
	const compiled = path.posix.join(path.posix.dirname(file), specifier);
	const written = compiled.replace(/\.js$/v, '.ts');
	return files.has(written) ? written : `${written}x`;
}

function checkDoor(room: Room, {specifier, place}: Import): readonly string[] {
	const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
	const open = doors[name] ?? ['no room'];
	return open.includes(room.name) ? [] : [`${place}\n  ${name} may be imported by ${open.join(', ')}`];
}

function checkRow(from: Room, to: Room, place: string): readonly string[] {
	if (from === to) {
		return [];
	}

	if (to.row <= from.row) {
		return [`${place}\n  ${from.name} may not import ${to.name}: imports go down the rows`];
	}

	const isOneArm = from.arm === 'both' || to.arm === 'middle' || to.arm === from.arm;
	return isOneArm ? [] : [`${place}\n  ${from.name} (${from.arm}) may not import ${to.name} (${to.arm})`];
}

function findRuleBreakers(files: Files): readonly string[] {
	return [...files].flatMap(([file, text]) => {
		const room = findRoom(file);
		if (room === undefined) {
			return [`source/${file}\n  stands in no room: give it a place in the rows`];
		}

		return readImports(file, text).flatMap(imported => {
			if (imported.specifier.startsWith('node:')) {
				return [];
			}

			if (!imported.specifier.startsWith('.')) {
				return checkDoor(room, imported);
			}

			const target = findRoom(resolve(file, imported.specifier, files));
			return target === undefined ? [`${imported.place}\n  leads out of the rooms`] : checkRow(room, target, imported.place);
		});
	});
}

/** Each circle of files once, as the path that leads round it. */
function findCircles(files: Files): readonly string[] {
	const circles: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, trail: readonly string[]): void => {
		if (trail.includes(file)) {
			circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
		} else if (!done.has(file)) {
			for (const {specifier} of readImports(file, files.get(file) ?? '')) {
				if (specifier.startsWith('.')) {
					visit(resolve(file, specifier, files), [...trail, file]);
				}
			}

			done.add(file);
		}
	};

	for (const file of files.keys()) {
		visit(file, []);
	}

	return circles;
}

const source: Files = new Map(globSync('**/*.{ts,tsx}', {cwd: 'source'}).map(file => [file, readFileSync(`source/${file}`, 'utf8')]));

test('every import keeps to the rows, arms and doors', t => {
	t.true(source.size > 0);
	t.is(findRuleBreakers(source).join('\n'), '');
});

test('no file imports itself by a detour', t => {
	t.is(findCircles(source).join('\n'), '');
});

const planted: ReadonlyArray<readonly [title: string, file: string, text: string, complaint: RegExp]> = [
	['an import up', 'store/store.ts', 'import {x} from \'../ui/x.js\';', /^source\/store\/store\.ts:1: import \{x\} from .*\n {2}store\/ may not import ui\/: imports go down/v],
	['a type from the other arm', 'panels/a.ts', '\nimport type {X} from \'../engine/engine.js\';', /a\.ts:2: .*\n {2}panels\/ \(screen\) may not import engine\/ \(world\)/v],
	['a neighbour in the row', 'cgroup/v2/a.ts', 'import {x} from \'../../process/x.js\';', /cgroup\/ may not import process\//v],
	['an import as a type of a value', 'panels/a.ts', 'const x: import(\'../engine/engine.js\').X = 1;', /panels\/ \(screen\)/v],
	['a late import', 'ui/a.ts', 'const x = await import(\'../engine/engine.js\');', /ui\/ \(screen\)/v],
	['an export from', 'charts/a.ts', 'export {x} from \'../engine/engine.js\';', /charts\/ may not import engine\//v],
	['an import over several lines', 'charts/a.ts', 'import {\n\tx,\n} from \'../ui/x.js\';', /a\.ts:3: \} from/v],
	['a third party beside its door', 'panels/a.ts', 'import Docker from \'dockerode\';', /dockerode may be imported by engine\//v],
	['a part of a third party', 'ui/a.ts', 'import line from \'blessed-contrib/lib/x.js\';', /blessed-contrib may be imported by charts\//v],
	['a required third party', 'ui/a.ts', 'const x = require(\'systeminformation\');', /systeminformation may be imported by host\//v],
	['a third party without a door', 'ui/a.ts', 'import x from \'@some/thing/part.js\';', /@some\/thing may be imported by no room/v],
	['a file without a room', 'utils/a.ts', '', /source\/utils\/a\.ts\n {2}stands in no room/v],
	['a way out of the source', 'ui/a.ts', 'import x from \'../../package.json\';', /leads out/v],
];

for (const [title, file, text, complaint] of planted) {
	test(`the check finds ${title}`, t => {
		t.regex(findRuleBreakers(new Map([[file, text]])).join('\n'), complaint);
	});
}

test('the check lets pass what the rule allows', t => {
	t.deepEqual(findRuleBreakers(new Map([
		['run/a.tsx', 'import {render} from \'ink\';\nimport \'../app.js\';\nimport \'../sampler/x.js\';'],
		['panels/a.ts', 'import fs from \'node:fs\';\nimport \'../store/x.js\';\nimport \'./b.js\';'],
		['engine/a.ts', '// import \'../ui/x.js\'\nconst text = "import \'../ui/x.js\'";'],
	])), []);
});

test('the check finds a circle, once', t => {
	t.deepEqual(findCircles(new Map([
		['ui/a.ts', 'import type {x} from \'./b.js\';'],
		['ui/b.tsx', 'import \'../charts/c.js\';'],
		['charts/c.ts', 'import \'../ui/b.js\';'],
	])), ['ui/b.tsx -> charts/c.ts -> ui/b.tsx']);
});
