import {formatError} from '../errors.js';
import type {CommandId} from '../keymap.js';
import type {StartOverChoices} from '../replacement.js';
import {prepareStartOver} from '../start-over/prepare.js';
import {explainNoObject} from '../store/plan-choices.js';
import type {Dialog, Plans, PlanProgress} from '../store/state.js';
import {carryOutPlans} from './carry-out.js';
import {
	closeDialog, type Command, type Context, openDialog, startDialogTask, tell,
} from './context.js';

type PlanDialog = Extract<Dialog, {kind: 'plan'}>;

export const planGo: Command = context => {
	const dialog = openDialog(context, 'plan');
	if (dialog?.progress.phase === 'ready') {
		void carryOutPlans(context, dialog.containerIds, dialog.progress.plans);
	}
};

export const planSave: Command = context => {
	const dialog = openDialog(context, 'plan');
	if (dialog?.progress.phase === 'ready') {
		void saveAndGo(context, dialog);
	}
};

export const planVolumes: Command = context => {
	change(context, 'planVolumes', choices => ({...choices, volumes: choices.volumes === 'fresh' ? 'keep' : 'fresh'}));
};

export const planImage: Command = context => {
	change(context, 'planImage', choices => ({...choices, image: choices.image === 'same' ? 'newest' : 'same'}));
};

export const planDependents: Command = context => {
	change(context, 'planDependents', choices => ({...choices, includesDependents: !choices.includesDependents}));
};

export const planChanges: Command = context => {
	if (findChangeable(context, 'planChanges') !== undefined) {
		context.store.dispatch({type: 'planShowChanges', isShowingChanges: true});
	}
};

export const planBack: Command = ({store}) => {
	store.dispatch({type: 'planShowChanges', isShowingChanges: false});
};

export const planCopy: Command = context => {
	const progress = openDialog(context, 'plan')?.progress;
	if (progress?.phase === 'ready') {
		const commands = progress.plans.filter(plan => plan.kind === 'plan').map(({command}) => command);
		context.copy(commands.join('\n'));
		const what = commands.length === 1 ? 'The docker run line' : `The docker run lines of ${commands.length} containers`;
		tell(context, 'info', `${what} went to the terminal’s clipboard.`, 'A terminal that does not allow it (OSC 52) ignores that; start-over --plan prints it.');
	}
};

export const planCancel: Command = context => {
	closeDialog(context);
};

/** What has begun goes on to its end, and is told in the notice line. */
export const planClose: Command = context => {
	closeDialog(context);
};

export const planScrollUp: Command = context => {
	scroll(context, -1);
};

export const planScrollDown: Command = context => {
	scroll(context, 1);
};

export const planScrollPageUp: Command = context => {
	scroll(context, -context.measurePlan().shown);
};

export const planScrollPageDown: Command = context => {
	scroll(context, context.measurePlan().shown);
};

export const planScrollFirst: Command = context => {
	scroll(context, -Infinity);
};

export const planScrollLast: Command = context => {
	scroll(context, Infinity);
};

/** The plan that waits, where that key has something to change in it; else it is said why not. */
function findChangeable(context: Context, id: CommandId): PlanDialog | undefined {
	const dialog = openDialog(context, 'plan');
	if (dialog?.progress.phase !== 'ready') {
		return undefined;
	}

	const reason = explainNoObject(dialog, id);
	if (reason === undefined) {
		return dialog;
	}

	tell(context, 'info', reason);
	return undefined;
}

function change(context: Context, id: CommandId, to: (choices: StartOverChoices) => StartOverChoices): void {
	const dialog = findChangeable(context, id);
	if (dialog !== undefined) {
		const choices = to(dialog.choices);
		context.store.dispatch({type: 'planChoices', choices});
		void preparePlans(context, dialog.containerIds, choices);
	}
}

function scroll(context: Context, lines: number): void {
	const dialog = openDialog(context, 'plan');
	if (dialog !== undefined) {
		const offset = Math.max(0, Math.min(dialog.offset + lines, context.measurePlan().hidden));
		context.store.dispatch({type: 'dialogOffset', offset});
	}
}

/** Shows the plans in the open dialog, unless it was closed or another choice was made meanwhile. Returns those that can be carried out. */
export async function preparePlans(context: Context, containerIds: readonly string[], choices: StartOverChoices): Promise<Plans> {
	const {store, engine} = context;
	const signal = startDialogTask(context);
	const tellProgress = (progress: PlanProgress): void => {
		if (!signal.aborted) {
			store.dispatch({type: 'planProgress', containerIds, progress});
		}
	};

	try {
		const plans = await prepareStartOver(engine, containerIds, choices);
		const wanted = plans.filter(({id}) => containerIds.includes(id));
		const refusals = wanted.filter(plan => plan.kind === 'refusal');
		if (refusals.length === wanted.length) {
			tellProgress({phase: 'refused', reason: refusals.map(({reason}) => reason).join(' ')});
			return [];
		}

		tellProgress({phase: 'ready', plans});
		return plans;
	} catch (error) {
		tellProgress({phase: 'refused', reason: formatError(error)});
		return [];
	}
}

async function saveAndGo(context: Context, {containerIds, choices}: PlanDialog): Promise<void> {
	const saving = {...choices, saveFirst: true};
	context.store.dispatch({type: 'planChoices', choices: saving});
	const plans = await preparePlans(context, containerIds, saving);
	const dialog = openDialog(context, 'plan');
	if (dialog?.containerIds === containerIds && dialog.progress.phase === 'ready') {
		await carryOutPlans(context, containerIds, plans);
	}
}
