/**
 * Measures the parts of a tick one by one, on recorded machines: `npm run bench:micro -- [--containers 10,100,1000] [--against FOLDER]`.
 * With the folder of another checkout that is compiled, its parts are measured in turn with ours.
 */
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {Bench} from 'tinybench';
import {formatNumber, formatTable, median} from './table.js';
import type {Task} from './tasks.js';

const {values} = parseArgs({
	options: {
		containers: {type: 'string', default: '10,100,1000'},
		against: {type: 'string'},
		rounds: {type: 'string', default: '5'},
	},
});

type Version = {
	readonly title: string;
	readonly createTasks: (count: number) => Promise<readonly Task[]>;
};

async function load(title: string, folder: string): Promise<Version> {
	const {createTasks} = await import(path.resolve(folder, 'build/bench/tasks.js')) as Pick<Version, 'createTasks'>;
	return {title, createTasks};
}

/** CPU time rather than time on the clock: other programs on the machine do not count. */
function readCpuMilliseconds(): number {
	const {user, system} = process.cpuUsage();
	return (user + system) / 1000;
}

/** Median CPU time of one run in µs. */
async function measure({run}: Task): Promise<number> {
	const bench = new Bench({time: 200, warmupTime: 100, now: readCpuMilliseconds});
	bench.add('task', run);
	const [task] = await bench.run();
	return task?.result.state === 'completed' ? task.result.latency.p50 * 1000 : NaN;
}

const versions = [await load('this', '.'), ...(values.against === undefined ? [] : [await load(values.against, values.against)])];
const rows: string[][] = [];
for (const count of values.containers.split(',')) {
	const tasks = await Promise.all(versions.map(async ({createTasks}) => createTasks(Number(count))));
	for (const [index, {name, containers}] of tasks[0]!.entries()) {
		const times: number[][] = versions.map(() => []);
		for (let round = 0; round < Number(values.rounds); round++) {
			for (const [version, list] of tasks.entries()) {
				times[version]!.push(await measure(list[index]!));
			}
		}

		for (const list of tasks) {
			list[index]!.close?.();
		}

		const medians = times.map(list => median(list));
		rows.push([name, String(containers), ...medians.flatMap(time => [formatNumber(time, 0), formatNumber(time === undefined ? undefined : time / containers, 2)])]);
	}
}

const header = ['part of a tick', 'containers', ...versions.flatMap(({title}) => [`${title}: µs`, 'µs each'])];
process.stdout.write(`${formatTable(header, rows)}\n`);
