import type {PathChange} from '../container.js';
import {
	changeMarks, countLost, describeLosses, summarizeLosses,
} from '../losses.js';
import {formatShortId} from '../metrics/format.js';
import type {Losses, StartOverPlan} from '../replacement.js';
import type {Plans} from '../store/state.js';
import {wrap, wrapBeside} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';

/** `lab:1, after db; loses 3 paths, 12 KiB; fresh volumes: /data`. */
export function summarizePlan({image, after, losses, volumes, choices, canUndo}: StartOverPlan): string {
	return [
		`${image.reference}${image.movedTo === undefined ? '' : ` (${choices.image === 'newest' ? 'the one it names now' : 'the old one'})`}${after.length === 0 ? '' : `, after ${after.join(', ')}`}`,
		`loses ${summarizeLosses(losses)}`,
		...(volumes.length === 0 ? [] : [`${choices.volumes === 'fresh' ? 'fresh' : 'kept'} volumes: ${volumes.map(({target}) => target).join(', ')}`]),
		...(canUndo ? [] : ['made with --rm: cannot be undone']),
	].join('; ');
}

/** All that one plan says. `dependents` are the lines about what depends on it, where they stand with it. */
export function describePlan(plan: StartOverPlan, dependents: readonly string[], width: number, theme: Theme): readonly string[] {
	const {image, choices} = plan;
	const moved = image.movedTo === undefined
		? []
		: [`${image.reference} names another image now (${formatShortId(image.movedTo)}): ${choices.image === 'newest' ? 'that one is used' : 'the old one is used'} (${theme.accent('i')} changes)`];
	const volumes = plan.volumes.map(({target, fate}) => `anonymous volume ${target}: ${fate === 'fresh' ? `fresh (${theme.accent('v')} keeps it)` : `kept (${theme.accent('v')} makes a fresh one)`}`);
	const labelled = (label: string, texts: readonly string[]): readonly string[] => formatLabelled(label, texts, width, theme);
	return [
		...wrap(`A new container from ${image.reference} (${formatShortId(image.id)}), same name and configuration.`, width),
		...moved.flatMap(line => wrap(line, width)),
		'',
		...labelled('lost', [...describePaths(plan, theme), ...volumes]),
		...labelled('stays', plan.stays.map(({kind, source, target}) => `${kind} ${source} -> ${target}`)),
		...labelled('differs', plan.differences),
		...labelled('after', plan.after.length === 0 ? [] : [plan.after.join(', ')]),
		...dependents,
		...(plan.canUndo ? [] : labelled('no undo', ['it was made with --rm, so stopping removes it for good'])),
		'',
		...wrap(plan.command, width).map(line => theme.faint(line)),
	];
}

function describePaths({losses}: StartOverPlan, theme: Theme): readonly string[] {
	const paths = losses?.paths ?? [];
	return paths.length === 0
		? [describeLosses(losses)]
		: [`${describeLosses(losses)}  (${theme.accent('c')} shows them)`, paths.slice(0, 4).map(change => formatChange(change, theme)).join('  ')];
}

/** Those that would be left with a broken namespace, volume or link, and are not among those that were chosen. */
export function describeDependents(plans: Plans, includesDependents: boolean, width: number, theme: Theme): readonly string[] {
	const ready = plans.filter(plan => plan.kind === 'plan');
	const chosen = new Map(plans.map(plan => [plan.id, plan]));
	const lines = ready.flatMap(({name, dependents}) => dependents.filter(({id}) => includesDependents || !chosen.has(id)).map(({id, name: dependent, uses}) => {
		const plan = chosen.get(id);
		const fate = plan === undefined ? '' : (plan.kind === 'refusal' ? `; it is left as it is: ${plan.reason}` : '; it is started over too');
		return `${dependent} uses ${name}: ${uses}${fate}`;
	}));
	return lines.length === 0 ? [] : formatLabelled('also', [...lines, `${theme.accent('a')} ${includesDependents ? 'leaves them' : 'starts them over too'}`], width, theme);
}

function formatLabelled(label: string, texts: readonly string[], width: number, theme: Theme): readonly string[] {
	return texts.flatMap((text, index) => wrap(text, width - 9).map((line, part) => `${theme.faint((index === 0 && part === 0 ? label : '').padEnd(9))}${line}`));
}

type DrawnChanges = {readonly width: number; readonly theme: Theme; readonly lines: readonly string[]};

// Thousands of paths take longer to wrap than a key should wait, and each key draws them again.
const drawnChanges = new WeakMap<Losses, DrawnChanges>();

/** Every path that is lost, as far as they are kept, in whole: what is cut off a path is its name. */
export function listChanges(losses: Losses | undefined, width: number, theme: Theme): readonly string[] {
	if (losses === undefined) {
		return [];
	}

	const known = drawnChanges.get(losses);
	if (known?.width === width && known.theme === theme) {
		return known.lines;
	}

	const lines = drawChanges(losses, width, theme);
	drawnChanges.set(losses, {width, theme, lines});
	return lines;
}

function drawChanges(losses: Losses, width: number, theme: Theme): readonly string[] {
	const {paths} = losses;
	const more = countLost(losses) - paths.length;
	return [
		...paths.flatMap(change => wrapBeside(`${formatMark(change, theme)} `, change.path, width)),
		...(more > 0 ? [`${theme.glyphs.ellipsis} and ${more} more`] : []),
	];
}

function formatChange(change: PathChange, theme: Theme): string {
	return `${formatMark(change, theme)} ${change.path}`;
}

function formatMark({kind}: PathChange, theme: Theme): string {
	const paint = {added: theme.good, changed: theme.warn, deleted: theme.bad}[kind];
	return paint(changeMarks[kind]);
}
