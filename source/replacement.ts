import type {Mount, PathChange} from './container.js';

/** Words for starting over, shared by what plans it, what carries it out and what shows it. Texts are safe to show. */

/** What a user can choose about a start over. */
export type StartOverChoices = {
	/** When the tag has moved since the container was made: the image it was made from, or the one the tag names now. */
	readonly image: 'same' | 'newest';
	/** Anonymous volumes: new and empty as `docker run` makes them, or the old ones. */
	readonly volumes: 'fresh' | 'keep';
	/** First commits the container, with its mess, to an image. */
	readonly saveFirst: boolean;
	/** Starts over the containers that would be left with a broken namespace, volume or link, after it. */
	readonly includesDependents: boolean;
};

export const defaultChoices: StartOverChoices = {
	image: 'same', volumes: 'fresh', saveFirst: false, includesDependents: false,
};

/** What the writable layer holds that a new container will not have. */
export type Losses = {
	readonly added: number;
	readonly changed: number;
	readonly deleted: number;
	/** Size of the writable layer; undefined when the engine was not asked or does not tell. */
	readonly bytes: number | undefined;
	/** In the engine's order; no more than `maximumPaths` of `losses.ts`. */
	readonly paths: readonly PathChange[];
};

/** An anonymous volume of the container. */
export type PlannedVolume = {
	readonly name: string;
	readonly target: string;
	readonly fate: 'fresh' | 'kept';
};

/** A container that stops working when another one is replaced. */
export type Dependent = {
	readonly id: string;
	readonly name: string;
	/** What it uses of the other one: `its network`, `its volumes` … */
	readonly uses: string;
	/** It lives in a namespace of the other one, which ends when that one stops. */
	readonly isInside: boolean;
};

export type PlannedImage = {
	/** As the container was made from it: `lab:1`. */
	readonly reference: string;
	/** The image that will be used. */
	readonly id: string;
	/** The image that the reference names now, when that is another one than the container's. */
	readonly movedTo: string | undefined;
	readonly choice: 'same' | 'newest';
};

/** What will happen when a container is started over, to be shown before anything is done. */
export type StartOverPlan = {
	readonly kind: 'plan';
	readonly id: string;
	readonly name: string;
	readonly choices: StartOverChoices;
	readonly image: PlannedImage;
	/** Undefined when the engine could not compare (Docker does for any state, other engines not always). */
	readonly losses: Losses | undefined;
	readonly volumes: readonly PlannedVolume[];
	/** Named volumes, binds and what comes from other containers: not touched. */
	readonly stays: readonly Mount[];
	/** What will not be the same afterwards, a sentence each. */
	readonly differences: readonly string[];
	readonly dependents: readonly Dependent[];
	/** Names of those in the same set that are started over before it. */
	readonly after: readonly string[];
	/** False for a container with `--rm`: stopping removes it, so that it cannot be brought back. */
	readonly canUndo: boolean;
	/** The image that `saveFirst` makes, when it is chosen. */
	readonly savedAs: string | undefined;
	/** Makes the same container by hand, quoted for a shell; more than one line when it has several networks. */
	readonly command: string;
};

/** A container that is not started over, and why, in one sentence. */
export type StartOverRefusal = {
	readonly kind: 'refusal';
	readonly id: string;
	readonly name: string;
	readonly reason: string;
};

/** What has just been done. `captured` is the first, the last is `runs`, `healthy`, `exited`, `unhealthy` or `restored`. */
export type StartOverStep =
	| 'captured' | 'saved' | 'created' | 'stopped' | 'parked' | 'started'
	| 'runs' | 'healthy' | 'exited' | 'unhealthy'
	| 'restoring' | 'restored';

export const stepTitles: Readonly<Record<StartOverStep, string>> = {
	captured: 'captured',
	saved: 'saved as an image',
	created: 'new one created',
	stopped: 'old one stopped',
	parked: 'old one parked',
	started: 'new one started',
	runs: 'runs',
	healthy: 'healthy',
	exited: 'has exited',
	unhealthy: 'unhealthy, as the old one was',
	restoring: 'failed, putting the old one back',
	restored: 'all as before',
};

export type StartOverProgress = {
	readonly id: string;
	readonly name: string;
	readonly step: StartOverStep;
	/** Since this container's start over began. */
	readonly milliseconds: number;
};

/**
 * How a start over ended; `sentence` says it to the user.
 *
 * - `done`: the new container is there, and the old one is parked unless `canUndo` is false.
 * - `restored`: it failed, and the old container is as before.
 * - `stranded`: it failed, and the old container could not be put back yet (engine gone); its journal is kept for the next try.
 * - `skipped`: nothing was begun: refused, or what it depends on failed.
 */
export type StartOverOutcome = {
	readonly kind: 'done' | 'restored' | 'stranded' | 'skipped';
	readonly name: string;
	readonly oldId: string;
	/** Id of the new container, when it is there. */
	readonly newId: string | undefined;
	/** True when the new container ran (and was healthy, where it has a health check) at the end. */
	readonly isRunning: boolean;
	readonly canUndo: boolean;
	readonly milliseconds: number;
	/** Where the new container's configuration is not that of the old one, though it should be: `HostConfig.Memory: 1 -> 2`. */
	readonly differences: readonly string[];
	readonly sentence: string;
};

/** What was found of an interrupted start over, or what an undo did. */
export type StartOverReport = {
	readonly name: string;
	/** The old container of the start over. */
	readonly oldId: string;
	readonly isDone: boolean;
	readonly sentence: string;
};

const standIn = /^(?<name>.+)\.dockdash-(?:old-[\da-f]{12}|new(?:-[\da-f]{8})?)$/v;

/** The name of the container that this one stands in for, when it is a parked old one or one that is being made. */
export function originalName(name: string): string | undefined {
	return standIn.exec(name)?.groups?.name;
}

/** The name of an old container while it can be brought back. */
export function parkedName(name: string, id: string): string {
	return `${name}.dockdash-old-${id.slice(0, 12)}`;
}

/**
 * The name of a new container until the old one is parked. There can be only one of that name on an engine, so whoever has
 * it is the only one that starts this container over, from whatever machine.
 */
export function reservedName(name: string): string {
	return `${name}.dockdash-new`;
}

/** The name under which a new container is made: `token` is eight random hexadecimal digits, so that nobody else's can be meant. */
export function newName(name: string, token: string): string {
	return `${reservedName(name)}-${token}`;
}

/**
 * The image that keeps a container as it was: `web:before-start-over-20261124-041211`, in UTC. Repository names are stricter
 * than container names: lower case, and no two separators in a row.
 */
export function nameSavedImage(containerName: string, at: Date): string {
	const repository = containerName.toLowerCase().replaceAll(/[\-._]{2,}/gv, '-').replace(/[\-._]$/v, '');
	const time = at.toISOString().replaceAll(/[\-:]/gv, '').replace('T', '-').slice(0, 15);
	return `${repository}:before-start-over-${time}`;
}
