import process from 'node:process';
import {isatty} from 'node:tty';

// V8 takes it only when it starts. Threads that compile beside the program would each keep the memory that this takes: 8 MiB for a
// dashboard with 200 containers.
const flag = '--no-concurrent-recompilation';

/** What stays open for hours: the dashboard, also on a recording. */
function isDashboard([word = '']: readonly string[]): boolean {
	return isatty(0) && isatty(1) && (word === '' || word.startsWith('-') || word === 'replay' || word === 'demo');
}

const {execArgv, execPath, argv} = process;
const [, script = '', ...words] = argv;
// Node 22.15 and newer can be replaced by itself, in the same process.
if (isDashboard(words) && !execArgv.includes(flag) && process.execve !== undefined) {
	process.execve(execPath, [execPath, ...execArgv, flag, script, ...words], process.env);
}

await import('./cli.js');
