/** Writes the tables of README.md that the program's own lists make: panels, keys, commands, flags, numbers. With `--check` it only says whether they are right. */
import {readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {commandTable, flagTable, formatFlagSentence} from '../source/flags.js';
import {bindings, type Binding} from '../source/keymap.js';
import {panels, titleOf} from '../source/layout.js';
import {metrics} from '../source/metrics/metrics.js';
import {formatKey} from '../source/ui/key-name.js';

type Table = readonly [header: readonly string[], ...rows: ReadonlyArray<readonly string[]>];

function formatTable([header, ...rows]: Table): string {
	const line = (cells: readonly string[]): string => `| ${cells.map(cell => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
	return [line(header), line(header.map(() => '---')), ...rows.map(row => line(row))].join('\n');
}

const code = (text: string): string => `\`${text}\``;
const files = (list: readonly string[]): string => list.length === 0 ? '--' : list.map(file => code(file)).join(' ');

function formatKeys({keys}: Binding): string {
	const shown = keys.map(key => code(formatKey(key)));
	return shown.length > 4 ? `${shown[0] ?? ''} to ${shown.at(-1) ?? ''}` : shown.join(' ');
}

const tables: Readonly<Record<string, Table>> = {
	panels: [['panel', 'what it shows'], ...panels.map(({id, about}) => [titleOf(id), about])],
	keys: [['where', 'key', 'what it does'], ...(bindings as readonly Binding[]).map(binding => [binding.scope, formatKeys(binding), binding.title])],
	commands: [['command', 'what it does'], ...commandTable.map(({name, usage, sentence}) => [code(name === 'dashboard' ? 'dockdash' : `dockdash ${name} ${usage}`.trimEnd()), sentence])],
	flags: [['flag', 'what it does'], ...flagTable.map(flag => [code(`--${flag.name}${flag.value === '' ? '' : ` ${flag.value}`}`), formatFlagSentence(flag)])],
	numbers: [
		['number', 'in JSON', 'cgroup v2, /proc', 'cgroup v1', 'formula', 'what it means'],
		...metrics.map(({title, jsonPath, describe}) => [title, code(jsonPath), files(describe.v2), files(describe.v1), describe.formula, describe.sentence]),
	],
};

const path = 'README.md';
const before = readFileSync(path, 'utf8');
let text = before;
for (const [name, table] of Object.entries(tables)) {
	const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	text = text.slice(0, text.indexOf(start) + start.length) + `\n${formatTable(table)}\n` + text.slice(text.indexOf(end));
}

if (!process.argv.includes('--check')) {
	writeFileSync(path, text);
} else if (text !== before) {
	process.stderr.write('The tables of README.md are not those of the program: npm run tables writes them.\n');
	process.exitCode = 1;
}
