import {originalName} from '../replacement.js';
import type {Inspect} from './inspect.js';

/** Labels by which something else marks the containers that it owns: it would bring back or remove what we replace. */
const managers: ReadonlyArray<{readonly label: string; readonly owner: string; readonly advice: string}> = [
	{label: 'com.docker.swarm.task.id', owner: 'a swarm service', advice: 'use docker service update --force'},
	{label: 'io.kubernetes.pod.uid', owner: 'Kubernetes', advice: 'delete its pod with kubectl, and Kubernetes makes another'},
	{label: 'io.kubernetes.pod.name', owner: 'Kubernetes', advice: 'delete its pod with kubectl, and Kubernetes makes another'},
	{label: 'com.hashicorp.nomad.alloc_id', owner: 'Nomad', advice: 'use nomad alloc restart'},
	{label: 'com.amazonaws.ecs.task-arn', owner: 'Amazon ECS', advice: 'stop its task, and ECS starts another'},
	{label: 'PODMAN_SYSTEMD_UNIT', owner: 'a systemd unit', advice: 'use systemctl restart with that unit'},
];

/** Why a container must not be started over, in one sentence; undefined when it may. */
export function findRefusal({name, id, labels, document}: Inspect, ownContainerId: string | undefined): string | undefined {
	if (id === ownContainerId) {
		return `${name} is the container that dockdash runs in: stopping it would stop dockdash half way; use dockdash from outside of it.`;
	}

	const original = originalName(name);
	if (original !== undefined) {
		return `${name} is there only while ${original} is started over, by this or another dockdash, or until that is undone: name ${original}, or use dockdash undo ${original}.`;
	}

	const manager = managers.find(({label}) => Object.hasOwn(labels, label));
	if (manager !== undefined) {
		return `${name} belongs to ${manager.owner}, which decides when it is replaced: ${manager.advice}.`;
	}

	if (typeof document.Pod === 'string' && document.Pod !== '') {
		return `${name} belongs to a pod, which only podman itself can make again: use podman pod restart or podman kube play --replace.`;
	}

	return undefined;
}
