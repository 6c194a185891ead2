import type {Value} from './format.js';
import type {Metric} from './metric.js';
import type {FileText} from './reading.js';
import type {Sample} from './sample.js';

/** Where a number comes from, as it was just read. */
export type ExplainedNumber = {
	readonly metric: Metric;
	readonly value: Value;
	/** The files that it was made of, and what they say about it. */
	readonly sources: readonly FileText[];
	/** Why there are none, in words for the user. */
	readonly absence: string | undefined;
};

/** Numbers with the texts that they are made of; what this machine does not tell says why. Without texts there is only what they are. */
export function explainNumbers(metrics: readonly Metric[], sample: Sample | undefined, texts: readonly FileText[] | undefined): readonly ExplainedNumber[] {
	const version = texts?.some(({path}) => v1File.test(path)) === true ? 'v1' : 'v2';
	return metrics.map(metric => ({
		metric,
		value: sample && metric.select(sample),
		...(sample?.source === 'engine' ? explainEngine(metric) : explainFiles(metric, version, sample, texts)),
	}));
}

// Every container on v1 has the one or the other.
const v1File = /\/(?:cpuacct\.usage|memory\.usage_in_bytes)$/v;

type Explanation = Pick<ExplainedNumber, 'sources' | 'absence'>;

function explainEngine({describe: {engine}}: Metric): Explanation {
	return {
		sources: engine.map(field => ({path: 'the engine’s stats API', text: field})),
		absence: engine.length === 0 ? 'the engine’s stats API does not have it; it would be in the kernel’s files' : undefined,
	};
}

function explainFiles({describe, group}: Metric, version: 'v1' | 'v2', sample: Sample | undefined, texts: readonly FileText[] | undefined): Explanation {
	if (texts === undefined) {
		return {sources: [], absence: undefined};
	}

	const names = describe[version];
	if (names.length === 0) {
		return {sources: [], absence: `cgroup ${version} does not have it`};
	}

	const sources: FileText[] = [];
	for (const name of names) {
		const {file, field} = splitOrigin(name);
		const found = texts.filter(({path}) => isFile(path, file));
		if (found.length === 0) {
			const problem = sample?.problems.find(each => each.group === group && each.reason.includes(file));
			return {sources, absence: problem?.reason ?? `there is no ${file.slice(1)} here`};
		}

		for (const {path, text: whole} of found) {
			const text = excerpt(whole, field);
			if (text === '' && whole !== '') {
				return {sources, absence: `this kernel’s ${file.slice(1)} does not tell ${field}`};
			}

			const same = sources.findIndex(source => source.path === path);
			if (same === -1) {
				sources.push({path, text});
			} else if (sources[same]?.text !== text) {
				sources[same] = {path, text: `${sources[same]?.text}\n${text}`};
			}
		}
	}

	return {sources, absence: undefined};
}

/** `memory.stat anon` is a file and a field, `/proc/PID/net/dev receive bytes` too. */
function splitOrigin(origin: string): {readonly file: string; readonly field: string} {
	const space = origin.indexOf(' ');
	const file = space === -1 ? origin : origin.slice(0, space);
	return {file: file.startsWith('/proc/PID/') ? file.slice('/proc/PID'.length) : `/${file}`, field: space === -1 ? '' : origin.slice(space + 1)};
}

/** `SIZE` stands for any size of huge pages. */
function isFile(path: string, file: string): boolean {
	const [before = '', after] = file.split('SIZE', 2);
	return after === undefined ? path.endsWith(file) : path.slice(path.lastIndexOf('/')).startsWith(before) && path.endsWith(after);
}

/** The lines of a text that are about a field: all where there is one, or they are a table. */
function excerpt(text: string, field: string): string {
	const lines = text.trimEnd().split('\n');
	const isTable = field === '' || field.includes(' ') || lines.length === 1;
	return (isTable ? lines : lines.filter(line => line.split(' ').some(word => word === field || word.startsWith(`${field}=`)))).join('\n');
}
