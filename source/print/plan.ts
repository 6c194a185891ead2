import {formatBytesInWords} from '../metrics/format.js';
import type {Losses, StartOverPlan, StartOverRefusal} from '../replacement.js';

const pathsShown = 10;
const marks = {added: '+', changed: '~', deleted: '-'} as const;

/** A plan as plain lines, for a scrollback or a file. */
export function formatPlan(plan: StartOverPlan | StartOverRefusal): string {
	if (plan.kind === 'refusal') {
		return `${plan.name}: not started over. ${plan.reason}`;
	}

	const {image} = plan;
	return [
		`${plan.name}: a new container from ${image.reference} (${shortId(image.id)}), same name and configuration.`,
		...(image.movedTo === undefined ? [] : [`  image    ${image.reference} names another image now (${shortId(image.movedTo)}); ${image.choice === 'newest' ? 'that one is used' : 'the old one is used, --image newest takes the other'}`]),
		...describeLosses(plan.losses).map(line => `  lost     ${line}`),
		...plan.volumes.map(({target, fate}) => `  ${fate === 'fresh' ? 'lost ' : 'stays'}    anonymous volume ${target}: ${fate}${fate === 'fresh' ? ' (--keep-volumes keeps it)' : ''}`),
		...plan.stays.map(({kind, source, target}) => `  stays    ${kind} ${source} -> ${target}`),
		...plan.differences.map(line => `  differs  ${line}`),
		...plan.dependents.map(({name, uses}) => `  also     ${name} uses ${uses}`),
		...(plan.savedAs === undefined ? [] : [`  saved    as ${plan.savedAs}`]),
		...(plan.canUndo ? [] : ['  no undo  it was made with --rm, so stopping removes it for good']),
		...plan.command.split('\n').map(line => `  ${line}`),
	].join('\n');
}

function describeLosses(losses: Losses | undefined): readonly string[] {
	if (losses === undefined) {
		return ['what it changed in its files (the engine does not tell what)'];
	}

	const {added, changed, deleted, bytes, paths} = losses;
	const total = added + changed + deleted;
	if (total === 0) {
		return ['nothing: its files are those of the image'];
	}

	const size = bytes === undefined ? '' : `, ${formatBytesInWords(bytes)}`;
	const shown = paths.slice(0, pathsShown).map(({kind, path}) => `  ${marks[kind]} ${path}`);
	return [`${total} path${total === 1 ? '' : 's'}: ${added} added, ${changed} changed, ${deleted} deleted${size}`, ...shown, ...(total > shown.length ? [`  … and ${total - shown.length} more`] : [])];
}

function shortId(id: string): string {
	return id.replace(/^sha256:/v, '').slice(0, 12);
}
