import process from 'node:process';
import type {CommonOptions} from '../options.js';
import {formatTable} from '../panels/snapshot-table.js';
import {formatDocument} from '../print/document.js';
import {takeSnapshot} from '../session.js';
import {selectVisibleRows} from '../store/selectors.js';
import {createTheme} from '../ui/theme.js';
import {openWorld} from './world.js';

const widthWithoutTerminal = 140;

/** `dockdash snapshot`: two looks, one table or document on stdout. Throws `DockdashError`. */
export async function runSnapshot(options: CommonOptions & {readonly isJson: boolean}): Promise<void> {
	const world = openWorld(options);
	try {
		await takeSnapshot(world);
		const state = world.store.getState();
		const rows = selectVisibleRows(state);
		const {stdout} = process;
		const theme = createTheme({hasColor: options.hasColor && stdout.isTTY, isAscii: options.isAscii});
		stdout.write(options.isJson
			? `${JSON.stringify(formatDocument(state, state.rows.values().toArray()), undefined, 2)}\n`
			: `${formatTable(state, rows, stdout.columns ?? widthWithoutTerminal, theme)}\n`);
	} finally {
		world.source.close();
		world.engine.close();
	}
}
