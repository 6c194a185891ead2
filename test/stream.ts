/** `dockdash stream` of the built program on a real engine. */
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import type {ExecutionContext} from 'ava';
import {docker, testEngineAddress, testWithEngine} from './support/engine.js';
import {runProgram, startProgram} from './support/program.js';

type Document = {
	readonly version: number;
	readonly takenAt: string;
	readonly containers: ReadonlyArray<{readonly name: string; readonly state: string; readonly cpu: {readonly percent: number | null}}>;
};

const environment = () => ({DOCKER_HOST: testEngineAddress()});

async function run(t: ExecutionContext): Promise<string> {
	const name = `dockdash-stream-${randomBytes(3).toString('hex')}`;
	t.teardown(async () => docker('rm', '--force', name));
	await docker('run', '--detach', '--init', '--name', name, 'lab:1', 'sleep', '3000');
	return name;
}

testWithEngine.serial('--count 2 --json is two documents, a line each, an interval apart', async t => {
	const name = await run(t);
	const {code, stdout, stderr} = await runProgram(['stream', '--count', '2', '--json', '--interval', '300'], environment());
	t.is(stderr, '');
	t.is(code, 0);
	const documents = stdout.trimEnd().split('\n').map(line => JSON.parse(line) as Document);
	t.is(documents.length, 2);
	const times = documents.map(({takenAt}) => Date.parse(takenAt));
	t.true((times[1] ?? 0) - (times[0] ?? 0) >= 150);
	for (const {version, containers} of documents) {
		t.is(version, 1);
		t.is(containers.find(({name: listed}) => listed === name)?.state, 'running');
	}

	t.is(typeof documents[1]?.containers.find(({name: listed}) => listed === name)?.cpu.percent, 'number');
});

testWithEngine.serial('without --json it is a table for each interval', async t => {
	const name = await run(t);
	const {code, stdout} = await runProgram(['stream', '--count', '2', '--interval', '100'], environment());
	t.is(code, 0);
	t.is(stdout.split('\n').filter(line => line.includes(name)).length, 2);
});

for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
	testWithEngine.serial(`${signal} ends it, quietly, with ${code} as a shell expects it, and with whole lines`, async t => {
		const {child, ending} = startProgram(['stream', '--json', '--interval', '100'], environment());
		const lines: string[] = [];
		const reader = createInterface({input: child.stdout}).on('line', line => {
			lines.push(line);
		});
		await once(reader, 'line');
		child.kill(signal);
		t.like(await ending, {code, signal: undefined, stderr: ''});
		for (const line of lines) {
			t.notThrows(() => JSON.parse(line) as Document);
		}
	});
}

testWithEngine.serial('a reader that has had enough ends it', async t => {
	const {child, ending} = startProgram(['stream', '--json', '--interval', '100'], environment());
	await once(child.stdout, 'data');
	child.stdout.destroy();
	t.like(await ending, {code: 0, signal: undefined, stderr: ''});
});
