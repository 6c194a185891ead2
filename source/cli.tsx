import process from 'node:process';
import meow from 'meow';
import {formatError} from './errors.js';
import {createMeowOptions, formatHelp} from './flags.js';
import {log} from './log.js';
import {parseOptions, type Options, type OptionsResult} from './options.js';
import {runSnapshot} from './run/snapshot.js';
import {runStartOver} from './run/start-over.js';
import {runStream} from './run/stream.js';
import {runUndo} from './run/undo.js';

type TakenApart = {
	readonly parsed: OptionsResult;
	readonly version: string;
};

function takeApart(): TakenApart {
	try {
		const {input, flags, pkg} = meow({importMeta: import.meta, ...createMeowOptions()});
		return {parsed: parseOptions(input, flags, process.env), version: pkg.version ?? ''};
	} catch (error) {
		// A flag that was given twice.
		return {parsed: {problem: formatError(error)}, version: ''};
	}
}

const {parsed, version} = takeApart();

/** Does what the command line asks for; returns the exit code. */
async function run(options: Options): Promise<number> {
	switch (options.command) {
		case 'help': {
			process.stdout.write(`${formatHelp()}\n`);
			return 0;
		}

		case 'version': {
			process.stdout.write(`${version}\n`);
			return 0;
		}

		case 'dashboard': {
			if (process.stdout.isTTY && process.stdin.isTTY) {
				if (options.isOrDemo) {
					const {findNoEngine, runDemo} = await import('./run/demo.js');
					const noEngine = await findNoEngine(options);
					if (noEngine !== undefined) {
						return runDemo(options, noEngine);
					}
				}

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
			return runStream(options);
		}

		case 'start-over': {
			return runStartOver(options);
		}

		case 'undo': {
			return runUndo(options);
		}

		case 'record': {
			const {runRecord} = await import('./run/record.js');
			return runRecord(options);
		}

		case 'replay': {
			const {runReplay} = await import('./run/replay.js');
			return runReplay(options);
		}

		case 'demo': {
			const {runDemo} = await import('./run/demo.js');
			return runDemo(options);
		}

		case 'serve': {
			const {runServe} = await import('./run/serve.js');
			return runServe(options);
		}
	}
}

function fail(code: number, sentence: string): void {
	process.stderr.write(`dockdash: ${sentence}\n`);
	process.exitCode = code;
}

// A reader that has enough, like head, closes the pipe (EPIPE); a terminal that is closed takes nothing more (EIO). Neither wants to be told.
const goneCodes: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO']);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	log('stdout', error);
	if (!goneCodes.has(error.code)) {
		fail(1, `what it prints cannot be written: ${formatError(error)}.`);
	}
});
process.stderr.on('error', error => {
	log('stderr', error);
});

if ('problem' in parsed) {
	fail(2, parsed.problem);
} else {
	try {
		const code = await run(parsed.options);
		// What could not be written has set it to 1.
		process.exitCode ||= code;
	} catch (error) {
		log('cli', error);
		fail(1, formatError(error));
	}
}
