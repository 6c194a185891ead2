import {formatError} from '../errors.js';
import {
	defaultChoices, stepTitles, type StartOverChoices, type StartOverOutcome, type StartOverPlan,
} from '../replacement.js';
import {prepareStartOver} from '../start-over/prepare.js';
import {startOverSeveral} from '../start-over/several.js';
import type {Dialog} from '../store/state.js';
import {
	closeDialog, type Command, type Context, forSelected, startDialogTask, tell,
} from './context.js';

type PlanDialog = Extract<Dialog, {kind: 'plan'}>;

export const startOver: Command = forSelected((context, {container}) => {
	const choices = defaultChoices;
	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'plan', containerId: container.id, choices, progress: {phase: 'preparing'}, isShowingChanges: false, offset: 0,
		},
	});
	void prepare(context, container.id, choices);
});

export const planGo: Command = context => {
	const dialog = openPlan(context);
	if (dialog?.progress.phase === 'ready') {
		void carryOut(context, dialog.containerId, dialog.progress.plan, dialog.progress.others);
	} else if (dialog?.progress.phase === 'done' || dialog?.progress.phase === 'refused') {
		closeDialog(context);
	}
};

export const planSave: Command = context => {
	const dialog = openPlan(context);
	if (dialog?.progress.phase === 'ready') {
		void saveAndGo(context, dialog);
	}
};

export const planVolumes: Command = context => {
	change(context, choices => ({...choices, volumes: choices.volumes === 'fresh' ? 'keep' : 'fresh'}));
};

export const planImage: Command = context => {
	change(context, choices => ({...choices, image: choices.image === 'same' ? 'newest' : 'same'}));
};

export const planDependents: Command = context => {
	change(context, choices => ({...choices, includesDependents: !choices.includesDependents}));
};

export const planChanges: Command = context => {
	const dialog = openPlan(context);
	if (dialog?.progress.phase === 'ready') {
		context.store.dispatch({type: 'planShowChanges', isShowingChanges: !dialog.isShowingChanges});
	}
};

export const planCancel: Command = context => {
	const dialog = openPlan(context);
	if (dialog?.isShowingChanges === true) {
		context.store.dispatch({type: 'planShowChanges', isShowingChanges: false});
	} else {
		// What has begun goes on to its end, and is told in the notice line.
		closeDialog(context);
	}
};

export const planScrollUp: Command = context => {
	scrollChanges(context, -1);
};

export const planScrollDown: Command = context => {
	scrollChanges(context, 1);
};

function openPlan({store}: Context): PlanDialog | undefined {
	const {dialog} = store.getState().view;
	return dialog?.kind === 'plan' ? dialog : undefined;
}

function change(context: Context, to: (choices: StartOverChoices) => StartOverChoices): void {
	const dialog = openPlan(context);
	if (dialog?.progress.phase === 'ready') {
		const choices = to(dialog.choices);
		context.store.dispatch({type: 'planChoices', choices});
		void prepare(context, dialog.containerId, choices);
	}
}

function scrollChanges(context: Context, lines: number): void {
	const dialog = openPlan(context);
	if (dialog?.isShowingChanges === true && dialog.progress.phase === 'ready') {
		const count = dialog.progress.plan.losses?.paths.length ?? 0;
		context.store.dispatch({type: 'dialogOffset', offset: Math.max(0, Math.min(dialog.offset + lines, count - 1))});
	}
}

/** Shows the plan, unless another choice was made meanwhile. Returns it with those of the containers that go with it. */
async function prepare(context: Context, containerId: string, choices: StartOverChoices): Promise<readonly StartOverPlan[]> {
	const {store, engine} = context;
	const signal = startDialogTask(context);
	const tellProgress = (progress: PlanDialog['progress']): void => {
		if (!signal.aborted) {
			store.dispatch({type: 'planProgress', containerId, progress});
		}
	};

	try {
		const prepared = await prepareStartOver(engine, [containerId], choices);
		const refusal = prepared.find(plan => plan.kind === 'refusal');
		const plans = prepared.filter(plan => plan.kind === 'plan');
		const plan = plans.find(({id}) => id === containerId);
		if (refusal !== undefined || plan === undefined) {
			tellProgress({phase: 'refused', reason: refusal?.reason ?? 'The container is gone.'});
			return [];
		}

		tellProgress({phase: 'ready', plan, others: plans.filter(other => other !== plan)});
		return plans;
	} catch (error) {
		tellProgress({phase: 'refused', reason: formatError(error)});
		return [];
	}
}

async function saveAndGo(context: Context, {containerId, choices}: PlanDialog): Promise<void> {
	const saving = {...choices, saveFirst: true};
	context.store.dispatch({type: 'planChoices', choices: saving});
	const plans = await prepare(context, containerId, saving);
	const plan = plans.find(({id}) => id === containerId);
	if (plan !== undefined && openPlan(context)?.progress.phase === 'ready') {
		await carryOut(context, containerId, plan, plans.filter(other => other !== plan));
	}
}

async function carryOut(context: Context, containerId: string, plan: StartOverPlan, others: readonly StartOverPlan[]): Promise<void> {
	const {store, engine, journalFolder} = context;
	const steps: string[] = [];
	const tellProgress = (progress: PlanDialog['progress']): void => {
		store.dispatch({type: 'planProgress', containerId, progress});
	};

	tellProgress({phase: 'running', plan, steps});
	store.dispatch({type: 'pending', containerId, text: 'starting over'});
	// In the order in which they were prepared: what others depend on comes first.
	const plans = [plan, ...others].toSorted((one, other) => Number(one.after.includes(other.name)) - Number(other.after.includes(one.name)));
	const outcomes = await startOverSeveral(engine, plans, {
		folder: journalFolder,
		...(context.keepMinutes !== undefined && {keepMilliseconds: context.keepMinutes * 60_000}),
		onProgress({name, step, milliseconds}) {
			steps.push(`${others.length === 0 ? '' : `${name}: `}${stepTitles[step]}  ${(milliseconds / 1000).toFixed(1)} s`);
			tellProgress({phase: 'running', plan, steps: [...steps]});
		},
	});
	store.dispatch({type: 'pending', containerId, text: undefined});
	const isSuccess = outcomes.every(({kind}) => kind === 'done');
	const result = outcomes.map(outcome => describe(outcome)).join(' ');
	tellProgress({
		phase: 'done', steps: [...steps], result, isSuccess,
	});
	tell(context, isSuccess ? 'good' : 'bad', result);
	const newId = outcomes.find(({oldId}) => oldId === containerId)?.newId;
	if (newId !== undefined) {
		store.dispatch({type: 'select', containerId: newId});
	}
}

function describe({sentence, canUndo, kind}: StartOverOutcome): string {
	return kind === 'done' && canUndo && !sentence.includes('undo') ? `${sentence} u brings the old one back.` : sentence;
}
