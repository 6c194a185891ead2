import type {Dependent} from '../replacement.js';
import {cleanText} from '../text.js';
import {convertLink, joinedContainer, volumesFromContainer} from './create-body.js';
import {type Inspect, rawTexts} from './inspect.js';

/** One container's use of another, which it names by id or by name. */
export type Use = {
	readonly container: string;
	/** What it uses, as a sentence says it. */
	readonly what: 'its network' | 'its processes' | 'its shared memory' | 'its volumes' | 'a link to it';
};

/** What a container takes from others by itself, so that it has to be made after them. */
export function selectUses({host, networks}: Inspect): readonly Use[] {
	const modes = [
		{mode: host.NetworkMode, what: 'its network'},
		{mode: host.PidMode, what: 'its processes'},
		{mode: host.IpcMode, what: 'its shared memory'},
	] as const;
	const joined = modes.flatMap(({mode, what}) => {
		const container = joinedContainer(mode);
		return container === undefined ? [] : [{container, what}];
	});
	const volumes = rawTexts(host.VolumesFrom).map(entry => ({container: volumesFromContainer(entry), what: 'its volumes'}) as const);
	const links = [
		...rawTexts(host.Links).map(link => convertLink(link)),
		...Object.values(networks).flatMap(endpoint => rawTexts(endpoint.Links)),
	];
	return [...joined, ...volumes, ...links.map(link => ({container: link.split(':', 1)[0] ?? '', what: 'a link to it'}) as const)];
}

/** Those that stop working when this one is replaced: they hold its namespaces, its volumes, or a link to its id. */
export function findDependents(inspect: Inspect, others: readonly Inspect[]): readonly Dependent[] {
	return others.filter(({id}) => id !== inspect.id).flatMap(other => {
		const uses = selectUses(other).filter(({container}) => isNamed(inspect, container)).map(({what}) => what);
		return uses.length === 0
			? []
			: [{
				id: other.id, name: cleanText(other.name), uses: describeUses(uses), isInside: uses.some(what => namespaces.has(what)),
			}];
	});
}

const namespaces: ReadonlySet<Use['what']> = new Set(['its network', 'its processes', 'its shared memory']);

function describeUses(uses: ReadonlyArray<Use['what']>): string {
	const [first, ...rest] = new Set(uses);
	const last = rest.pop();
	return last === undefined ? first ?? '' : `${[first, ...rest].join(', ')} and ${last}`;
}

/** Whether `container`, an id, the beginning of an id or a name, means this one. */
export function isNamed({id, name}: {readonly id: string; readonly name: string}, container: string): boolean {
	return container === name || container === id || (/^[\da-f]{12,}$/v.test(container) && id.startsWith(container));
}

/** Whether one has to be started over after the other: because it uses it, or because its compose file says so. */
export function comesAfter(one: Inspect, other: Inspect): boolean {
	return one.id !== other.id && (selectUses(one).some(({container}) => isNamed(other, container)) || dependsInCompose(one, other));
}

/** `com.docker.compose.depends_on` is `db:service_healthy:false,cache:service_started:true`. */
function dependsInCompose({labels: one}: Inspect, {labels: other}: Inspect): boolean {
	const project = one['com.docker.compose.project'];
	const services = (one['com.docker.compose.depends_on'] ?? '').split(',').map(entry => entry.split(':', 1)[0]);
	const service = other['com.docker.compose.service'];
	return project !== undefined && project === other['com.docker.compose.project'] && service !== undefined && services.includes(service);
}

/**
 * Puts those first that others come after. Where they go round in a circle (links allow it), the first of the
 * given order begins, and the circle is cut there.
 */
export function orderByDependence(inspects: readonly Inspect[]): readonly Inspect[] {
	const ordered: Inspect[] = [];
	const visited = new Set<string>();
	const visit = (inspect: Inspect): void => {
		if (visited.has(inspect.id)) {
			return;
		}

		visited.add(inspect.id);
		for (const other of inspects) {
			if (comesAfter(inspect, other)) {
				visit(other);
			}
		}

		ordered.push(inspect);
	};

	for (const inspect of inspects) {
		visit(inspect);
	}

	return ordered;
}
