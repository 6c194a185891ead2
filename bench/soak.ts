/**
 * Leaves the dashboard open for an hour beside many containers, of which one a second comes and another goes, and tells whether its
 * memory grows: `npm run bench:soak -- [FLAGS]`. As root.
 */
import {execFile} from 'node:child_process';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs, promisify} from 'node:util';
import {openTerminal} from '../test/support/terminal.js';
import {withLab, type Lab} from './lab.js';
import {sumCpu, sumMemory} from './processes.js';
import {formatNumber, formatTable, median} from './table.js';

const execute = promisify(execFile);

const {values} = parseArgs({
	options: {
		containers: {type: 'string', default: '200'},
		minutes: {type: 'string', default: '60'},
		folder: {type: 'string'},
	},
});

type Look = {
	readonly minute: number;
	/** MiB. */
	readonly memory: number;
	/** Of it what is no file's, MiB: how much of the rest counts depends on who else runs the same Node. */
	readonly own: number;
	/** ms per second since the look before. */
	readonly cpu: number;
	/** Containers that have come so far. */
	readonly started: number;
};

const secondsBetweenLooks = 30;
const secondsOfLife = 4;

/** Starts a container each second that ends by itself. Returns how many have come so far. */
function startChurn({address}: Lab, signal: AbortSignal): () => number {
	let started = 0;
	const run = async (): Promise<void> => {
		while (!signal.aborted) {
			const next = sleep(1000);
			await execute('docker', ['run', '--detach', '--rm', '--network', 'none', 'lab:1', 'sleep', String(secondsOfLife)], {env: {...process.env, DOCKER_HOST: address}});
			started++;
			await next;
		}
	};

	run().catch((error: unknown) => {
		process.stderr.write(`No more containers come: ${String(error)}\n`);
	});
	return () => started;
}

async function soak(lab: Lab, minutes: number): Promise<readonly Look[]> {
	const churn = new AbortController();
	const countStarted = startChurn(lab, churn.signal);
	const terminal = openTerminal({
		command: process.execPath, args: ['dist/cli.js'], columns: 160, rows: 48, environment: {DOCKER_HOST: lab.address, NODE_ENV: 'production'},
	});
	const looks: Look[] = [];
	try {
		const startedAt = performance.now();
		for (let before = 0; before < minutes;) {
			const cpu = sumCpu([terminal.pid]);
			await sleep(secondsBetweenLooks * 1000);
			const minute = (performance.now() - startedAt) / 60_000;
			looks.push({
				minute,
				memory: sumMemory([terminal.pid]),
				own: sumMemory([terminal.pid], 'Pss_Anon'),
				cpu: (sumCpu([terminal.pid]) - cpu) / ((minute - before) * 60),
				started: countStarted(),
			});
			before = minute;
		}
	} finally {
		churn.abort();
		await terminal.close();
	}

	return looks;
}

/** The slope of the straight line that fits best (least squares), MiB an hour. */
function computeSlope(looks: readonly Look[]): number {
	const mean = (select: (look: Look) => number): number => looks.reduce((sum, look) => sum + select(look), 0) / looks.length;
	const [minute, own] = [mean(look => look.minute), mean(look => look.own)];
	const covariance = mean(look => (look.minute - minute) * (look.own - own));
	return covariance / mean(look => (look.minute - minute) ** 2) * 60;
}

const looks = await withLab({folder: values.folder, containers: Number(values.containers)}, async lab => soak(lab, Number(values.minutes)));
const parts = 6;
const rows = Array.from({length: parts}, (_, part) => {
	const some = looks.slice(Math.floor(part * looks.length / parts), Math.floor((part + 1) * looks.length / parts));
	const last = some.at(-1);
	return [
		formatNumber(last?.minute, 0), formatNumber(median(some.map(({memory}) => memory)), 1), formatNumber(median(some.map(({own}) => own)), 1), formatNumber(median(some.map(({cpu}) => cpu)), 1), formatNumber(last?.started, 0),
	];
});
const lastHalf = looks.slice(Math.floor(looks.length / 2));
process.stdout.write(`${formatTable(['to minute', 'PSS MiB', 'of it no file\'s', 'CPU ms/s', 'come and gone'], rows)}\n\nover the last half what is no file's grows by ${formatNumber(computeSlope(lastHalf), 2)} MiB an hour\n`);
