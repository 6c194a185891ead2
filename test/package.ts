/** What `npm pack` makes, installed in an empty folder from the registry, and run with the oldest and the newest Node that it is for. */
import {execFile} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import test from 'ava';
import {openTerminal} from './support/terminal.js';

type PackageJson = {
	readonly version: string;
	readonly license: string;
	readonly bin: Readonly<Record<string, string>>;
	readonly engines: {readonly node: string};
};

type Failure = {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
};

const execute = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'dockdash-package-'));
const installed = path.join(folder, 'program', 'node_modules', 'dockdash');
const noEngine = 'No container engine at unix:///nowhere/engine.sock: there is no such socket. Start the engine, or name another with --host.';
const environment = {
	PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', DOCKER_HOST: 'unix:///nowhere/engine.sock',
};

// Node 22 comes as a package for each platform, and the Node of this project is the other one.
const node22 = `node-${process.platform}-${process.arch}`;
const nodes: ReadonlyArray<readonly [version: string, program: string]> = [
	['22', path.join(folder, 'node', 'node_modules', node22, 'bin', 'node')],
	['24', process.execPath],
];

async function install(name: string, wish: string): Promise<void> {
	const target = path.join(folder, name);
	mkdirSync(target);
	try {
		await execute('npm', ['install', '--prefix', target, '--cache', path.join(folder, 'cache'), '--no-audit', '--no-fund', '--loglevel=error', wish]);
	} catch (error) {
		throw new Error(`npm could not install ${wish} from its registry, without which the package cannot be tried: ${(error as Failure).stderr}`, {cause: error});
	}
}

test.before(async t => {
	t.timeout(180_000);
	await execute('npm', ['pack', '--pack-destination', folder]);
	const tarball = path.join(folder, `dockdash-${readPackage('package.json').version}.tgz`);
	await Promise.all([install('program', tarball), install('node', `${node22}@22`)]);
});

test.after.always(() => {
	rmSync(folder, {recursive: true, force: true});
});

function readPackage(file: string): PackageJson {
	return JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
}

test('it holds what runs, the manual and the licences, and nothing else', async t => {
	const {stdout} = await execute('tar', ['--list', '--file', path.join(folder, `dockdash-${readPackage('package.json').version}.tgz`)]);
	t.deepEqual(stdout.trimEnd().split('\n').toSorted(), ['LICENSE', 'README.md', 'dist/LICENSES.txt', 'dist/cli.js', 'dist/demo.rec', 'dist/dockdash.js', 'dist/host-worker.js', 'package.json'].map(file => `package/${file}`));
	t.regex(readFileSync(path.join(installed, 'LICENSE'), 'utf8'), /^MIT License\n\nCopyright \(c\) /v);
	const {license, bin, engines} = readPackage(path.join(installed, 'package.json'));
	t.is(license, 'MIT');
	t.deepEqual(bin, {dockdash: 'dist/cli.js'});
	t.is(engines.node, '>=22');
	t.is(statSync(path.join(installed, 'dist/cli.js')).mode & 0o111, 0o111);
});

test('the packages that were bundled are named with the text of their licence', t => {
	const [, ...sections] = readFileSync(path.join(installed, 'dist/LICENSES.txt'), 'utf8').split(/^(?=[^\n]+ \d[^\n]*\n={10,}\n\n)/mv);
	const named = (name: string): string | undefined => sections.find(section => section.startsWith(`${name} `));
	for (const name of ['ink', 'react', 'react-reconciler', 'meow', 'string-width', 'blessed-contrib']) {
		t.true(named(name)?.includes('Permission is hereby granted, free of charge'), name);
	}

	t.true(named('dockerode')?.includes('Apache License'));
	for (const name of ['systeminformation', 'esbuild', 'typescript']) {
		t.is(named(name), undefined);
	}
});

for (const [version, node] of nodes) {
	test.serial(`it runs with Node ${version}`, async t => {
		const run = async (...words: readonly string[]) => execute(node, [path.join(installed, 'dist/cli.js'), ...words], {env: environment});
		const {stdout: nodeVersion} = await execute(node, ['--version']);
		t.true(nodeVersion.startsWith(`v${version}.`));
		t.deepEqual(await run('--version'), {stdout: `${readPackage('package.json').version}\n`, stderr: ''});
		const help = await run('--help');
		t.true(help.stdout.startsWith('Usage\n'));
		const failure = await t.throwsAsync<Error & Failure>(run('snapshot'));
		t.is(failure?.code, 1);
		t.is(failure?.stdout, '');
		t.is(failure?.stderr, `dockdash: ${noEngine}\n`);
	});

	test.serial(`its dashboard opens with Node ${version}, and its worker brings the host's numbers`, async t => {
		const terminal = openTerminal({
			command: node, args: [path.join(installed, 'dist/cli.js'), '--proc-root', folder], columns: 120, rows: 36, folder, environment,
		});
		t.teardown(terminal.close);
		await terminal.waitFor('No container engine at unix:///nowhere/engine.sock');
		await terminal.waitFor(/mem +\d[^ ]*\/\d/v);
		terminal.press('q');
		t.is((await terminal.exit).code, 0);
	});
}

test('it gives the command dockdash', async t => {
	const {stdout} = await execute(path.join(folder, 'program/node_modules/.bin/dockdash'), ['--version'], {env: environment});
	t.is(stdout, `${readPackage('package.json').version}\n`);
});
