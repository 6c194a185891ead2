import type {LimitsUpdate} from '../container.js';
import {formatError} from '../errors.js';
import {limitFields} from '../limits/fields.js';
import {describeIgnored, describeUpdate, formatLimits, invertUpdate, readForm} from '../limits/form.js';
import {log} from '../log.js';
import type {Dialog, Row} from '../store/state.js';
import {act, isBusy, lookAgain} from './act.js';
import {closeDialog, type Command, type Context, forSelected, openDialog, tell} from './context.js';

type LimitsDialog = Extract<Dialog, {kind: 'limits'}>;

export const limits: Command = forSelected((context, {container: {id, name, detail}}) => {
	if (detail === undefined) {
		tell(context, 'info', `The engine has not told the limits of ${name} yet.`);
		return;
	}

	context.store.dispatch({
		type: 'dialog', dialog: {
			kind: 'limits', containerId: id, before: detail, texts: formatLimits(detail), field: limitFields[0].id, progress: {phase: 'editing'},
		},
	});
});

export const limitsUp: Command = context => {
	moveField(context, -1);
};

export const limitsDown: Command = context => {
	moveField(context, 1);
};

export const limitsClear: Command = ({store}) => {
	store.dispatch({type: 'fieldText', text: ''});
};

export const limitsCancel: Command = context => {
	closeDialog(context);
};

export const limitsApply: Command = context => {
	const dialog = openDialog(context, 'limits');
	const {engine, rows} = context.store.getState();
	const row = rows.get(dialog?.containerId ?? '');
	if (dialog === undefined || dialog.progress.phase === 'applying') {
		return;
	}

	const {update, problems} = readForm(dialog.texts, dialog.before, {cpus: engine?.cpus, memoryBytes: engine?.memoryBytes});
	const [firstBad] = problems.keys();
	if (firstBad !== undefined) {
		context.store.dispatch({type: 'limitsField', field: firstBad});
	} else if (row === undefined || Object.keys(update).length === 0) {
		closeDialog(context);
	} else if (!isBusy(context, row)) {
		void apply(context, row, dialog, update);
	}
};

/** Undoes the last change of limits that was made here. */
export async function putLimitsBack(context: Context, row: Row): Promise<void> {
	const {id} = row.container;
	const changes = context.oldLimits.get(id) ?? [];
	const old = changes.at(-1);
	if (old !== undefined) {
		await act(context, [row], {
			doing: 'getting its old limits',
			verb: 'put back the limits of',
			done: `has its old limits back: ${describeUpdate(old)}`,
			async run(engine) {
				await engine.update(id, old);
				forgetLast(context, id);
			},
		});
	}
}

function moveField(context: Context, step: number): void {
	const dialog = openDialog(context, 'limits');
	if (dialog !== undefined) {
		const index = limitFields.findIndex(({id}) => id === dialog.field) + step;
		context.store.dispatch({type: 'limitsField', field: limitFields.at(index % limitFields.length)?.id ?? dialog.field});
	}
}

async function apply(context: Context, {container: {id, name}}: Row, {before}: LimitsDialog, update: LimitsUpdate): Promise<void> {
	const {store, engine} = context;
	store.dispatch({type: 'limitsProgress', containerId: id, progress: {phase: 'applying'}});
	try {
		await engine.update(id, update);
	} catch (error) {
		log('limits', error);
		const reason = formatError(error);
		if (openDialog(context, 'limits')?.containerId === id) {
			store.dispatch({type: 'limitsProgress', containerId: id, progress: {phase: 'refused', reason}});
		} else {
			tell(context, 'bad', `Could not change the limits of ${name}: ${reason}`);
		}

		return;
	}

	context.oldLimits.set(id, [...context.oldLimits.get(id) ?? [], invertUpdate(update, before)]);
	// Before the form closes: one that is opened again begins with what is so now.
	const after = await lookAgain(context, id);
	if (openDialog(context, 'limits')?.containerId === id) {
		closeDialog(context);
	}

	tell(context, 'good', `${name}: ${describeUpdate(update)}.`, 'u puts the old limits back');
	const ignored = after === undefined ? '' : describeIgnored(update, after);
	if (ignored !== '') {
		tell(context, 'warn', `${name}: the engine said yes and still tells another value for ${ignored}; its kernel may not be able to limit that.`);
	}
}

function forgetLast({oldLimits}: Context, id: string): void {
	const left = oldLimits.get(id)?.slice(0, -1) ?? [];
	if (left.length === 0) {
		oldLimits.delete(id);
	} else {
		oldLimits.set(id, left);
	}
}
