/**
 * Takes a picture of a program in a terminal.
 * `node build/scripts/picture.js [--size 120x36] [--wait TEXT | --keys KEYS | --seconds N]… FILE.png|FILE.svg [-- COMMAND…]`
 *
 * Steps are taken in their order. Keys are characters, or names in angle brackets: `jj<enter><escape>`. The command is
 * the built dashboard where none is given; `DOCKER_HOST` is handed on.
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
			return terminal.waitFor(value, 30_000);
		}

		case 'keys': {
			terminal.press(translateKeys(value));
			return;
		}

		case 'seconds': {
			return sleep(Number(value) * 1000);
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
const [file = '', command = process.execPath, ...args] = positionals;
if (/\.(?:png|svg)$/v.test(file) && columns > 0 && rows > 0) {
	const steps = tokens.flatMap(token => token.kind === 'option' ? [{name: token.name, value: token.value ?? ''}] : []);
	const terminal = openTerminal({
		command,
		args: positionals.length === 1 ? ['dist/cli.js'] : args,
		columns,
		rows,
		environment: {DOCKER_HOST: process.env.DOCKER_HOST},
	});
	await takePicture(file, terminal, steps);
} else {
	console.error('usage: picture.js [--size 120x36] [--wait TEXT | --keys KEYS | --seconds N]… FILE.png|FILE.svg [-- COMMAND…]');
	process.exitCode = 2;
}
