import process from 'node:process';
import {isatty} from 'node:tty';
import {selectV8Flags} from './v8-flags.js';

/** What stays open for hours: the dashboard, also on a recording. */
function isDashboard([word = '']: readonly string[]): boolean {
	return isatty(0) && isatty(1) && (word === '' || word.startsWith('-') || word === 'replay' || word === 'demo');
}

const {execArgv, execPath, argv, versions} = process;
const [, script = '', ...words] = argv;
const flags = selectV8Flags(versions.node);
// Node 22 from 22.15 on, and 24, can be replaced by itself, in the same process.
const isStartedSo = flags.every(flag => execArgv.includes(flag));
if (isDashboard(words) && !isStartedSo && process.execve !== undefined) {
	process.execve(execPath, [execPath, ...execArgv, ...flags, script, ...words], process.env);
}

await import('./cli.js');
