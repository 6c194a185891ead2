/**
 * Takes a picture of a program in a terminal.
 * `node build/scripts/picture.js [--size 120x36] [--wait TEXT | --keys KEYS | --seconds N]… FILE.png|FILE.svg -- COMMAND…`
 *
 * Steps are taken in their order. Keys are characters, or names in angle brackets: `jj<enter><escape>`.
 */
import {writeFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {Resvg} from '@resvg/resvg-js';
import {keys, openTerminal, type Terminal} from '../test/support/terminal.js';
import {drawSvg} from './draw-svg.js';

type Step = {
	readonly name: string;
	readonly value: string;
};

const keysByName: ReadonlyMap<string, string> = new Map(Object.entries(keys));

function translateKeys(written: string): string {
	return written.replaceAll(/<(?<name>\w+)>/gv, (whole, name: string) => keysByName.get(name) ?? whole);
}

async function takeStep(terminal: Terminal, {name, value}: Step): Promise<void> {
	switch (name) {
		case 'wait': {
			await terminal.waitFor(value, 30_000);
			break;
		}

		case 'keys': {
			terminal.press(translateKeys(value));
			break;
		}

		case 'seconds': {
			await sleep(Number(value) * 1000);
			break;
		}

		default:
	}
}

async function takePicture(file: string, terminal: Terminal, steps: readonly Step[]): Promise<void> {
	try {
		for (const step of steps) {
			await takeStep(terminal, step);
		}

		const svg = drawSvg(terminal.cells());
		writeFileSync(file, file.endsWith('.svg') ? svg : new Resvg(svg, {font: {defaultFontFamily: 'DejaVu Sans Mono'}}).render().asPng());
	} finally {
		await terminal.close();
	}
}

const {values, positionals, tokens} = parseArgs({
	allowPositionals: true,
	tokens: true,
	options: {
		size: {type: 'string', default: '120x36'},
		wait: {type: 'string', multiple: true},
		keys: {type: 'string', multiple: true},
		seconds: {type: 'string', multiple: true},
	},
});
const [columns = 0, rows = 0] = values.size.split('x', 2).map(Number);
const [file = '', command, ...args] = positionals;
if (command !== undefined && /\.(?:png|svg)$/v.test(file) && columns > 0 && rows > 0) {
	const steps = tokens.flatMap(token => token.kind === 'option' ? [{name: token.name, value: token.value ?? ''}] : []);
	const terminal = openTerminal({
		command, args, columns, rows,
	});
	await takePicture(file, terminal, steps);
} else {
	console.error('usage: picture.js [--size 120x36] [--wait TEXT | --keys KEYS | --seconds N]… FILE.png|FILE.svg -- COMMAND…');
	process.exitCode = 2;
}
