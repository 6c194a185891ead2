import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import test, {type ExecutionContext} from 'ava';
import {labPrefix, program} from './support/dashboard.js';
import {docker, testEngineAddress, testWithEngine} from './support/engine.js';
import {forwardSocket} from './support/forward.js';
import {parseExposition, type Exposed} from './support/exposition.js';

async function findFreePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

function serve(port: number, host: string) {
	return spawn(process.execPath, [program, 'serve', '--port', String(port)], {env: {...process.env, DOCKER_HOST: host}, stdio: ['ignore', 'ignore', 'pipe']});
}

async function start(t: ExecutionContext, host: string): Promise<string> {
	const port = await findFreePort();
	const server = serve(port, host);
	t.teardown(async () => {
		server.kill('SIGINT');
		await once(server, 'exit');
	});
	await once(server.stderr, 'data');
	return `http://127.0.0.1:${port}`;
}

async function scrape(address: string): Promise<Exposed> {
	const response = await fetch(`${address}/metrics`);
	return parseExposition(await response.text());
}

async function scrapeUntil(address: string, isSo: (exposed: Exposed) => boolean): Promise<Exposed> {
	const signal = AbortSignal.timeout(30_000);
	for (;;) {
		signal.throwIfAborted();
		const exposed = await scrape(address);
		if (isSo(exposed)) {
			return exposed;
		}
	}
}

testWithEngine('two scrapes of a container that spins: its counters have grown', async t => {
	const name = `${labPrefix}-scraped`;
	const id = await docker('run', '--detach', '--name', name, '--memory', '32m', '--cpus', '0.2', 'lab:1', 'sh', '-c', 'while :; do :; done');
	t.teardown(async () => docker('rm', '--force', name));
	const address = await start(t, testEngineAddress());
	const labels = {id, name, image: 'lab:1'};
	const until = async (isSo: (exposed: Exposed) => boolean): Promise<Exposed> => scrapeUntil(address, isSo);
	const first = await until(({find}) => find('container_cpu_usage_seconds_total', labels) !== undefined && find('dockdash_engine_up', {}) === 1);
	const usage = first.find('container_cpu_usage_seconds_total', labels) ?? Infinity;
	await t.notThrowsAsync(until(({find}) => (find('container_cpu_usage_seconds_total', labels) ?? 0) > usage));
	t.is(first.find('container_spec_memory_limit_bytes', labels), 32 * 1024 * 1024);
	t.is(first.find('container_spec_cpu_quota', labels), 20_000);
	t.is(first.find('dockdash_container_state', {...labels, state: 'running', health: ''}), 1);
	t.is(first.find('dockdash_engine_up', {}), 1);
	await docker('rm', '--force', name);
	await t.notThrowsAsync(until(({find}) => find('dockdash_container_state', {...labels, state: 'running', health: ''}) === undefined));
});

testWithEngine('a container that is killed for want of memory and starts again: each kill is counted, though the kernel\'s count ends with it', async t => {
	const name = `${labPrefix}-hog`;
	const address = await start(t, testEngineAddress());
	await scrapeUntil(address, ({find}) => find('dockdash_engine_up', {}) === 1);
	const greedy = 'BEGIN { while (1) kept[n++] = sprintf("%131072s", "") }';
	const id = await docker('run', '--detach', '--name', name, '--memory', '16m', '--memory-swap', '16m', '--restart', 'on-failure:1', 'lab:1', 'awk', greedy);
	t.teardown(async () => docker('rm', '--force', name));
	const labels = {id, name, image: 'lab:1'};
	const {find} = await scrapeUntil(address, exposed => exposed.find('dockdash_container_state', {...labels, state: 'exited', health: ''}) === 1);
	t.is(find('dockdash_container_restarts', labels), 1);
	t.is(find('container_oom_events_total', labels), 2);
});

testWithEngine('while the engine is away the kernel\'s numbers go on, and it says that it is away', async t => {
	const name = `${labPrefix}-away`;
	const id = await docker('run', '--detach', '--name', name, '--cpus', '0.2', 'lab:1', 'sh', '-c', 'while :; do :; done');
	t.teardown(async () => docker('rm', '--force', name));
	const daemon = await forwardSocket(t, testEngineAddress().replace('unix://', ''));
	const address = await start(t, daemon.address);
	const labels = {id, name, image: 'lab:1'};
	const usageOf = ({find}: Exposed): number | undefined => find('container_cpu_usage_seconds_total', labels);
	await scrapeUntil(address, exposed => usageOf(exposed) !== undefined);
	await daemon.stop();
	const away = await scrapeUntil(address, ({find}) => find('dockdash_engine_up', {}) === 0);
	await t.notThrowsAsync(scrapeUntil(address, exposed => (usageOf(exposed) ?? 0) > (usageOf(away) ?? Infinity)));
	await docker('kill', name);
	const killed = await scrapeUntil(address, exposed => usageOf(exposed) === undefined);
	t.is(killed.find('dockdash_engine_up', {}), 0);
	t.is(killed.find('container_start_time_seconds', labels), undefined);
	await daemon.start();
	await t.notThrowsAsync(scrapeUntil(address, ({find}) => find('dockdash_container_state', {...labels, state: 'exited', health: ''}) === 1));
});

test('without an engine it says that there is none, and what it knows of the machine', async t => {
	const address = await start(t, 'unix:///nowhere/engine.sock');
	const {find} = await scrapeUntil(address, exposed => exposed.find('dockdash_engine_up', {}) === 0);
	t.true((find('machine_cpu_cores', {}) ?? 0) > 0);
	t.is((await fetch(`${address}/other`)).status, 404);
	t.is((await fetch(`${address}/metrics`, {method: 'POST'})).status, 405);
	t.regex(await (await fetch(address)).text(), /href="\/metrics"/v);
});

test('a port that is taken is one sentence', async t => {
	const taken = createServer().listen(0, '127.0.0.1');
	await once(taken, 'listening');
	t.teardown(() => {
		taken.close();
	});
	const {port} = taken.address() as AddressInfo;
	const server = serve(port, 'unix:///nowhere/engine.sock');
	const [errors, [code]] = await Promise.all([text(server.stderr), once(server, 'close') as Promise<[number]>]);
	t.is(errors, `dockdash: Port ${port} at 127.0.0.1 is taken: another one is chosen with --port.\n`);
	t.is(code, 1);
});
