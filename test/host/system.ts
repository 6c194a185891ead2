import {execFileSync} from 'node:child_process';
import os from 'node:os';
import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import type {HostReading} from '../../source/container.js';
import type {Host} from '../../source/host/host.js';
import {createHost} from '../../source/host/system.js';

// There is nothing of the kernel in it.
const emptyRoot = 'test/fixtures/host';

async function readUntil(host: Host, isComplete: (reading: HostReading) => boolean): Promise<HostReading> {
	for (;;) {
		const reading = host.read();
		if (isComplete(reading)) {
			return reading;
		}

		await setTimeout(20);
	}
}

test('the numbers are those of the kernel\'s files under the root it is given', t => {
	const host = createHost({procRoot: 'test/fixtures/host/proc'});
	t.teardown(host.close);
	t.like(host.read(), {
		hostName: os.hostname(),
		cpus: 2,
		busyMicroseconds: 232_490_000,
		totalMicroseconds: 294_200_000,
		memoryBytes: 3_048_060 * 1024,
		memoryUsedBytes: 333_800 * 1024,
		load: [3.75, 1.63, 0.62],
	});
});

test('the disk follows by itself', async t => {
	const host = createHost({procRoot: 'test/fixtures/host/proc'});
	t.teardown(host.close);
	const {disk} = await readUntil(host, reading => reading.disk !== undefined);
	t.true(disk !== undefined && disk.sizeBytes > 0);
});

test('without kernel files Node tells the CPUs at once, and a worker the memory and the disk later', async t => {
	const host = createHost({procRoot: emptyRoot});
	t.teardown(host.close);
	const first = host.read();
	t.is(first.cpus, os.cpus().length);
	t.is(first.memoryBytes, os.totalmem());
	t.is(first.memoryUsedBytes, undefined);

	const later = await readUntil(host, reading => reading.disk !== undefined);
	t.is(later.memoryBytes, os.totalmem());
	t.true(later.memoryUsedBytes !== undefined && later.memoryUsedBytes > 0 && later.memoryUsedBytes < os.totalmem());
	t.true(later.totalMicroseconds !== undefined && first.totalMicroseconds !== undefined && later.totalMicroseconds > first.totalMicroseconds);
});

test('nothing of it keeps a program alive that has nothing else to do', t => {
	const module = new URL('../../source/host/system.js', import.meta.url).href;
	const createIn = (procRoot: string, then: string) => () => {
		const program = `import {createHost} from '${module}'; const host = createHost({procRoot: '${procRoot}'}); ${then}`;
		execFileSync(process.execPath, ['--input-type=module', '--eval', program], {timeout: 20_000});
	};

	t.notThrows(createIn('/proc', 'host.read()'));
	// Until after the worker has started.
	t.notThrows(createIn(emptyRoot, 'setTimeout(() => {}, 1500)'));
});
