import {findMetric, metrics} from '../metrics/metrics.js';
import type {CommandId} from '../keymap.js';
import type {Dialog, MenuItem, Row} from '../store/state.js';
import {carryOut, sendSignal} from './container.js';
import {askAboutSignal, carrySignal} from './process-signal.js';
import {closeDialog, type Command, type Context, openDialog} from './context.js';
import {carryUndo} from './undo.js';

const ordersWithoutMetric: readonly MenuItem[] = [
	{value: 'name', title: 'name', about: 'a to z'},
	{value: 'image', title: 'image', about: 'a to z'},
	{value: 'age', title: 'age', about: 'youngest first'},
];

export const sort: Command = ({store}) => {
	const items = [
		...metrics.map(({id, title, describe}) => ({value: id, title, about: describe.sentence})),
		...ordersWithoutMetric,
	];
	const index = items.findIndex(({value}) => value === store.getState().view.sort.id);
	store.dispatch({
		type: 'dialog', dialog: {
			kind: 'menu', menu: 'sort', title: 'Order containers by', items, index: Math.max(0, index), containerIds: [],
		},
	});
};

export const menuUp: Command = context => {
	moveInMenu(context, -1);
};

export const menuDown: Command = context => {
	moveInMenu(context, 1);
};

export const accept: Command = context => {
	const dialog = openDialog(context, 'menu');
	const item = dialog?.items[dialog.index];
	closeDialog(context);
	if (dialog === undefined || item === undefined) {
		return;
	}

	if (dialog.menu === 'sort') {
		const isText = item.value === 'name' || item.value === 'image';
		const isDescending = !isText && findMetric(item.value)?.sortDirection !== 'ascending';
		context.store.dispatch({type: 'sort', sort: {id: item.value, isDescending}});
		return;
	}

	const rows = findRows(context, dialog.containerIds);
	if (dialog.process === undefined) {
		sendSignal(context, rows, item.value);
	} else if (rows[0] !== undefined) {
		askAboutSignal(context, rows[0], dialog.process, item.value);
	}
};

export const cancel: Command = context => {
	closeDialog(context);
};

export const confirm: Command = context => {
	const dialog = openDialog(context, 'confirm');
	closeDialog(context);
	if (dialog === undefined) {
		return;
	}

	const rows = findRows(context, dialog.containerIds);
	const carry = carriers[dialog.command];
	if (carry === undefined) {
		carryOut(context, rows, dialog.command);
	} else {
		carry(context, rows, dialog);
	}
};

type Carrier = (context: Context, rows: readonly Row[], question: Extract<Dialog, {kind: 'confirm'}>) => void;

/** What a yes does that is more than one request for each container. */
const carriers: Readonly<Partial<Record<CommandId, Carrier>>> = {
	undo: carryUndo,
	signalProcess(context, [row], {process, signal}) {
		if (row !== undefined && process !== undefined && signal !== undefined) {
			void carrySignal(context, row, process, signal);
		}
	},
};

export const decline: Command = context => {
	closeDialog(context);
};

/** Of those that a dialog was opened for, those that are still there. */
function findRows({store}: Context, containerIds: readonly string[]): readonly Row[] {
	const {rows} = store.getState();
	return containerIds.map(id => rows.get(id)).filter(row => row !== undefined);
}

function moveInMenu(context: Context, step: number): void {
	const dialog = openDialog(context, 'menu');
	if (dialog !== undefined) {
		const index = (dialog.index + step + dialog.items.length) % dialog.items.length;
		context.store.dispatch({type: 'dialogIndex', index});
	}
}
