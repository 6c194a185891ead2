import type {EngineDocument} from '../../../source/engine/engine.js';
import {docker, hasTestEngine} from '../engine.js';
import {createShape, runCommands} from './lab.js';
import {prefix, type Shape, shapes} from './shapes.js';

/** Why this machine or its engine does not let a container be of that shape; undefined when it does. */
async function findObstacle(shape: Shape, name: string): Promise<string | undefined> {
	try {
		await createShape(shape, name);
		await docker('start', name);
		await runCommands(shape.running, name);
		const host = new Map(Object.entries(JSON.parse(await docker('inspect', '--format', '{{json .HostConfig}}', name)) as EngineDocument));
		const left = Object.keys(shape.has.HostConfig ?? {}).filter(field => !host.get(field));
		return left.length === 0 ? undefined : `${left.join(', ')} left out`;
	} catch (error) {
		const said = error instanceof Error ? error.message.trim().split('\n').find(line => /error/iv.test(line)) : undefined;
		return (said ?? 'refused').slice(0, 150);
	} finally {
		await docker('rm', '--force', '--volumes', name);
	}
}

async function findObstacles(): Promise<ReadonlyMap<Shape, string>> {
	const found = new Map<Shape, string>();
	if (!hasTestEngine) {
		return found;
	}

	for (const [index, shape] of shapes.entries()) {
		const obstacle = shape.isOptional === true ? await findObstacle(shape, `${prefix}-try-${index}`) : undefined;
		if (obstacle !== undefined) {
			found.set(shape, obstacle);
		}
	}

	return found;
}

/** Shapes that this machine or its engine does not let a container have, with the reason: known before the first test is declared. */
export const obstacles = await findObstacles();
