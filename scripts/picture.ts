/**
 * Takes a picture of a program in a terminal.
 *
 *   npm run picture -- [--size 120x36] [--wait TEXT | --keys KEYS | --seconds N]… FILE.png|FILE.svg [-- COMMAND…]
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

const {values: {size}, positionals: [file, ...command], tokens} = parseArgs({
	allowPositionals: true,
	tokens: true,
	options: {
		size: {type: 'string', default: '120x36'},
		wait: {type: 'string', multiple: true},
		keys: {type: 'string', multiple: true},
		seconds: {type: 'string', multiple: true},
	},
});
const [columns = NaN, rows = NaN] = size.split('x', 2).map(Number);
if (file === undefined || !/\.(?:png|svg)$/v.test(file) || !(columns > 0 && rows > 0)) {
	console.error('usage: npm run picture -- [--size 120x36] [--wait TEXT | --keys KEYS | --seconds N]… FILE.png|FILE.svg [-- COMMAND…]');
	process.exit(2);
}

function translateKeys(written: string): string {
	return written.replaceAll(/<(?<name>\w+)>/gv, (whole, name: string) => name in keys ? keys[name as keyof typeof keys] : whole);
}

async function takeStep(terminal: Terminal, name: string, value = ''): Promise<void> {
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

const [program = process.execPath, ...options] = command.length > 0 ? command : [process.execPath, 'dist/cli.js'];
const terminal = openTerminal({
	command: program,
	args: options,
	columns,
	rows,
	environment: process.env.DOCKER_HOST === undefined ? {} : {DOCKER_HOST: process.env.DOCKER_HOST},
});
try {
	for (const token of tokens) {
		if (token.kind === 'option') {
			await takeStep(terminal, token.name, token.value);
		}
	}

	const svg = drawSvg(terminal.cells());
	writeFileSync(file, file.endsWith('.svg') ? svg : new Resvg(svg, {font: {loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono'}}).render().asPng());
} finally {
	await terminal.close();
}
