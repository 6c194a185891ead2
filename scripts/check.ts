/** Everything that `npm test` looks at, in order, and the closing line that counts it. Arguments go to AVA. */
import {spawn, type ChildProcess} from 'node:child_process';
import {existsSync, globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';

type Counts = {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
};

/** The fields that we use of AVA's own statistics; what is missing when it could not even start is 0. */
type AvaStatistics = Readonly<Partial<Record<
	'passedTests' | 'failedTests' | 'failedHooks' | 'skippedTests' | 'todoTests' | 'timedOutTests'
	| 'uncaughtExceptions' | 'unhandledRejections', number
>>>;

const noEngine = process.env.DOCKDASH_TEST_NO_ENGINE;
let running: ChildProcess | undefined;

/** Runs a program with our own output; true when it ended well. */
async function run(command: string, options: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<boolean> {
	const {promise, resolve} = Promise.withResolvers<boolean>();
	running = spawn(command, options, {stdio: 'inherit', env: {...process.env, ...environment}})
		.on('error', error => {
			console.error(error.message);
			resolve(false);
		})
		.on('close', code => {
			resolve(code === 0);
		});
	return promise;
}

async function check(title: string, command: string, options: readonly string[] = []): Promise<Counts> {
	const isGood = await run(command, options);
	console.log(isGood ? `  ✔ ${title}` : `  ✘ [fail]: ${title}`);
	return {passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0};
}

/** AVA would run what a test that was renamed or removed has left behind. */
function removeOrphans(): void {
	for (const compiled of globSync('build/{source,test,scripts,bench}/**/*.js')) {
		const written = path.relative('build', compiled).slice(0, -'.js'.length);
		if (!existsSync(`${written}.ts`) && !existsSync(`${written}.tsx`)) {
			rmSync(compiled);
		}
	}
}

async function runTests(options: readonly string[]): Promise<Counts> {
	const folder = mkdtempSync(path.join(tmpdir(), 'dockdash-counts-'));
	const file = path.join(folder, 'counts.json');
	try {
		const isGood = await run('ava', options, {DOCKDASH_TEST_COUNTS: file});
		const statistics = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as AvaStatistics : {};
		const failed = (statistics.failedTests ?? 0) + (statistics.failedHooks ?? 0) + (statistics.timedOutTests ?? 0)
			+ (statistics.uncaughtExceptions ?? 0) + (statistics.unhandledRejections ?? 0);
		return {
			passed: statistics.passedTests ?? 0,
			// AVA also fails without a failed test: a file without tests, a pattern that matches none.
			failed: isGood ? failed : Math.max(failed, 1),
			skipped: (statistics.skippedTests ?? 0) + (statistics.todoTests ?? 0),
		};
	} finally {
		rmSync(folder, {recursive: true});
	}
}

process.once('SIGTERM', () => {
	running?.kill('SIGTERM');
	process.exit(1);
});

const results = [
	await check('type check', 'tsc', ['--incremental']),
	await check('lint', 'xo'),
	await check('build', 'node', ['scripts/build.ts']),
];
removeOrphans();
results.push(await runTests(process.argv.slice(2)));

if (noEngine !== undefined) {
	const isRequired = process.env.CI === 'true';
	console.log(isRequired ? `  ✘ [fail]: container engine: ${noEngine}` : `  Tests that need a container engine were skipped: ${noEngine}.`);
	results.push({passed: 0, failed: isRequired ? 1 : 0, skipped: 0});
}

const sum = (key: keyof Counts): number => results.reduce((total, counts) => total + counts[key], 0);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
