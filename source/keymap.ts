import {panels} from './layout.js';

/**
 * Where a key means something.
 *
 * - `always`: on every screen without a text field.
 * - `screen`: the panels are on screen and no dialog is open.
 * - `container`: a panel is focused that has a selected container.
 * - `tree`: the tree of cgroups.
 * - `namespaces`, `processes`, `confinement`: that panel is focused.
 * - `view`: a full-height text (log, details, help).
 * - `menu`: a list to choose from.
 * - `confirm`: a question.
 * - `paths`: every path that a start over loses, in place of its plan.
 * - `plan`: the plan before a start over.
 * - `limits`: the form of a container's limits: other keys are text.
 * - `field`: a text field: only these keys are not text.
 * - `replay`: as `screen`, where a recording is replayed; these come first.
 */
export type Scope = 'always' | 'screen' | 'container' | 'tree' | 'namespaces' | 'processes' | 'confinement' | 'view' | 'menu' | 'confirm' | 'paths' | 'plan' | 'outcome' | 'ended' | 'limits' | 'field' | 'replay';

export type Binding = {
	readonly id: string;
	/** As `nameKey` names them. The first is the one that is shown. */
	readonly keys: readonly string[];
	readonly scope: Scope;
	/** For help and README. */
	readonly title: string;
	/** For the footer, where it has a place there. */
	readonly hint?: string;
};

