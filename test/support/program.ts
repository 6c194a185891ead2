import {spawn, type ChildProcessByStdio} from 'node:child_process';
import process from 'node:process';
import type {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';

/** How a program ended, and all that it said. */
export type Ending = {
	/** Undefined where a signal ended it. */
	readonly code: number | undefined;
	readonly signal: NodeJS.Signals | undefined;
	readonly stdout: string;
	readonly stderr: string;
};

export type Program = {
	readonly child: ChildProcessByStdio<null, Readable, Readable>;
	readonly ending: Promise<Ending>;
};

/**
 * Starts the built dockdash without a terminal, in a bare environment and what is added to it. What a test takes from `child.stdout` is
 * missing in the ending.
 */
export function startProgram(words: readonly string[], environment: Readonly<Record<string, string | undefined>> = {}): Program {
	const {PATH, HOME} = process.env;
	const child = spawn(process.execPath, ['dist/cli.js', ...words], {stdio: ['ignore', 'pipe', 'pipe'], env: {PATH, HOME, LANG: 'C.UTF-8', ...environment}});
	const closed = Promise.withResolvers<Pick<Ending, 'code' | 'signal'>>();
	child.once('error', closed.reject);
	child.once('close', (code, signal) => {
		closed.resolve({code: code ?? undefined, signal: signal ?? undefined});
	});
	const collect = async (): Promise<Ending> => {
		const [stdout, stderr, ended] = await Promise.all([text(child.stdout).catch(() => ''), text(child.stderr), closed.promise]);
		return {...ended, stdout, stderr};
	};

	return {child, ending: collect()};
}

/** Runs the built dockdash to its end; see {@link startProgram}. */
export async function runProgram(words: readonly string[], environment?: Readonly<Record<string, string | undefined>>): Promise<Ending> {
	return startProgram(words, environment).ending;
}
