import type {Engine} from '../engine/engine.js';
import {EngineError} from '../errors.js';
import type {StartOverChoices, StartOverPlan, StartOverRefusal} from '../replacement.js';
import {cleanText} from '../text.js';
import {mapConcurrently} from '../engine/concurrency.js';
import {comesAfter, findDependents, orderByDependence} from './dependents.js';
import type {Inspect} from './inspect.js';
import {planStartOver, type Prepared} from './plan.js';
import {
	addLosses, inspect, inspectAll, readSituation, readSurroundings,
} from './situation.js';

const plansAtOnce = 4;

/**
 * Plans the start over of containers, given by name or id, in the order in which they have to go; with the choice
 * `includesDependents` also of those that would be left broken. Changes nothing. Rejects when one of them does not exist.
 */
export async function prepareStartOver(engine: Engine, ids: readonly string[], choices: StartOverChoices): Promise<ReadonlyArray<StartOverPlan | StartOverRefusal>> {
	const surroundings = await readSurroundings(engine);
	const all = await inspectAll(engine, surroundings);
	const wanted: Inspect[] = [];
	for (const id of ids) {
		const found = all.find(other => other.id === id || other.name === id) ?? await inspect(engine, surroundings.info, id);
		wanted.push(found);
	}

	const chosen = orderByDependence(choices.includesDependents ? addDependents(unique(wanted), all) : unique(wanted));
	return mapConcurrently(chosen, plansAtOnce, async one => {
		const situation = await addLosses(engine, await readSituation(engine, surroundings, one, all.filter(({id}) => id !== one.id)));
		const prepared = planStartOver(situation, choices);
		return 'kind' in prepared ? prepared : {...prepared.plan, after: chosen.filter(other => comesAfter(one, other)).map(({name}) => cleanText(name))};
	});
}

/**
 * Works the plan out again, from how things are now, to carry it out. Rejects when it would be made from another image
 * than the one that the user has agreed to.
 */
export async function prepareAgain(engine: Engine, plan: StartOverPlan): Promise<Prepared | StartOverRefusal> {
	const surroundings = await readSurroundings(engine);
	const found = await inspect(engine, surroundings.info, plan.id);
	const prepared = planStartOver(await readSituation(engine, surroundings, found), plan.choices);
	if ('plan' in prepared && prepared.plan.image.id !== plan.image.id) {
		throw new EngineError('conflict', `${plan.image.reference} has come to name another image since the plan was made: look at the plan again.`);
	}

	return prepared;
}

/** Until there are none left that are not among them: dependents have dependents. */
function addDependents(wanted: readonly Inspect[], all: readonly Inspect[]): readonly Inspect[] {
	const dependents = new Set(wanted.flatMap(one => findDependents(one, all)).map(({id}) => id));
	const found = unique([...wanted, ...all.filter(({id}) => dependents.has(id))]);
	return found.length === wanted.length ? found : addDependents(found, all);
}

function unique(inspects: readonly Inspect[]): readonly Inspect[] {
	return inspects.filter(({id}, index) => inspects.findIndex(other => other.id === id) === index);
}
