import {defaultChoices, type StartOverPlan} from '../../source/replacement.js';
import type {Dialog} from '../../source/store/state.js';

/** The plan of a container about which there is nothing to choose, but for these changes. */
export function makePlan(name: string, changes: Partial<StartOverPlan> = {}): StartOverPlan {
	return {
		kind: 'plan',
		id: name,
		name,
		choices: defaultChoices,
		image: {
			reference: 'lab:1', id: 'sha256:cbca8faeb376', movedTo: undefined, choice: 'same',
		},
		losses: {
			added: 0, changed: 0, deleted: 0, bytes: 0, paths: [],
		},
		volumes: [],
		stays: [],
		differences: [],
		dependents: [],
		after: [],
		canUndo: true,
		savedAs: undefined,
		command: `docker run -d --name ${name} lab:1`,
		...changes,
	};
}

/** What makes each choice about a plan one. */
export const everyChoice = {
	image: {
		reference: 'lab:1', id: 'sha256:cbca8faeb376', movedTo: 'sha256:73aeea21a25b', choice: 'same',
	},
	losses: {
		added: 1, changed: 0, deleted: 0, bytes: undefined, paths: [{kind: 'added', path: '/mess'}],
	},
	volumes: [{name: 'abc', target: '/data', fate: 'fresh'}],
	dependents: [{
		id: 'sidecar', name: 'sidecar', uses: 'its network', isInside: true,
	}],
} as const satisfies Partial<StartOverPlan>;

/** The dialog of those plans, which can be carried out. */
export function makePlanDialog(plans: readonly StartOverPlan[], isShowingChanges = false): Extract<Dialog, {kind: 'plan'}> {
	return {
		kind: 'plan', containerIds: plans.map(({id}) => id), choices: defaultChoices, progress: {phase: 'ready', plans}, isShowingChanges, offset: 0,
	};
}