/** LIST 1: the keys. Matching, footer, help and README read it; `commands.ts` must have a command for each id. */
export const bindings = [
	{
		id: 'start', keys: ['s'], scope: 'container', title: 'start it (a paused one goes on)', hint: 'start',
	},
	{
		id: 'stop', keys: ['t'], scope: 'container', title: 'stop it: the stop signal, then after its timeout a kill', hint: 'stop',
	},
	{
		id: 'restart', keys: ['r'], scope: 'container', title: 'restart it: same container, same files', hint: 'restart',
	},
	{
		id: 'kill', keys: ['K'], scope: 'container', title: 'send it a signal of your choice', hint: 'kill',
	},
	{
		id: 'startOver', keys: ['R'], scope: 'container', title: 'start over: a new container in its place, with the image\'s files', hint: 'start over',
	},
	{
		id: 'pause', keys: ['z'], scope: 'container', title: 'pause it, or let it go on',
	},
	{
		id: 'remove', keys: ['d', 'delete'], scope: 'container', title: 'remove it',
	},
	{
		id: 'shell', keys: ['e'], scope: 'container', title: 'open a shell in it (bash, else sh)', hint: 'shell',
	},
	{
		id: 'logs', keys: ['l'], scope: 'container', title: 'follow its log', hint: 'logs',
	},
	{
		id: 'details', keys: ['return'], scope: 'container', title: 'show all that the engine knows about it', hint: 'details',
	},
	{
		id: 'limits', keys: ['L'], scope: 'container', title: 'change its limits: CPU, memory, swap, pids, restart policy', hint: 'limits',
	},
	{
		id: 'undo', keys: ['u'], scope: 'container', title: 'undo what was last done here: its old limits, or the old container after a start over',
	},
	{
		id: 'drift', keys: ['D'], scope: 'container', title: 'count the paths that differ from its image, now',
	},
	{
		id: 'mark', keys: ['space'], scope: 'container', title: 'mark it, or no longer: s t r K R z d u D are about all that are marked', hint: 'mark',
	},
	{
		id: 'markAll', keys: ['A'], scope: 'container', title: 'mark all that are shown (with a filter, those that it lets through), or none',
	},
	{
		id: 'unfold', keys: ['right'], scope: 'tree', title: 'unfold the cgroup, or go to the first below it', hint: 'unfold',
	},
	{
		id: 'fold', keys: ['left'], scope: 'tree', title: 'fold the cgroup, or go to the one above it', hint: 'fold',
	},
	{
		id: 'toggleFold', keys: ['space'], scope: 'tree', title: 'fold or unfold it',
	},
	{
		id: 'cgroupNumbers', keys: ['return'], scope: 'tree', title: 'every number of the cgroup, and where it comes from', hint: 'numbers',
	},
	{
		id: 'kindBefore', keys: ['left'], scope: 'namespaces', title: 'kind before', hint: 'kind before',
	},
	{
		id: 'nextKind', keys: ['right'], scope: 'namespaces', title: 'next kind', hint: 'next kind',
	},
	{
		id: 'explainNamespace', keys: ['return'], scope: 'namespaces', title: 'what this namespace is for, who is in it and what it holds', hint: 'explain',
	},
	{
		id: 'signalProcess', keys: ['S'], scope: 'processes', title: 'send the selected process a signal of your choice', hint: 'signal it',
	},
	{
		id: 'explainConfinement', keys: ['return'], scope: 'confinement', title: 'explain all of it: every capability, path and device in a sentence', hint: 'explain',
	},
	{
		id: 'up', keys: ['up', 'k'], scope: 'screen', title: 'one up',
	},
	{
		id: 'down', keys: ['down', 'j'], scope: 'screen', title: 'one down',
	},
	{
		id: 'pageUp', keys: ['pageup'], scope: 'screen', title: 'a page up',
	},
	{
		id: 'pageDown', keys: ['pagedown'], scope: 'screen', title: 'a page down',
	},
	{
		id: 'first', keys: ['home', 'g'], scope: 'screen', title: 'to the first',
	},
	{
		id: 'last', keys: ['end', 'G'], scope: 'screen', title: 'to the last',
	},
	{
		id: 'nextPanel', keys: ['tab'], scope: 'screen', title: 'next panel',
	},
	{
		id: 'previousPanel', keys: ['shift+tab'], scope: 'screen', title: 'panel before',
	},
	{
		id: 'panel', keys: panels.map((_, index) => String(index + 1)), scope: 'screen', title: 'panel by number',
	},
	{
		id: 'zoom', keys: ['+'], scope: 'screen', title: 'zoom the panel, and back',
	},
	{
		id: 'all', keys: ['a'], scope: 'screen', title: 'all containers, or only the running ones',
	},
	{
		id: 'filter', keys: ['/'], scope: 'screen', title: 'filter by name, image, state or label', hint: 'filter',
	},
	{
		id: 'sort', keys: ['o'], scope: 'screen', title: 'order the containers by another number',
	},
	{
		id: 'numbers', keys: ['i'], scope: 'screen', title: 'where the numbers of the panel come from: file, text, formula', hint: 'numbers',
	},
	{
		id: 'notices', keys: ['n'], scope: 'screen', title: 'what has happened',
	},
	{
		id: 'record', keys: ['w'], scope: 'screen', title: 'record all this to a file in this folder, and end it',
	},
	{
		id: 'help', keys: ['?'], scope: 'screen', title: 'this help', hint: 'help',
	},
	{
		id: 'escape', keys: ['escape'], scope: 'screen', title: 'leave the zoom, the filter, the marks',
	},
	{
		id: 'quit', keys: ['q'], scope: 'screen', title: 'quit', hint: 'quit',
	},
	{
		id: 'interrupt', keys: ['ctrl+c'], scope: 'always', title: 'quit at once',
	},
	{
		id: 'close', keys: ['escape', 'q'], scope: 'view', title: 'back', hint: 'back',
	},
	{
		id: 'scrollUp', keys: ['up', 'k'], scope: 'view', title: 'one line up',
	},
	{
		id: 'scrollDown', keys: ['down', 'j'], scope: 'view', title: 'one line down',
	},
	{
		id: 'scrollPageDown', keys: ['pagedown', 'space'], scope: 'view', title: 'a page down', hint: 'page down',
	},
	{
		id: 'scrollPageUp', keys: ['pageup'], scope: 'view', title: 'a page up', hint: 'page up',
	},
	{
		id: 'scrollFirst', keys: ['home', 'g'], scope: 'view', title: 'to the top', hint: 'top',
	},
	{
		id: 'scrollLast', keys: ['end', 'G'], scope: 'view', title: 'to the end; a log follows again', hint: 'end',
	},
	{
		id: 'menuUp', keys: ['up', 'k'], scope: 'menu', title: 'one up',
	},
	{
		id: 'menuDown', keys: ['down', 'j'], scope: 'menu', title: 'one down',
	},
	{
		id: 'accept', keys: ['return', 'space'], scope: 'menu', title: 'choose', hint: 'choose',
	},
	{
		id: 'cancel', keys: ['escape', 'q'], scope: 'menu', title: 'leave it', hint: 'leave it',
	},
	{
		id: 'confirm', keys: ['y', 'return'], scope: 'confirm', title: 'yes, do it', hint: 'yes, do it',
	},
	{
		id: 'decline', keys: ['escape', 'n', 'q'], scope: 'confirm', title: 'no, leave it', hint: 'no, leave it',
	},
	{
		id: 'planBack', keys: ['c', 'escape', 'q'], scope: 'paths', title: 'back to the plan', hint: 'back',
	},
	{
		id: 'planGo', keys: ['R', 'return'], scope: 'plan', title: 'go', hint: 'go',
	},
	{
		id: 'planSave', keys: ['S'], scope: 'plan', title: 'save it as an image first, then go', hint: 'save an image first',
	},
	{
		id: 'planChanges', keys: ['c'], scope: 'plan', title: 'show every path that will be lost', hint: 'all paths',
	},
	{
		id: 'planVolumes', keys: ['v'], scope: 'plan', title: 'keep anonymous volumes, or make fresh ones', hint: 'volumes',
	},
	{
		id: 'planImage', keys: ['i'], scope: 'plan', title: 'same image, or what the tag means now', hint: 'image',
	},
	{
		id: 'planDependents', keys: ['a'], scope: 'plan', title: 'start over what depends on it too', hint: 'also dependents',
	},
	{
		id: 'planCopy', keys: ['y'], scope: 'plan', title: 'copy the docker run line to the clipboard of the terminal', hint: 'copy',
	},
	{
		id: 'planScrollUp', keys: ['up', 'k'], scope: 'outcome', title: 'scroll up',
	},
	{
		id: 'planScrollDown', keys: ['down', 'j'], scope: 'outcome', title: 'scroll down',
	},
	{
		id: 'planScrollPageUp', keys: ['pageup'], scope: 'outcome', title: 'a page up',
	},
	{
		id: 'planScrollPageDown', keys: ['pagedown', 'space'], scope: 'outcome', title: 'a page down',
	},
	{
		id: 'planScrollFirst', keys: ['home', 'g'], scope: 'outcome', title: 'to the first line',
	},
	{
		id: 'planScrollLast', keys: ['end', 'G'], scope: 'outcome', title: 'to the last line',
	},
	{
		id: 'planCancel', keys: ['escape', 'q'], scope: 'plan', title: 'leave it as it is', hint: 'leave it as it is',
	},
	{
		id: 'planClose', keys: ['escape', 'q'], scope: 'outcome', title: 'close it; what has begun goes on to its end', hint: 'close',
	},
	{
		id: 'planEnd', keys: ['return', 'R'], scope: 'ended', title: 'close it',
	},
	{
		id: 'limitsUp', keys: ['up', 'shift+tab'], scope: 'limits', title: 'field before',
	},
	{
		id: 'limitsDown', keys: ['down', 'tab'], scope: 'limits', title: 'next field',
	},
	{
		id: 'limitsClear', keys: ['ctrl+u'], scope: 'limits', title: 'empty the field', hint: 'empty the field',
	},
	{
		id: 'limitsApply', keys: ['return'], scope: 'limits', title: 'change them', hint: 'change them',
	},
	{
		id: 'limitsCancel', keys: ['escape'], scope: 'limits', title: 'leave them as they are', hint: 'leave them',
	},
	{
		id: 'fieldAccept', keys: ['return'], scope: 'field', title: 'take it', hint: 'take it',
	},
	{
		id: 'fieldCancel', keys: ['escape'], scope: 'field', title: 'give it up', hint: 'give it up',
	},
	{
		id: 'replayPause', keys: ['space'], scope: 'replay', title: 'pause, or play on; at the end, play again', hint: 'pause or play',
	},
	{
		id: 'replayFaster', keys: ['>'], scope: 'replay', title: 'faster', hint: 'faster',
	},
	{
		id: 'replaySlower', keys: ['<'], scope: 'replay', title: 'slower',
	},
	{
		id: 'replayStep', keys: ['.'], scope: 'replay', title: 'one look further, and pause',
	},
	{
		id: 'replayNextEvent', keys: [']'], scope: 'replay', title: 'to where something happens to a container next', hint: 'next event',
	},
	{
		id: 'replayPreviousEvent', keys: ['['], scope: 'replay', title: 'to where something happened to a container before',
	},
	{
		id: 'replayTime', keys: ['@'], scope: 'replay', title: 'to a time of the recording', hint: 'time',
	},
] as const satisfies readonly Binding[];

export type CommandId = typeof bindings[number]['id'];

/** The binding that a key has in the first of the scopes that knows it. */
export function findBinding(key: string, scopes: readonly Scope[]): (Binding & {readonly id: CommandId}) | undefined {
	for (const scope of scopes) {
		const found = bindings.find(binding => binding.scope === scope && (binding.keys as readonly string[]).includes(key));
		if (found !== undefined) {
			return found;
		}
	}

	return undefined;
}
