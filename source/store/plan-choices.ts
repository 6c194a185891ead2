import type {CommandId} from '../keymap.js';
import {describeLosses} from '../losses.js';
import type {StartOverPlan} from '../replacement.js';
import type {Dialog, State} from './state.js';

type PlanDialog = Extract<Dialog, {kind: 'plan'}>;

/** Whether that key has something to change in what is on screen. */
export function hasObject({view: {dialog}}: State, id: CommandId): boolean {
	return dialog?.kind !== 'plan' || explainNoObject(dialog, id) === undefined;
}

/** Why that key would change nothing in the plan, in one sentence; undefined where it would. */
export function explainNoObject({progress, containerIds}: PlanDialog, id: CommandId): string | undefined {
	const plans = progress.phase === 'ready' ? progress.plans.filter(plan => plan.kind === 'plan') : [];
	const [first] = plans;
	if (first === undefined) {
		return undefined;
	}

	const isOne = containerIds.length === 1;
	switch (id) {
		case 'planVolumes': {
			return plans.some(({volumes}) => volumes.length > 0) ? undefined : `${isOne ? `${first.name} has no` : 'None of them has an'} anonymous volume.`;
		}

		case 'planImage': {
			return plans.some(({image}) => image.movedTo !== undefined)
				? undefined
				: (isOne ? `${first.name} already has the image that ${first.image.reference} names.` : 'Each of them already has the image that its tag names.');
		}

		case 'planDependents': {
			return plans.some(({dependents}) => dependents.some(dependent => !containerIds.includes(dependent.id)))
				? undefined
				: `Nothing else depends on ${isOne ? first.name : 'them'}.`;
		}

		case 'planChanges': {
			return isOne ? explainNoPaths(first) : undefined;
		}

		default: {
			return undefined;
		}
	}
}

function explainNoPaths({name, losses}: StartOverPlan): string | undefined {
	return (losses?.paths.length ?? 0) > 0 ? undefined : `${name} loses ${describeLosses(losses)}.`;
}
