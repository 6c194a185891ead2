/** Makes `dist/`: what the published package runs. Does nothing when nothing has changed since the last build. */
import {chmodSync, existsSync, globSync, readFileSync, rmSync, statSync} from 'node:fs';
import process from 'node:process';
import {build, type Plugin} from 'esbuild';

const entryPoints = {
	cli: 'source/cli.tsx',
	// A worker thread starts from a file of its own.
	'host-worker': 'source/host/worker.ts',
};

// These cannot be bundled: they load files and native modules by paths of their own.
const external = ['dockerode', 'blessed-contrib', 'drawille-canvas-blessed-contrib', 'systeminformation'];

const replacements: Plugin = {
	name: 'replacements',
	setup({onLoad}) {
		// Yoga decodes its WebAssembly with `fetch` where there is one, which loads all of Node's HTTP client: 50 ms of start-up.
		onLoad({filter: /yoga-wasm-base64-esm\.js$/}, ({path}) => ({contents: `const fetch = undefined;\n${readFileSync(path, 'utf8')}`}));
		// Ink's connection to React's development tools, which are not installed.
		onLoad({filter: /ink\/build\/devtools\.js$/}, () => ({contents: ''}));
	},
};

function isUpToDate(): boolean {
	if (!existsSync('dist/cli.js')) {
		return false;
	}

	const builtAt = statSync('dist/cli.js').mtimeMs;
	return [...globSync('source/**/*.*'), 'package-lock.json', 'package.json', 'scripts/build.ts']
		.every(path => statSync(path).mtimeMs < builtAt);
}

process.chdir(new URL('..', import.meta.url).pathname);
if (!isUpToDate()) {
	rmSync('dist', {recursive: true, force: true});
	await build({
		entryPoints: Object.fromEntries(Object.entries(entryPoints).filter(([, path]) => existsSync(path))),
		outdir: 'dist',
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'esm',
		target: 'node22',
		external,
		legalComments: 'none',
		define: {'process.env.NODE_ENV': '"production"'},
		plugins: [replacements],
		banner: {
			js: '#!/usr/bin/env node\nimport {createRequire as createRequireOfBundle} from \'node:module\';\nconst require = createRequireOfBundle(import.meta.url);',
		},
	});
	chmodSync('dist/cli.js', 0o755);
}
