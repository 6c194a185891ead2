import test from 'ava';
import {findBinding} from '../../source/keymap.js';
import {defaultChoices} from '../../source/replacement.js';
import {selectScopes} from '../../source/store/scopes.js';
import type {PlanProgress, State} from '../../source/store/state.js';
import {makeLab} from '../support/states.js';

/** The lab with a plan that is so far. */
function plan(progress: PlanProgress): State {
	const lab = makeLab();
	return {
		...lab,
		view: {
			...lab.view,
			dialog: {
				kind: 'plan', containerIds: [], choices: defaultChoices, progress, isShowingChanges: false, offset: 0,
			},
		},
	};
}

test('what a plan can be told is a key away only while it waits', t => {
	const table: ReadonlyArray<readonly [progress: PlanProgress, go: string | undefined, save: string | undefined, leave: string]> = [
		[{phase: 'preparing'}, undefined, undefined, 'planClose'],
		[{phase: 'refused', reason: 'It belongs to a swarm.'}, 'planEnd', undefined, 'planClose'],
		[{phase: 'ready', plans: []}, 'planGo', 'planSave', 'planCancel'],
		[{
			phase: 'running', plans: [], steps: [], outcomes: [],
		}, undefined, undefined, 'planClose'],
		[{
			phase: 'done', plans: [], steps: [], outcomes: [],
		}, 'planEnd', undefined, 'planClose'],
	];
	for (const [progress, ...expected] of table) {
		const scopes = selectScopes(plan(progress));
		t.deepEqual(['R', 'S', 'escape'].map(key => findBinding(key, scopes)?.id), expected, progress.phase);
	}
});
