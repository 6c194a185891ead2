import {changeMarks, countLost, describeLosses} from '../losses.js';
import {formatShortId} from '../metrics/format.js';
import type {Losses, StartOverPlan, StartOverRefusal} from '../replacement.js';

const pathsShown = 10;

/** A plan as plain lines, for a scrollback or a file. */
export function formatPlan(plan: StartOverPlan | StartOverRefusal): string {
	if (plan.kind === 'refusal') {
		return `${plan.name}: not started over. ${plan.reason}`;
	}

	const {image} = plan;
	return [
		`${plan.name}: a new container from ${image.reference} (${formatShortId(image.id)}), same name and configuration.`,
		...(image.movedTo === undefined ? [] : [`  image    ${image.reference} names another image now (${formatShortId(image.movedTo)}); ${image.choice === 'newest' ? 'that one is used' : 'the old one is used, --image newest takes the other'}`]),
		...listLosses(plan.losses).map(line => `  lost     ${line}`),
		...plan.volumes.map(({target, fate}) => `  ${fate === 'fresh' ? 'lost ' : 'stays'}    anonymous volume ${target}: ${fate}${fate === 'fresh' ? ' (--keep-volumes keeps it)' : ''}`),
		...plan.stays.map(({kind, source, target}) => `  stays    ${kind} ${source} -> ${target}`),
		...plan.differences.map(line => `  differs  ${line}`),
		...plan.dependents.map(({name, uses}) => `  also     ${name} uses ${uses}`),
		...(plan.savedAs === undefined ? [] : [`  saved    as ${plan.savedAs}`]),
		...(plan.canUndo ? [] : ['  no undo  it was made with --rm, so stopping removes it for good']),
		...plan.command.split('\n').map(line => `  ${line}`),
	].join('\n');
}

function listLosses(losses: Losses | undefined): readonly string[] {
	const paths = losses?.paths ?? [];
	const shown = paths.slice(0, pathsShown).map(({kind, path}) => `  ${changeMarks[kind]} ${path}`);
	const more = losses === undefined ? 0 : countLost(losses) - shown.length;
	return [describeLosses(losses), ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])];
}
