import test from 'ava';
import type {Context} from '../../source/commands/context.js';
import {pressKey} from '../../source/commands/press.js';
import type {StartOverPlan} from '../../source/replacement.js';
import {createState, type Dialog} from '../../source/store/state.js';
import {createStore} from '../../source/store/store.js';
import {everyChoice, makePlan, makePlanDialog} from '../support/plans.js';

/** A dashboard with the dialog of those plans. */
function open(...plans: readonly StartOverPlan[]) {
	const store = createStore(createState({
		address: '', intervalMilliseconds: 1000, isShowingAll: true, now: 0,
	}));
	store.dispatch({type: 'dialog', dialog: makePlanDialog(plans)});
	const context: Partial<Context> = {store, now: () => 0, dialogTask: {controller: undefined}};
	return {
		press(key: string): void {
			pressKey(context as Context, key);
		},
		dialog: (): Dialog | undefined => store.getState().view.dialog,
		notices: (): readonly string[] => store.getState().notices.map(({text}) => text),
	};
}

test('a choice that a plan does not have changes nothing, and says why', t => {
	const explain = (key: string, ...plans: readonly StartOverPlan[]): string | undefined => {
		const {press, dialog, notices} = open(...plans);
		const before = dialog();
		press(key);
		t.is(dialog(), before);
		return notices().at(-1);
	};

	const web = makePlan('web');
	t.is(explain('v', web), 'web has no anonymous volume.');
	t.is(explain('i', web), 'web already has the image that lab:1 names.');
	t.is(explain('a', web), 'Nothing else depends on web.');
	t.is(explain('c', web), 'web loses nothing: its files are those of the image.');
	t.is(explain('c', makePlan('web', {losses: undefined})), 'web loses what it changed in its files (the engine does not tell what).');
	t.is(explain('v', web, makePlan('db')), 'None of them has an anonymous volume.');
	t.is(explain('i', web, makePlan('db')), 'Each of them already has the image that its tag names.');
	const dependents = [{
		id: 'web', name: 'web', uses: 'its network', isInside: true,
	}];
	t.is(explain('a', web, makePlan('db', {dependents})), 'Nothing else depends on them.');
});

test('every path is a key away and back, also by Esc, which leaves the plan only from there', t => {
	const {press, dialog} = open(makePlan('web', everyChoice));
	const isShowingChanges = (): boolean | undefined => {
		const shown = dialog();
		return shown?.kind === 'plan' ? shown.isShowingChanges : undefined;
	};

	const seen = ['c', 'c', 'c', 'escape', 'escape'].map(key => {
		press(key);
		return isShowingChanges();
	});
	t.deepEqual(seen, [true, false, true, false, undefined]);
});

test('where there are several, what each loses is with all else about it, and to be shown always', t => {
	const {press, dialog} = open(makePlan('web'), makePlan('db'));
	press('c');
	t.like(dialog(), {isShowingChanges: true});
});
