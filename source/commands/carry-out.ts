import type {StartOverOutcome, StartOverProgress} from '../replacement.js';
import {startOverSeveral} from '../start-over/several.js';
import type {Plans, PlanProgress} from '../store/state.js';
import {lookAgain, setPending} from './act.js';
import {
	type Context, joinNames, keepUnderWay, tell,
} from './context.js';

/** Carries plans out, and shows the steps as long as their dialog is open. What has begun goes on without it. */
export async function carryOutPlans(context: Context, containerIds: readonly string[], plans: Plans): Promise<void> {
	const names = plans.filter(({kind}) => kind === 'plan').map(({name}) => name);
	const over = new Set<string>();
	await keepUnderWay(context, {
		what: `the start over of ${joinNames(names)}`,
		ended: carryOut(context, containerIds, plans, over),
		findUnfinished: chosen => findUnfinished(plans, over, chosen),
	});
}

/** Those that are started over after one are undone with it; they stand after it in the plans. */
function findUnfinished(plans: Plans, over: ReadonlySet<string>, names: readonly string[]): string | undefined {
	const affected = new Set(names);
	for (const plan of plans) {
		if (plan.kind === 'plan' && (affected.has(plan.name) || plan.after.some(before => affected.has(before)))) {
			affected.add(plan.name);
		}
	}

	return plans.find(({name}) => affected.has(name) && !over.has(name))?.name;
}

/** `over` is told the names of those that have ended. */
async function carryOut(context: Context, containerIds: readonly string[], plans: Plans, over: Set<string>): Promise<readonly string[]> {
	const {store, engine, journalFolder, keepMinutes} = context;
	const tellProgress = (progress: PlanProgress): void => {
		store.dispatch({type: 'planProgress', containerIds, progress});
	};

	let steps: readonly StartOverProgress[] = [];
	let outcomes: readonly StartOverOutcome[] = [];
	setPending(context, plans.filter(({kind}) => kind === 'plan').map(({id}) => id), 'starting over');
	const show = (phase: 'running' | 'done'): void => {
		tellProgress({
			phase, plans, steps, outcomes,
		});
	};

	show('running');
	await startOverSeveral(engine, plans, {
		folder: journalFolder,
		...(keepMinutes !== undefined && {keepMilliseconds: keepMinutes * 60_000}),
		onProgress(step) {
			steps = [...steps, step];
			show('running');
		},
		onOutcome(outcome) {
			over.add(outcome.name);
			setPending(context, [outcome.oldId], undefined);
			followChosen(context, outcome);
			outcomes = [...outcomes, outcome];
			show('running');
		},
	});
	show('done');
	tellOutcomes(context, outcomes);
	return outcomes.map(({sentence}) => sentence);
}

/** What was selected or marked of the old container is so of the new one, unless the user has gone on to something else. */
function followChosen(context: Context, {oldId, newId}: StartOverOutcome): void {
	const {store} = context;
	const {selectedId, marked} = store.getState().view;
	if (newId === undefined) {
		return;
	}

	void lookAgain(context, newId);
	if (selectedId === oldId) {
		store.dispatch({type: 'select', containerId: newId});
	}

	// The old one stays marked too: it is not shown, and undo brings it back.
	if (marked.has(oldId)) {
		store.dispatch({type: 'mark', containerIds: [newId], isMarked: true});
	}
}

function tellOutcomes(context: Context, outcomes: readonly StartOverOutcome[]): void {
	const done = outcomes.filter(({kind}) => kind === 'done');
	const failed = outcomes.filter(({kind}) => kind !== 'done');
	for (const {sentence} of failed) {
		tell(context, 'bad', sentence);
	}

	const [first] = done;
	if (first !== undefined) {
		const sentence = done.length === 1 ? first.sentence : `${done.length} of ${outcomes.length} containers started over.`;
		tell(context, failed.length === 0 ? 'good' : 'warn', sentence, done.some(({canUndo}) => canUndo) ? 'u undoes it.' : '');
	}
}
