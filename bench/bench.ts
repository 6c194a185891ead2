/**
 * Measures dockdash beside what else shows containers, each in a terminal of 160x48, one after the other, on an engine
 * of its own with many containers: `npm run bench -- [FLAGS]`. As root, on a quiet machine.
 */
import {rmSync} from 'node:fs';
import {cpus} from 'node:os';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {recordLab, withLab, type Lab} from './lab.js';
import {measureIdle, measureStart, measureTool, type Durations, type EngineCpu, type Measurement} from './measure.js';
import {formatNumber, formatTable, median, percentile} from './table.js';
import {
	inkLine, isInstalled, recording, tools, type Tool,
} from './tools.js';

// A replay must not be over while keys are pressed.
const secondsOfKeys = 60;

const help = `npm run bench -- [FLAGS]
  --containers N  how many, one of ten lightly busy (100)
  --seconds N     how long each program is measured (120, in which each of the engine's shims collects its garbage once)
  --warm-up N     seconds before that (60)
  --runs N        how often; the table has medians (3)
  --keys N        how many keys are pressed (200)
  --tools A,B     of ${Object.keys(tools).join(', ')} (all that are installed)
  --folder FOLDER where the engine is; it and its containers are left running for another time
  --json          the measurements of every run
`;

const {values} = parseArgs({
	options: {
		containers: {type: 'string', default: '100'},
		seconds: {type: 'string', default: '120'},
		'warm-up': {type: 'string', default: '60'},
		runs: {type: 'string', default: '3'},
		keys: {type: 'string', default: '200'},
		tools: {type: 'string', default: Object.keys(tools).join(',')},
		folder: {type: 'string'},
		json: {type: 'boolean', default: false},
		help: {type: 'boolean', default: false},
	},
});

type Report = {
	readonly containers: number;
	readonly cpus: number;
	/** What the engine used by itself, each run. */
	readonly idle: readonly EngineCpu[];
	/** Seconds to the line of an Ink program that prints nothing else, each run. */
	readonly inkLine: readonly number[];
	readonly tools: ReadonlyArray<{readonly title: string; readonly runs: readonly Measurement[]}>;
};

const tell = (sentence: string): void => {
	process.stderr.write(`${sentence}\n`);
};

async function measure(lab: Lab, measured: readonly Tool[], runs: number, durations: Durations): Promise<Omit<Report, 'containers' | 'cpus'>> {
	const results = measured.map(({title}) => ({title, runs: [] as Measurement[]}));
	const idles: EngineCpu[] = [];
	const lines: number[] = [];
	for (let run = 1; run <= runs; run++) {
		tell(`run ${run} of ${runs}: the engine by itself`);
		const idle = await measureIdle(lab, durations.seconds);
		idles.push(idle);
		lines.push(await measureStart(inkLine, lab));
		for (const [index, tool] of measured.entries()) {
			tell(`run ${run} of ${runs}: ${tool.title}`);
			results[index]!.runs.push(await measureTool(tool, lab, idle, durations));
		}
	}

	return {idle: idles, inkLine: lines, tools: results};
}

function format({
	containers, cpus: count, idle, inkLine: lines, tools: results,
}: Report): string {
	const rows = results.map(({title, runs}) => {
		const of = (select: (run: Measurement) => number | undefined): number | undefined => median(runs.map(run => select(run)));
		const keys = (select: (run: Measurement) => readonly number[]): string =>
			[0.5, 0.99].map(share => formatNumber(of(run => percentile(select(run), share)), 1)).join(' / ');
		return [
			title,
			[of(run => run.toolCpu), of(run => run.daemonCpu), of(run => run.shimCpu)].map(cpu => formatNumber(cpu, 1)).join(' + '),
			formatNumber(of(run => run.firstName), 2),
			formatNumber(of(run => run.firstFigure), 2),
			keys(run => run.keyToPaint),
			keys(run => run.keyToPaintHanging),
			formatNumber(of(run => run.memory), 0),
			formatNumber(of(run => run.bytes), 0),
			formatNumber(of(run => run.samples), 2),
		];
	});
	const header = ['program', 'CPU ms/s, tool + daemons + shims', 'first name s', 'first figure s', 'key to paint ms, median / p99', 'while the engine hangs', 'PSS MiB', 'bytes/s', 'samples/s'];
	const idleCpu = [median(idle.map(({daemons}) => daemons)), median(idle.map(({shims}) => shims))].map(cpu => formatNumber(cpu, 1)).join(' + ');
	return `${containers} containers, ${count} CPUs; an Ink program that prints one line: ${formatNumber(median(lines), 2)} s; the engine by itself: ${idleCpu} ms/s\n\n${formatTable(header, rows)}\n`;
}

async function main(): Promise<void> {
	const names = values.tools.split(',');
	const unknown = names.find(name => tools[name] === undefined);
	if (values.help || unknown !== undefined) {
		tell(unknown === undefined ? help : `There is no ${unknown}.\n${help}`);
		process.exitCode = values.help ? 0 : 2;
		return;
	}

	const measured = names.map(name => tools[name]!).filter(tool => isInstalled(tool));
	const containers = Number(values.containers);
	tell(`starting an engine and ${containers} containers`);
	const durations = {warmUpSeconds: Number(values['warm-up']), seconds: Number(values.seconds), keys: Number(values.keys)};
	const atEnd = (): void => {
		rmSync(recording, {force: true});
	};

	const results = await withLab({folder: values.folder, containers, atEnd}, async lab => {
		if (measured.some(({isReplay}) => isReplay === true)) {
			tell('recording it');
			await recordLab(lab, recording, durations.warmUpSeconds + durations.seconds + secondsOfKeys);
		}

		return measure(lab, measured, Number(values.runs), durations);
	});
	const report: Report = {containers, cpus: cpus().length, ...results};
	process.stdout.write(values.json ? `${JSON.stringify(report, undefined, '\t')}\n` : format(report));
}

await main();
