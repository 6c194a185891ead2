import {randomBytes} from 'node:crypto';
import type {Engine} from '../engine/engine.js';
import {isInRestartLoop} from '../metrics/exit.js';
import {newName, type StartOverPlan} from '../replacement.js';
import type {StartOverRecord} from './journal.js';
import type {Prepared} from './plan.js';

type CaptureOptions = {
	readonly set: string | undefined;
	readonly keepMilliseconds: number | undefined;
};

/** Writes up everything that undoing will need, before the first step. */
export async function captureRecord(engine: Engine, agreed: StartOverPlan, {plan, recipe, inspect}: Prepared, options: CaptureOptions): Promise<StartOverRecord> {
	const [{hostName}, {container}, containers] = await Promise.all([engine.readInfo(), engine.inspectContainer(inspect.id), engine.listContainers()]);
	const running = new Set(containers.filter(({status}) => status === 'running').map(({id}) => id));
	const beganAt = Date.now();
	return {
		version: 1,
		engine: {address: engine.address, hostName},
		set: options.set ?? randomBytes(4).toString('hex'),
		beganAt,
		phase: 'begun',
		keepUntil: options.keepMilliseconds === undefined ? undefined : beganAt + options.keepMilliseconds,
		name: inspect.name,
		after: agreed.after,
		oldId: inspect.id,
		newName: newName(inspect.name, randomBytes(4).toString('hex')),
		newId: undefined,
		status: container.status,
		isUnhealthy: container.health === 'unhealthy' || isInRestartLoop(container, beganAt),
		restartPolicy: container.detail.restartPolicy,
		isRemovedOnExit: inspect.isRemovedOnExit,
		choices: agreed.choices,
		savedAs: plan.savedAs,
		inside: agreed.dependents.filter(({id, isInside}) => isInside && running.has(id)),
		steps: ['captured'],
		isStopBegun: false,
		recipe,
		document: inspect.document,
	};
}
