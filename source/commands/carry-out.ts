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
	await keepUnderWay(context, {what: `the start over of ${joinNames(names)}`, ended: carryOut(context, containerIds, plans)});
}

async function carryOut(context: Context, containerIds: readonly string[], plans: Plans): Promise<readonly string[]> {
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
