import {stepTitles, type StartOverOutcome, type StartOverProgress} from '../replacement.js';
import type {Plans, PlanProgress} from '../store/state.js';
import {fit, wrap} from '../ui/cells.js';
import type {Theme} from '../ui/theme.js';

type Carried = Extract<PlanProgress, {phase: 'running' | 'done'}>;

/** The steps of one start over, or of several the last step of each, and how those ended that have. */
export function drawSteps({phase, plans, steps, outcomes}: Carried, width: number, theme: Theme): readonly string[] {
	const [outcome] = outcomes;
	if (plans.length > 1) {
		return plans.flatMap(plan => drawLastStep(plan, steps, outcomes, width, theme));
	}

	return [
		...steps.map(step => `${signOf(step, theme)} ${fit(stepTitles[step.step], 28)} ${formatSeconds(step)}`),
		...(phase === 'running' || outcome === undefined ? [theme.faint(theme.glyphs.busy)] : ['', ...drawOutcome(outcome, width, theme)]),
	];
}

function drawLastStep(plan: Plans[number], steps: readonly StartOverProgress[], outcomes: readonly StartOverOutcome[], width: number, theme: Theme): readonly string[] {
	const outcome = outcomes.find(({oldId}) => oldId === plan.id);
	if (outcome !== undefined) {
		return drawOutcome(outcome, width, theme);
	}

	const last = steps.findLast(({id}) => id === plan.id);
	if (last !== undefined) {
		return [`${theme.glyphs.busy} ${plan.name}: ${stepTitles[last.step]}, ${formatSeconds(last)}`];
	}

	const before = plan.kind === 'plan' ? plan.after.filter(name => outcomes.every(ended => ended.name !== name)) : [];
	return [theme.faint(`  ${plan.name}: waits${before.length === 0 ? '' : ` for ${before.join(', ')}`}`)];
}

function drawOutcome({kind, isRunning, sentence}: StartOverOutcome, width: number, theme: Theme): readonly string[] {
	const paint = kind === 'done' ? (isRunning ? theme.good : theme.warn) : theme.bad;
	const sign = kind === 'done' ? theme.glyphs.marked : theme.glyphs.failed;
	return wrap(sentence, width - 2).map((line, part) => paint(`${part === 0 ? sign : ' '} ${line}`));
}

function signOf({step}: StartOverProgress, theme: Theme): string {
	return step === 'restoring' || step === 'restored' ? theme.bad(theme.glyphs.failed) : theme.good(theme.glyphs.marked);
}

function formatSeconds({milliseconds}: StartOverProgress): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Cells for names of containers in a column, cut where they are very long. */
export function widthOfNames(plans: Plans): number {
	return Math.min(24, Math.max(...plans.map(({name}) => name.length)));
}
