import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import {measure} from '../../source/ui/cells.js';

const folder = 'test/fixtures/frames';

/**
 * Compares lines with the frame kept under that name, to the last cell. With `UPDATE_FRAMES=1` the frame is written instead: look at
 * the difference before it is committed.
 */
export function compareFrame(t: ExecutionContext, name: string, lines: readonly string[], width: number): void {
	t.deepEqual([...new Set(lines.map(line => measure(line)))], [width], `${name}: every line has ${width} cells`);
	const path = `${folder}/${name}.txt`;
	// Escape characters are kept readable, so that a change of colour is seen in a review too.
	const text = `${lines.join('\n').replaceAll('\u{1B}', '␛')}\n`;
	if (process.env.UPDATE_FRAMES === '1') {
		mkdirSync(folder, {recursive: true});
		writeFileSync(path, text);
	}

	t.true(existsSync(path), `${path} is missing: UPDATE_FRAMES=1 writes it`);
	t.is(text, readFileSync(path, 'utf8'), name);
}
