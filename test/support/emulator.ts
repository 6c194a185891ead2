import {Buffer} from 'node:buffer';
import {Writable} from 'node:stream';
import xterm from '@xterm/headless';

/** A terminal to write to, and to read the screen of. */
export type Emulator = {
	/** Stands for `process.stdout`. */
	readonly stdout: NodeJS.WriteStream;
	readonly resize: (columns: number, rows: number) => void;
	/** Text of each line of the screen, with its spaces at the end. */
	readonly readLines: () => Promise<string[]>;
	/** Each cell of the screen, line by line: its characters and how they look. */
	readonly readCells: () => Promise<string[][]>;
	/** Everything that was written, in bytes. */
	readonly countBytes: () => number;
	readonly nextWrite: () => Promise<void>;
	readonly close: () => void;
};

/** An xterm with that many cells behind a stream that looks like a terminal. */
export function createEmulator(columns: number, rows: number): Emulator {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, convertEol: true});
	let bytes = 0;
	let nextWrite = Promise.withResolvers<void>();
	const stdout = Object.assign(new Writable({
		write(chunk: Uint8Array, _encoding, done) {
			bytes += chunk.length;
			nextWrite.resolve();
			nextWrite = Promise.withResolvers<void>();
			terminal.write(Buffer.from(chunk), done);
		},
	}), {columns, rows, isTTY: true}) as unknown as NodeJS.WriteStream;
	const read = async <Value>(pick: (row: number) => Value): Promise<Value[]> => {
		// An empty write is done when all before it have been.
		await new Promise<void>(resolve => {
			stdout.write('', () => {
				terminal.write('', resolve);
			});
		});
		return Array.from({length: terminal.rows}, (_, row) => pick(row));
	};

	return {
		stdout,
		resize(newColumns, newRows) {
			terminal.resize(newColumns, newRows);
			stdout.columns = newColumns;
			stdout.rows = newRows;
			stdout.emit('resize');
		},
		readLines: async () => read(row => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)!.translateToString()),
		readCells: async () => read(row => {
			const line = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)!;
			return Array.from({length: terminal.cols}, (_, column) => {
				const cell = line.getCell(column)!;
				// A cell that was erased and one with a space look the same.
				const characters = cell.getChars() === '' && cell.getWidth() > 0 ? ' ' : cell.getChars();
				return [characters, cell.getFgColorMode(), cell.getFgColor(), cell.isBold(), cell.isInverse()].join(' ');
			});
		}),
		countBytes: () => bytes,
		nextWrite: async () => nextWrite.promise,
		close() {
			terminal.dispose();
		},
	};
}
