/** The built program without a terminal: what it prints where, and how it ends. */
import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {promisify} from 'node:util';
import test from 'ava';
import {testEngineAddress, testWithEngine} from './support/engine.js';
import {runProgram, startProgram} from './support/program.js';

const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {readonly version: string};
const noEngine = {DOCKER_HOST: 'unix:///nowhere/engine.sock'};
const noEngineSentence = 'dockdash: No container engine at unix:///nowhere/engine.sock: there is no such socket. Start the engine, or name another with --host.\n';

test.serial('--version and --help', async t => {
	t.deepEqual(await runProgram(['--version']), {code: 0, signal: undefined, stdout: `${version}\n`, stderr: ''});
	const help = await runProgram(['--help']);
	t.is(help.code, 0);
	t.regex(help.stdout, /^Usage\n {2}dockdash /v);
	t.is(help.stderr, '');
});

const wrong: ReadonlyArray<readonly [words: readonly string[], sentence: string]> = [
	[['--interval', '500', '--interval=600'], 'The flag --interval can only be set once.'],
	[['snapshot', '--host'], '--host needs a value: see dockdash --help.'],
	[['--unknown'], '“--unknown” is not a flag of dockdash: see dockdash --help.'],
];
for (const [words, sentence] of wrong) {
	test.serial(`${words.join(' ')} is one sentence and exit code 2`, async t => {
		t.deepEqual(await runProgram(words, noEngine), {code: 2, signal: undefined, stdout: '', stderr: `dockdash: ${sentence}\n`});
	});
}

function pretendNode(pretended: string): string {
	const code = `Object.defineProperty(process, 'versions', {value: {...process.versions, node: '${pretended}'}})`;
	return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

for (const words of [[], ['--version'], ['snapshot']]) {
	test.serial(`dockdash ${words.join(' ')} with a Node that is too old is one sentence and exit code 1`, async t => {
		const stderr = 'dockdash needs Node 22 or newer, and this is Node 20.20.2: install a newer one.\n';
		t.deepEqual(await runProgram(words, {...noEngine, NODE_OPTIONS: pretendNode('20.20.2')}), {code: 1, signal: undefined, stdout: '', stderr});
	});
}

test.serial('the oldest Node that it is for is not too old', async t => {
	t.like(await runProgram(['--version'], {NODE_OPTIONS: pretendNode('22.0.0')}), {code: 0, stderr: ''});
});

for (const words of [[], ['snapshot'], ['snapshot', '--json'], ['stream'], ['start-over', 'web', '--yes']]) {
	test.serial(`dockdash ${words.join(' ')} without an engine is one sentence and exit code 1`, async t => {
		t.deepEqual(await runProgram(words, noEngine), {code: 1, signal: undefined, stdout: '', stderr: noEngineSentence});
	});
}

for (const words of [['--help'], ['snapshot'], ['stream', '--json']]) {
	(words[0] === '--help' ? test : testWithEngine).serial(`${words.join(' ')} to a reader that has gone ends quietly`, async t => {
		const {child, ending} = startProgram(words, {DOCKER_HOST: process.env.DOCKDASH_TEST_ENGINE});
		child.stdout.destroy();
		t.like(await ending, {code: 0, signal: undefined, stderr: ''});
	});
}

testWithEngine.serial('a full disk is one sentence and exit code 1', async t => {
	const environment = {PATH: process.env.PATH, DOCKER_HOST: testEngineAddress()};
	await t.throwsAsync(promisify(execFile)('sh', ['-c', '"$0" dist/cli.js stream --interval 100 >/dev/full', process.execPath], {env: environment}), {
		code: 1,
		message: /\ndockdash: what it prints cannot be written: ENOSPC: no space left on device, write\.\n$/v,
	});
});
