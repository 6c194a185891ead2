/**
 * Measures what a scrape of `dockdash serve` costs, beside other exporters, one after the other, on an engine of its own with many
 * containers: `npm run bench:scrape -- [FLAGS]`. As root, on a quiet machine.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {withLab, type Lab} from './lab.js';
import {measureIdle} from './measure.js';
import {listTree, sumCpu, sumMemory} from './processes.js';
import {formatNumber, formatTable} from './table.js';

const help = `npm run bench:scrape -- [FLAGS]
  --containers N  how many, one of ten lightly busy (100)
  --scrapes N     how many are measured, one after the other (200)
  --seconds N     how long each exporter is measured while nobody asks it (30)
  --peer 'NAME URL COMMAND'
                  another exporter: the command starts it, with the engine's address in $DOCKER_HOST, and it answers at the URL; may be repeated
  --folder FOLDER where the engine is; it and its containers are left running for another time
`;

const {values} = parseArgs({
	options: {
		containers: {type: 'string', default: '100'},
		scrapes: {type: 'string', default: '200'},
		seconds: {type: 'string', default: '30'},
		peer: {type: 'string', multiple: true, default: []},
		folder: {type: 'string'},
		help: {type: 'boolean', default: false},
	},
});

type Exporter = {
	readonly name: string;
	readonly url: string;
	/** For the shell. */
	readonly command: string;
};

/** CPU time of an exporter, and what it makes the engine use. */
type Cost = {
	readonly own: number;
	readonly engine: number;
};

type Measurement = {
	/** While nobody asks, ms per second. */
	readonly atRest: Cost;
	/** On top of that, ms. */
	readonly ofScrape: Cost;
	readonly bytes: number;
	/** MiB. */
	readonly memory: number;
};

type Plan = {
	readonly containers: number;
	readonly scrapes: number;
	readonly seconds: number;
};

const startMilliseconds = 120_000;
// What Prometheus' own first example has.
const usualIntervalSeconds = 15;

const dockdash: Exporter = {
	name: 'dockdash serve', url: 'http://127.0.0.1:9789/metrics', command: `exec '${process.execPath}' dist/cli.js serve --port 9789`,
};

function parsePeer(text: string): Exporter {
	const {name, url, command} = /^(?<name>\S+) (?<url>\S+) (?<command>.+)$/v.exec(text)?.groups ?? {};
	if (name === undefined || url === undefined || command === undefined) {
		throw new Error(`--peer takes 'NAME URL COMMAND', not “${text}”.`);
	}

	return {name, url, command: `exec ${command}`};
}

async function scrape(url: string): Promise<string> {
	const response = await fetch(url);
	return response.text();
}

/** Until it tells of so many of the lab's containers. */
async function waitForAll(url: string, containers: number): Promise<void> {
	const signal = AbortSignal.timeout(startMilliseconds);
	for (;;) {
		signal.throwIfAborted();
		const text = await scrape(url).catch(() => '');
		const names = new Set(text.matchAll(/^container_cpu_usage_seconds_total\{.*\bname="(?<name>(?:busy|idle)\d+)"/gmv).map(({groups}) => groups!.name));
		if (names.size >= containers) {
			return;
		}

		await sleep(200);
	}
}

async function measure({url, command}: Exporter, lab: Lab, idleCpu: number, {containers, scrapes, seconds}: Plan): Promise<Measurement> {
	const child = spawn('sh', ['-c', command], {env: {...process.env, DOCKER_HOST: lab.address}, stdio: 'ignore'});
	const ended = once(child, 'exit');
	// Not the shims: nobody here asks them, and all of them collect their garbage once in two minutes.
	const cpu = (): Cost => ({own: sumCpu(listTree(child.pid!)), engine: sumCpu(lab.listDaemons())});
	/** CPU time in ms that one second costs, or one of so many scrapes, without what is `known` to be used each second anyway. */
	const costOf = async (work: () => Promise<unknown>, known: Cost, count?: number): Promise<Cost> => {
		const [before, startedAt] = [cpu(), performance.now()];
		await work();
		const elapsedSeconds = (performance.now() - startedAt) / 1000;
		const after = cpu();
		const each = (key: keyof Cost): number => count === undefined
			? ((after[key] - before[key]) / elapsedSeconds) - known[key]
			: (after[key] - before[key] - (known[key] * elapsedSeconds)) / count;
		return {own: each('own'), engine: each('engine')};
	};

	const scrapeAll = async (): Promise<void> => {
		for (let done = 0; done < scrapes; done++) {
			await scrape(url);
		}
	};

	try {
		await waitForAll(url, containers);
		// Until it is compiled where it is hot.
		await scrapeAll();
		const idle = {own: 0, engine: idleCpu};
		const atRest = await costOf(async () => sleep(seconds * 1000), idle);
		const ofScrape = await costOf(scrapeAll, {own: atRest.own, engine: atRest.engine + idleCpu}, scrapes);
		return {
			atRest, ofScrape, bytes: (await scrape(url)).length, memory: sumMemory(listTree(child.pid!)),
		};
	} finally {
		child.kill();
		await ended;
	}
}

function formatCost({own, engine}: Cost): string {
	return `${formatNumber(own, 1)} + ${formatNumber(Math.max(0, engine), 1)}`;
}

function formatRow({name}: Exporter, {atRest, ofScrape, bytes, memory}: Measurement): readonly string[] {
	const inAll = atRest.own + Math.max(0, atRest.engine) + ((ofScrape.own + Math.max(0, ofScrape.engine)) / usualIntervalSeconds);
	return [name, formatCost(atRest), formatCost(ofScrape), formatNumber(inAll, 1), String(bytes), formatNumber(memory, 0)];
}

async function main(): Promise<void> {
	if (values.help) {
		process.stderr.write(help);
		return;
	}

	const exporters = [dockdash, ...values.peer.map(peer => parsePeer(peer))];
	const plan = {containers: Number(values.containers), scrapes: Number(values.scrapes), seconds: Number(values.seconds)};
	const rows = await withLab({folder: values.folder, containers: plan.containers}, async lab => {
		const {daemons: idleCpu} = await measureIdle(lab, plan.seconds);
		const measured: Array<readonly string[]> = [];
		for (const exporter of exporters) {
			process.stderr.write(`${exporter.name}\n`);
			measured.push(formatRow(exporter, await measure(exporter, lab, idleCpu, plan)));
		}

		return measured;
	});
	const header = ['exporter', 'at rest, ms/s', 'a scrape, ms', `one each ${usualIntervalSeconds} s, ms/s`, 'bytes', 'PSS MiB'];
	process.stdout.write(`${plan.containers} containers; CPU of the exporter + the engine\n\n${formatTable(header, rows)}\n`);
}

await main();
