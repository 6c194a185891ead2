/** A worker thread, since systeminformation runs programs and waits for them. Tells its parent `HostFacts` now and then. */
import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import {parentPort} from 'node:worker_threads';
import {fsSize, mem} from 'systeminformation';
import {convertDisk, convertMemory, type HostFacts} from './facts.js';

const hasKernelFiles = process.platform === 'linux';
const pauseMilliseconds = hasKernelFiles ? 30_000 : 5000;

// Each look waits for the one before it: on a hung network file system they would pile up.
for (;;) {
	const facts: HostFacts = {
		disk: convertDisk(await fsSize()),
		memory: hasKernelFiles ? undefined : convertMemory(await mem()),
	};
	parentPort?.postMessage(facts);
	await setTimeout(pauseMilliseconds);
}
