/**
 * A worker thread for machines whose kernel has no files to read, since systeminformation runs programs there and
 * waits for them. Tells its parent `HostFacts` now and then.
 */
import {setTimeout} from 'node:timers/promises';
import {parentPort} from 'node:worker_threads';
import {fsSize, mem} from 'systeminformation';
import {selectDisk} from './disk.js';
import type {HostFacts} from './system.js';

const pauseMilliseconds = 5000;

// Each look waits for the one before it: on a hung network file system they would pile up.
for (;;) {
	const {total, available, swaptotal, swapused} = await mem();
	const facts: HostFacts = {
		memory: {
			memoryBytes: total,
			memoryUsedBytes: total - available,
			swapBytes: swaptotal,
			swapUsedBytes: swapused,
		},
		disk: selectDisk(await fsSize()),
	};
	parentPort?.postMessage(facts);
	await setTimeout(pauseMilliseconds);
}
