/** Makes `dist/`: what the published package runs. Does nothing when nothing has changed since the last build. */
import {chmodSync, copyFileSync, existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire, isBuiltin} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {build, type Metafile, type Plugin} from 'esbuild';

type PackageJson = {
	readonly name: string;
	readonly version: string;
	readonly license?: string;
	readonly engines?: {readonly node?: string};
	readonly repository?: {readonly url?: string};
};

const entryPoints = {
	// The command itself, which is small, and the program that it loads.
	cli: 'source/launch.ts',
	dockdash: 'source/cli.tsx',
	// A worker thread starts from a file of its own.
	'host-worker': 'source/host/worker.ts',
};

const demo = 'media/demo.rec';

// It runs only where the kernel's files are missing.
const external = ['systeminformation'];

/** What libraries load and never use here. Left out, they cost neither time at start nor memory. */
const unused: ReadonlyArray<readonly [file: RegExp, contents: string]> = [
	// Ink's connection to React's development tools, which are not installed.
	[/ink\/build\/devtools\.js$/, ''],
	// Dockerode's builds, through BuildKit or as an archive: gRPC and Protocol Buffers alone take 150 ms and 18 MB.
	[/dockerode\/lib\/(?:session|buildkit)\.js$/, ''],
	[/tar-fs\/index\.js$/, ''],
	// The modem's own SSH: the system's `ssh` is used, see source/engine/ssh-agent.ts.
	[/docker-modem\/lib\/ssh\.js$/, ''],
	// A screen for blessed-contrib, whose line chart is drawn without one, and what looks for its largest value, which it is told.
	[/blessed\/lib\/blessed\.js$/, 'exports.Node = exports.Box = class {};'],
	[/lodash\/lodash\.js$/, ''],
];

const replacements: Plugin = {
	name: 'replacements',
	setup({onLoad, onResolve}) {
		onResolve({filter: /^\.\/cli\.js$/}, () => ({path: './dockdash.js', external: true}));
		// An `import` of a module of Node's evaluates all that it exports: that of `node:http` loads Node's HTTP client with its WebSocket, for nothing.
		onResolve({filter: /^[\w:/]+$/}, ({path: name, namespace, kind}) => isBuiltin(name) && kind === 'import-statement' && namespace !== 'builtin' ? {path: name, namespace: 'builtin'} : undefined);
		onLoad({filter: /./, namespace: 'builtin'}, ({path: name}) => ({contents: formatBuiltin(name)}));
		// Yoga decodes its WebAssembly with `fetch` where there is one, which loads all of Node's HTTP client: 50 ms of start-up.
		onLoad({filter: /yoga-wasm-base64-esm\.js$/}, file => ({contents: `const fetch = undefined;\n${readFileSync(file.path, 'utf8')}`}));
		for (const [filter, contents] of unused) {
			onLoad({filter}, () => ({contents}));
		}
	},
};

/** A module in place of one of Node's, which evaluates what is imported from it and nothing else. */
function formatBuiltin(name: string): string {
	const names = Object.keys(createRequire(import.meta.url)(name) as object).filter(key => /^[A-Za-z_]\w*$/v.test(key) && key !== 'default');
	return [
		`const all = require(${JSON.stringify(name)});`,
		'export default all;',
		...names.map(key => `export const ${key} = /* @__PURE__ */ (() => all.${key})();`),
	].join('\n');
}

/** The oldest Node that the package is for: 22. Throws where package.json does not say. */
function readOldestNode(): string {
	const {engines} = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson;
	const oldest = /^>=(?<version>\d+)$/v.exec(engines?.node ?? '')?.groups?.version;
	if (oldest === undefined) {
		throw new Error('package.json does not say with "engines" which Node is the oldest: ">=22", say.');
	}

	return oldest;
}

function isUpToDate(): boolean {
	if (!existsSync('dist/cli.js')) {
		return false;
	}

	const builtAt = statSync('dist/cli.js').mtimeMs;
	return [...globSync('source/**/*.*'), 'package-lock.json', 'package.json', 'scripts/build.ts', demo]
		.every(file => statSync(file).mtimeMs < builtAt);
}

/** Names and licences of the packages that went into the bundle; one that is there in several places is named once. */
function formatLicences({inputs}: Metafile): string {
	const folders = new Set(Object.keys(inputs).flatMap(input => /^(?<folder>.*node_modules\/(?:@[^\/]+\/)?[^\/]+)\//v.exec(input)?.groups?.folder ?? []));
	const licences = new Set([...folders].map(folder => formatLicence(folder)));
	return `The programs in this folder contain these packages.\n\n${[...licences].toSorted().join('\n')}`;
}

/** Name and licence of a package with the texts in it, those of what it bundles in its turn too. Throws where there is neither. */
function formatLicence(folder: string): string {
	const {name, version, license, repository} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageJson;
	const texts = globSync('**/{LICEN[CS]E*,[Ll]icen[cs]e*,COPYING*,NOTICE*}', {cwd: folder, exclude: ['**/node_modules/**']});
	if (license === undefined && texts.length === 0) {
		throw new Error(`${folder} says nothing of its licence, and so must not be bundled.`);
	}

	const title = `${name} ${version} (${license ?? 'see below'})`;
	const body = texts.length === 0
		? [`Its package has no licence text; its source is at ${repository?.url ?? 'a place unknown'}.\n`]
		: texts.toSorted().map(text => `${readFileSync(path.join(folder, text), 'utf8').trim()}\n`);
	return [title, '='.repeat(title.length), '', ...body].join('\n');
}

process.chdir(new URL('..', import.meta.url).pathname);
if (!isUpToDate()) {
	rmSync('dist', {recursive: true, force: true});
	const oldestNode = readOldestNode();
	const {metafile} = await build({
		entryPoints,
		outdir: 'dist',
		metafile: true,
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'esm',
		target: `node${oldestNode}`,
		external,
		legalComments: 'none',
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [replacements],
		banner: {
			js: [
				'#!/usr/bin/env node',
				'import {createRequire as createRequireOfBundle} from \'node:module\';',
				'const require = createRequireOfBundle(import.meta.url);',
				// Before all that an older one could not do.
				`if (Number.parseInt(process.versions.node, 10) < ${oldestNode}) {`,
				`	console.error(\`dockdash needs Node ${oldestNode} or newer, and this is Node \${process.versions.node}: install a newer one.\`);`,
				'	process.exit(1);',
				'}',
				// What libraries use of Node that is deprecated is nothing that the user could mend.
				'process.noDeprecation ||= true;',
			].join('\n'),
		},
	});
	chmodSync('dist/cli.js', 0o755);
	copyFileSync(demo, 'dist/demo.rec');
	writeFileSync('dist/LICENSES.txt', formatLicences(metafile));
}
