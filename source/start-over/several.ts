import {randomBytes} from 'node:crypto';
import type {Engine} from '../engine/engine.js';
import type {StartOverOutcome, StartOverPlan, StartOverRefusal} from '../replacement.js';
import {createLimit} from '../engine/concurrency.js';
import {skip, startOver, type StartOverOptions} from './run.js';

const atOnce = 4;

export type SeveralOptions = StartOverOptions & {
	/** Told when a container's start over has ended, or was skipped. */
	readonly onOutcome?: (outcome: StartOverOutcome) => void;
};

type Begun = {
	readonly plan: StartOverPlan | StartOverRefusal;
	readonly outcome: Promise<StartOverOutcome>;
};

/**
 * Starts a whole set over, in the order of `prepareStartOver`: each one after those it depends on, otherwise side by side, a few at a
 * time. When one fails, those that depend on it are skipped, and no others.
 */
export async function startOverSeveral(engine: Engine, plans: ReadonlyArray<StartOverPlan | StartOverRefusal>, options: SeveralOptions): Promise<readonly StartOverOutcome[]> {
	const limit = createLimit(atOnce);
	const set = randomBytes(4).toString('hex');
	const run = async (plan: StartOverPlan): Promise<StartOverOutcome> => limit(async () => startOver(engine, plan, {...options, set}));
	const begun = new Map<string, Begun>();
	const outcomes: Array<Promise<StartOverOutcome>> = [];
	for (const plan of plans) {
		// Those later in the order are left out: they are in a circle with this one, which is cut here.
		const before = plan.kind === 'plan' ? plan.after.map(name => begun.get(name)).filter(one => one !== undefined) : [];
		const outcome = tellWhenOver(follow(plan, before, run), options);
		begun.set(plan.name, {plan, outcome});
		outcomes.push(outcome);
	}

	return Promise.all(outcomes);
}

async function tellWhenOver(ending: Promise<StartOverOutcome>, {onOutcome}: SeveralOptions): Promise<StartOverOutcome> {
	const outcome = await ending;
	onOutcome?.(outcome);
	return outcome;
}

async function follow(plan: Begun['plan'], before: readonly Begun[], run: (plan: StartOverPlan) => Promise<StartOverOutcome>): Promise<StartOverOutcome> {
	if (plan.kind === 'refusal') {
		return skip(plan, plan.reason);
	}

	for (const one of before) {
		const outcome = await one.outcome;
		if (!canFollow(plan, one.plan, outcome)) {
			return skip(plan, `${plan.name} was left as it is, because ${outcome.name}, on which it depends, ${outcome.kind === 'done' ? 'does not run' : 'was not started over'}.`);
		}
	}

	return run(plan);
}

/** One that lives in the namespaces of another needs it running; for others it is enough that it is there. */
function canFollow({id}: StartOverPlan, before: Begun['plan'], outcome: StartOverOutcome): boolean {
	const isInside = before.kind === 'plan' && before.dependents.some(dependent => dependent.id === id && dependent.isInside);
	return outcome.kind === 'done' && (outcome.isRunning || !isInside);
}
