import type {StartOverPlan} from '../replacement.js';
import type {Dialog, Plans} from '../store/state.js';
import {fit, wrap} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';
import {
	describeDependents, describePlan, listChanges, summarizePlan,
} from './plan-description.js';
import {drawSteps, widthOfNames} from './plan-steps.js';

type PlanDialog = Extract<Dialog, {kind: 'plan'}>;

type PlanText = {
	readonly title: string;
	/** To be scrolled where they are more than there is room for. */
	readonly lines: readonly string[];
	/** The keys, which stay. */
	readonly keys: string;
};

/** What a start over will lose, keep and change, then its steps as they happen. */
export function drawPlan({progress, isShowingChanges, containerIds, choices}: PlanDialog, width: number, theme: Theme): PlanText {
	const back = `${theme.accent('Esc')} back`;
	switch (progress.phase) {
		case 'preparing': {
			return {title: 'Start over', lines: [theme.faint('comparing files with the image')], keys: `${theme.accent('Esc')} leave it as it is`};
		}

		case 'refused': {
			return {title: 'Start over', lines: wrap(progress.reason, width), keys: back};
		}

		case 'ready': {
			const draw = containerIds.length === 1 ? drawOne : drawSeveral;
			return draw(progress.plans, {
				width, theme, isShowingChanges, containerIds, includesDependents: choices.includesDependents,
			});
		}

		case 'running':
		case 'done': {
			return {title: titleOf(progress.plans), lines: drawSteps(progress, width, theme), keys: drawEnd(progress, theme)};
		}
	}
}

function drawEnd({phase, outcomes}: Extract<PlanDialog['progress'], {phase: 'running' | 'done'}>, theme: Theme): string {
	if (phase === 'running') {
		return `${theme.accent('Esc')} back; the start over goes on`;
	}

	const canUndo = outcomes.some(outcome => outcome.kind === 'done' && outcome.canUndo);
	return `${theme.accent('Esc')} back${canUndo ? `, then ${theme.accent('u')} undoes it, until dockdash is left or the time of --keep is over` : ''}`;
}

type ReadyOptions = {
	readonly width: number;
	readonly theme: Theme;
	readonly isShowingChanges: boolean;
	readonly containerIds: readonly string[];
	readonly includesDependents: boolean;
};

function drawOne(plans: Plans, {width, theme, isShowingChanges, containerIds, includesDependents}: ReadyOptions): PlanText {
	const plan = plans.find((one): one is StartOverPlan => one.kind === 'plan' && containerIds.includes(one.id));
	if (plan === undefined) {
		return {title: 'Start over', lines: [], keys: ''};
	}

	if (isShowingChanges) {
		return {
			title: `Lost with ${plan.name}`, lines: listChanges(plan.losses, width, theme), keys: `${theme.accent('c')} back to the plan`,
		};
	}

	return {title: `Start over  ${plan.name}`, lines: describePlan(plan, describeDependents(plans, includesDependents, width, theme), width, theme), keys: formatKeys('save an image first', 'copy docker run', theme)};
}

/** A line or two for each, in the order in which they go; `c` shows each of them as it would be shown alone. */
function drawSeveral(plans: Plans, {width, theme, isShowingChanges, includesDependents}: ReadyOptions): PlanText {
	const title = titleOf(plans);
	if (isShowingChanges) {
		const lines = plans.flatMap(plan => plan.kind === 'plan'
			? [theme.strong(plan.name), ...describePlan(plan, [], width, theme), ...listChanges(plan.losses, width, theme), '']
			: []);
		return {title, lines, keys: `${theme.accent('c')} back to the plan`};
	}

	const dependents = describeDependents(plans, includesDependents, width, theme);
	const nameWidth = widthOfNames(plans);
	const list = plans.flatMap((plan, index) => {
		const text = plan.kind === 'plan' ? summarizePlan(plan) : theme.warn(plan.reason);
		const lead = `${String(index + 1).padStart(3)}  ${fit(plan.name, nameWidth, 'left', theme.glyphs.ellipsis)}  `;
		return wrap(text, width - nameWidth - 7).map((line, part) => (part === 0 ? lead : ' '.repeat(nameWidth + 7)) + line);
	});
	return {
		title,
		lines: [
			...wrap('New containers from their images, with the same names and configurations, in this order:', width),
			'',
			...list,
			...(dependents.length === 0 ? [] : ['', ...dependents]),
		],
		keys: formatKeys('save images first', `copy   ${theme.accent('v')} volumes   ${theme.accent('c')} more`, theme),
	};
}

function titleOf(plans: Plans): string {
	const [first] = plans;
	return `Start over  ${plans.length === 1 && first !== undefined ? first.name : `${plans.length} containers`}`;
}

function formatKeys(save: string, copy: string, theme: Theme): string {
	return `${theme.accent('R')} go   ${theme.accent('S')} ${save}   ${theme.accent('y')} ${copy}   ${theme.accent('Esc')} leave`;
}
