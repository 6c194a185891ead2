import {execFile} from 'node:child_process';
import process from 'node:process';
import {promisify} from 'node:util';
import test, {type ExecutionContext, type TestFn} from 'ava';
import {createDockerEngine} from '../../source/engine/docker.js';
import {parseEndpoint} from '../../source/engine/endpoint.js';
import type {Engine} from '../../source/engine/engine.js';

const execute = promisify(execFile);
const address = process.env.DOCKDASH_TEST_ENGINE;

/** Whether there is an engine for tests. */
export const hasTestEngine = address !== undefined;

/**
 * A test on a real engine. It may be another machine's, with its socket forwarded: `ssh -nNT -L /tmp/other.sock:/run/docker.sock root@OTHER`,
 * then `DOCKDASH_TEST_ENGINE=unix:///tmp/other.sock`, and `scripts/lab-image.sh` with `DOCKER_HOST` for its image. Without one it is skipped; `npm test` says so, and fails where one is required.
 */
export const testWithEngine: TestFn = address === undefined ? createSkipped() : test;

/** The address of the engine for tests. Throws where there is none. */
export function testEngineAddress(): string {
	if (address === undefined) {
		throw new Error('DOCKDASH_TEST_ENGINE is not set');
	}

	return address;
}

/** A connection that ends with the test. */
export function connectEngine(t: ExecutionContext): Engine {
	const engine = createDockerEngine(parseEndpoint(testEngineAddress(), 'DOCKDASH_TEST_ENGINE'));
	t.teardown(engine.close);
	return engine;
}

/** Runs the docker command, so that what is tested is not made by what tests it; its output without the last line end. */
export async function docker(...words: readonly string[]): Promise<string> {
	const {stdout} = await execute('docker', ['--host', testEngineAddress(), ...words], {maxBuffer: 1e8});
	return stdout.trimEnd();
}

/** AVA's own `skip` has no `serial`. */
function createSkipped(): TestFn {
	const {skip, serial} = test;
	const skipOne = (...row: Parameters<typeof skip>): void => {
		skip(...row);
	};

	return Object.assign(skipOne, {serial: serial.skip}) as unknown as TestFn;
}
