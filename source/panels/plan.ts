import type {PathChange} from '../container.js';
import type {Losses, StartOverPlan} from '../replacement.js';
import {formatBytesInWords} from '../metrics/format.js';
import type {Dialog} from '../store/state.js';
import {wrap} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';

type PlanDialog = Extract<Dialog, {kind: 'plan'}>;

const marks: Readonly<Record<PathChange['kind'], string>> = {added: '+', changed: '~', deleted: '-'};

/** What a start over will lose, keep and change, then its steps as they happen. */
export function drawPlan({progress, isShowingChanges, offset}: PlanDialog, width: number, height: number, theme: Theme): {readonly title: string; readonly lines: readonly string[]} {
	switch (progress.phase) {
		case 'preparing': {
			return {title: 'Start over', lines: [theme.faint('comparing its files with the image')]};
		}

		case 'refused': {
			return {title: 'Start over', lines: [...wrap(progress.reason, width), '', `${theme.accent('Esc')} back`]};
		}

		case 'ready': {
			const {plan} = progress;
			if (isShowingChanges) {
				const all = (plan.losses?.paths ?? []).map(change => formatChange(change, theme));
				const rows = height - 2;
				return {title: `Lost with ${plan.name}`, lines: [...all.slice(offset, offset + rows), '', `${theme.accent('c')} back to the plan`]};
			}

			return {title: `Start over  ${plan.name}`, lines: drawReady(plan, width, theme)};
		}

		case 'running':
		case 'done': {
			const steps = progress.steps.map(step => `${theme.good(theme.isAscii ? '*' : '✓')} ${step}`);
			const end = progress.phase === 'running'
				? [theme.faint('…')]
				: ['', ...wrap(progress.result, width).map(line => progress.isSuccess ? theme.good(line) : theme.bad(line)), '', `${theme.accent('Esc')} back`];
			return {title: 'Start over', lines: [...steps, ...end]};
		}
	}
}

function drawReady(plan: StartOverPlan, width: number, theme: Theme): readonly string[] {
	const {image, choices} = plan;
	const labelled = (label: string, texts: readonly string[]): readonly string[] => texts.flatMap((text, index) =>
		wrap(text, width - 9).map((line, part) => `${theme.faint((index === 0 && part === 0 ? label : '').padEnd(9))}${line}`));
	const moved = image.movedTo === undefined
		? []
		: [`${image.reference} names another image now (${formatShortId(image.movedTo)}): ${choices.image === 'newest' ? 'that one is used' : 'the old one is used'} (${theme.accent('i')} changes)`];
	const dependents = plan.dependents.map(({name, uses}) => `${name} uses ${uses}${choices.includesDependents ? ': started over too' : ''}`);
	const volumes = plan.volumes.map(({target, fate}) => `anonymous volume ${target}: ${fate === 'fresh' ? `fresh (${theme.accent('v')} keeps it)` : `kept (${theme.accent('v')} makes a fresh one)`}`);
	return [
		...wrap(`A new container from ${image.reference} (${formatShortId(image.id)}), same name and configuration.`, width),
		...moved.flatMap(line => wrap(line, width)),
		'',
		...labelled('lost', [...describeLosses(plan.losses, theme), ...volumes]),
		...labelled('stays', plan.stays.map(({kind, source, target}) => `${kind} ${source} -> ${target}`)),
		...labelled('differs', plan.differences),
		...labelled('also', dependents.length === 0 ? [] : [...dependents, `${theme.accent('a')} ${choices.includesDependents ? 'leaves them' : 'starts them over too'}`]),
		...(plan.canUndo ? [] : labelled('no undo', ['it was made with --rm, so stopping removes it for good'])),
		'',
		...wrap(plan.command, width).map(line => theme.faint(line)),
		'',
		`${theme.accent('R')} go      ${theme.accent('S')} save an image first      ${theme.accent('Esc')} leave it as it is`,
	];
}

function describeLosses(losses: Losses | undefined, theme: Theme): readonly string[] {
	if (losses === undefined) {
		return ['what it changed in its files (the engine does not tell what)'];
	}

	const {added, changed, deleted, bytes, paths} = losses;
	const total = added + changed + deleted;
	if (total === 0) {
		return ['nothing: its files are those of the image'];
	}

	const size = bytes === undefined ? '' : `, ${formatBytesInWords(bytes)}`;
	const first = paths.slice(0, 4).map(change => formatChange(change, theme)).join('  ');
	return [`${total} path${total === 1 ? '' : 's'}: ${added} added, ${changed} changed, ${deleted} deleted${size}  (${theme.accent('c')} shows them)`, first];
}

function formatChange({kind, path}: PathChange, theme: Theme): string {
	const paint = {added: theme.good, changed: theme.warn, deleted: theme.bad}[kind];
	return `${paint(marks[kind])} ${path}`;
}

function formatShortId(id: string): string {
	return id.replace(/^sha256:/v, '').slice(0, 12);
}
