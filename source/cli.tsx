import process from 'node:process';
import meow from 'meow';
import {formatError} from './errors.js';
import {createMeowFlags, formatHelp} from './flags.js';
import {log} from './log.js';
import {parseOptions, type Options} from './options.js';
import {runSnapshot} from './run/snapshot.js';
import {runStartOver, runUndo} from './run/start-over.js';
import {runStream} from './run/stream.js';

const cli = meow(formatHelp(), {
	importMeta: import.meta, flags: createMeowFlags(), autoHelp: false, autoVersion: false, description: false,
});

/** Does what the command line asks for; returns the exit code. */
async function run(options: Options): Promise<number> {
	switch (options.command) {
		case 'help': {
			process.stdout.write(`${formatHelp()}\n`);
			return 0;
		}

		case 'version': {
			process.stdout.write(`${cli.pkg.version ?? ''}\n`);
			return 0;
		}

		case 'dashboard': {
			if (process.stdout.isTTY && process.stdin.isTTY) {
				const {runDashboard} = await import('./run/dashboard.js');
				return runDashboard(options);
			}

			await runSnapshot({...options, isJson: false});
			return 0;
		}

		case 'snapshot': {
			await runSnapshot(options);
			return 0;
		}

		case 'stream': {
			await runStream(options);
			return 0;
		}

		case 'start-over': {
			return runStartOver(options);
		}

		case 'undo': {
			return runUndo(options);
		}
	}
}

const parsed = parseOptions(cli.input, cli.flags, process.env);
if ('problem' in parsed) {
	process.stderr.write(`dockdash: ${parsed.problem}\n`);
	process.exitCode = 2;
} else {
	try {
		process.exitCode = await run(parsed.options);
	} catch (error) {
		log('cli', error);
		process.stderr.write(`dockdash: ${formatError(error)}\n`);
		process.exitCode = 1;
	}
}
